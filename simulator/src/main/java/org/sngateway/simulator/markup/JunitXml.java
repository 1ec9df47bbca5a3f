package org.sngateway.simulator.markup;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A test suite in JUnit's XML, as build servers read it. */
public final class JunitXml {
    private JunitXml() {}

    /** How a test case came out, by the name of its element. */
    public enum Outcome {
        PASSED(""),
        FAILED("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Outcome(String element) {
            this.element = element;
        }
    }

    /** The suite as a whole. */
    public record Suite(String name, Instant started, double seconds, List<Case> cases) {
        public Suite {
            cases = List.copyOf(cases);
        }

        private long count(Outcome outcome) {
            return cases.stream().filter(test -> test.outcome() == outcome).count();
        }
    }

    /**
     * One test.
     *
     * @param message why it did not pass; not shown when it did
     * @param output whatever else is worth reading
     */
    public record Case(String group, String name, double seconds, Outcome outcome, String message, String output) {}

    public static String of(Suite suite) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", clean(suite.name()));
            xml.writeAttribute("tests", String.valueOf(suite.cases().size()));
            xml.writeAttribute("failures", String.valueOf(suite.count(Outcome.FAILED)));
            xml.writeAttribute("errors", String.valueOf(suite.count(Outcome.ERROR)));
            xml.writeAttribute("skipped", String.valueOf(suite.count(Outcome.SKIPPED)));
            xml.writeAttribute("timestamp", suite.started().toString());
            xml.writeAttribute("time", seconds(suite.seconds()));
            for (Case test : suite.cases()) {
                write(xml, test);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, Case test) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(test.group()));
        xml.writeAttribute("name", clean(test.name()));
        xml.writeAttribute("time", seconds(test.seconds()));
        if (test.outcome() != Outcome.PASSED) {
            xml.writeStartElement(test.outcome().element);
            xml.writeAttribute("message", clean(test.message()));
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(test.output()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** Without the characters that XML 1.0 cannot hold in any way; what a gateway sends may contain them. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}

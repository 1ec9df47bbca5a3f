package org.sngateway.simulator.conformance.report;

import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.script.TraceLine;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The result as JUnit XML: FAIL is a failure, SKIP is skipped, a warning passes and says so in its output. */
public final class JunitReport {
    private JunitReport() {}

    public static String of(SuiteResult result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "MQTT-SN 1.2 conformance of " + result.target());
            xml.writeAttribute("tests", String.valueOf(result.results().size()));
            xml.writeAttribute("failures", String.valueOf(result.count(Verdict.FAIL)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", String.valueOf(result.count(Verdict.SKIP)));
            xml.writeAttribute("timestamp", result.started().toString());
            xml.writeAttribute("time", seconds(result.took().toMillis()));
            for (TestResult test : result.results()) {
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

    private static void write(XMLStreamWriter xml, TestResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "mqtt-sn-1.2." + result.test().group());
        xml.writeAttribute("name", result.test().id() + " " + result.test().title());
        xml.writeAttribute("time", seconds(result.millis()));
        if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.SKIP) {
            xml.writeStartElement(result.verdict() == Verdict.FAIL ? "failure" : "skipped");
            xml.writeAttribute("message", clean(result.reason()));
            xml.writeEndElement();
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(output(result)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String output(TestResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.verdict())
                .append("  ")
                .append(result.test().section())
                .append("  ")
                .append(String.join(" ", result.test().covers()))
                .append('\n');
        if (!result.reason().isEmpty()) {
            text.append(result.reason()).append('\n');
        }
        for (String reading : result.readings()) {
            text.append("see ")
                    .append(Interpretations.PAGE)
                    .append('#')
                    .append(reading)
                    .append('\n');
        }
        for (TraceLine line : result.trace()) {
            text.append(line.line()).append('\n');
        }
        return text.toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1e3);
    }

    /** Without the characters that XML 1.0 cannot hold in any way; what a gateway sends may contain them. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}

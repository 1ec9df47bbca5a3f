package org.sngateway.simulator.conformance.report;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.conformance.Catalogue;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.TraceLine;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A result with one test of each verdict, in all forms; the gateway's octets may hold anything. */
class ReportsTest {
    private static final String HOSTILE = "PUBLISH \"</script><b>\u0001{{took}}\" & ]]>";

    private static TestResult result(String id, Verdict verdict, String reason, List<String> readings) {
        TraceLine line = new TraceLine(1.25, TraceLine.Kind.RECEIVED, "a", HOSTILE, "02 17");
        return new TestResult(Catalogue.matching(List.of(id)).get(0), verdict, reason, readings, List.of(line), 12);
    }

    private static final SuiteResult RESULT = new SuiteResult(
            "gw:1883",
            "GwId 1",
            Instant.parse("2026-11-26T10:00:00Z"),
            Duration.ofSeconds(68),
            List.of(
                    result("CON-01", Verdict.PASS, "", List.of()),
                    result("PUB-02", Verdict.FAIL, "expected PUBACK, got <nothing>", List.of()),
                    result("SLP-17", Verdict.WARN, "PINGRESP came", List.of(Reading.WAKE_WITHOUT_CLIENT_ID)),
                    result("SUB-11", Verdict.SKIP, "needs a predefined topic", List.of())),
            "");

    @Test
    void terminal_showsWhatIsNotGood_andWhereToRead() {
        StringWriter text = new StringWriter();
        TerminalReport.print(RESULT, false, new PrintWriter(text, true));
        assertThat(text.toString())
                .contains("MQTT-SN 1.2 against gw:1883 (GwId 1)   4 tests, 68 s")
                .contains("FAIL  PUB-02  1.2 §6.6")
                .contains("expected PUBACK, got <nothing>")
                .contains("see docs/reference/spec-interpretation.md#pingreq-without-client-id-while-asleep")
                .contains("passed 1   failed 1   warnings 1   skipped 1")
                .doesNotContain("CON-01");
    }

    @Test
    void terminal_showsAllWhenAsked() {
        StringWriter text = new StringWriter();
        TerminalReport.print(RESULT, true, new PrintWriter(text, true));
        assertThat(text.toString()).contains("PASS  CON-01");
    }

    @Test
    void html_holdsEverything_andNothingThatTheGatewaySentIsMarkup() {
        String html = HtmlReport.of(RESULT, Interpretations.ofThisProgram());
        assertThat(html)
                .contains("class=\"test fail\" id=\"PUB-02\"", "1 of 4 tests failed.", "02 17")
                .contains("How this can be read: PINGREQ without client id while asleep")
                .contains("&lt;/script&gt;&lt;b&gt;")
                .doesNotContain("</script><b>", "http", "src=");
        assertThat(html.split("</script>", -1)).hasSize(2);
    }

    @Test
    void junit_isXml_withFailureAndSkipped() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(RESULT))));
        Element suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("expected PUBACK, got <nothing>");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).startsWith("PUB-02 ");
    }

    @Test
    void json_hasCountsAndTraces() {
        assertThat(JsonReport.of(RESULT))
                .contains("\"schema\":\"sn-sim-conformance/1\"", "\"passed\":false")
                .contains("\"counts\":{\"pass\":1,\"fail\":1,\"warn\":1,\"skip\":1}")
                .contains("\"ms\":1.3,\"kind\":\"received\",\"who\":\"a\"")
                .contains("\\u0001");
    }

    @Test
    void markdown_isATableOfAll() {
        assertThat(MarkdownReport.of(RESULT))
                .contains("| all | 1 | 1 | 1 | 1 |")
                .contains("| PUB-02 | 1.2 §6.6 |")
                .contains("([why](spec-interpretation.md#pingreq-without-client-id-while-asleep))");
    }
}

package org.sngateway.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.simulator.conformance.GatewayUnderTest;
import org.w3c.dom.Document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The packaged gateway with a real Mosquitto passes its own conformance suite, as a user runs it. */
class ConformanceIT {
    @TempDir
    static Path folder;

    static GatewayUnderTest site;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(GatewayUnderTest.isMosquittoInstalled(), "needs mosquitto");
        site = GatewayUnderTest.start(folder);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    /** What a command printed and how it ended. */
    private record Outcome(int exitCode, String output) {}

    private static Outcome run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            return new Outcome(SimulatorMain.run(arguments), output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static String target() {
        return "127.0.0.1:" + site.address().getPort();
    }

    @Test
    void theGatewayPasses_andTheReportsSaySo() throws Exception {
        Path out = folder.resolve("report");
        Outcome outcome = run(
                "conformance",
                target(),
                "--broker",
                site.broker().toString(),
                "--retry",
                "1",
                "--predefined",
                GatewayUnderTest.PREDEFINED,
                "--report",
                "html,json,junit,markdown",
                "--out",
                out.toString());
        System.out.println(outcome.output());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("failed 0   warnings 0   skipped 0", "GwId 1");
        assertThat(site.complaints()).isEmpty();

        Document junit = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(out.resolve("conformance.xml").toFile());
        assertThat(junit.getElementsByTagName("testcase").getLength()).isGreaterThanOrEqualTo(120);
        assertThat(junit.getElementsByTagName("failure").getLength()).isZero();
        assertThat(testsInJson(Files.readString(out.resolve("conformance.json"))))
                .isEqualTo(junit.getElementsByTagName("testcase").getLength());
        String html = Files.readString(out.resolve("conformance.html"));
        assertThat(html).contains("id=\"SLP-04\"", "PINGREQ client=", " qos=1 msg_id=");
        assertThat(html).doesNotContain("{{", "http:", "https:", "src=");
        assertThat(Files.readString(out.resolve("conformance.md"))).contains("| SLP-04 | 1.2 §6.14 |");
    }

    private static int testsInJson(String json) throws IOException {
        int tests = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tests += token == JsonToken.FIELD_NAME && parser.currentName().equals("verdict") ? 1 : 0;
            }
        }
        return tests;
    }

    @Test
    void withoutABroker_whatNeedsItIsSkipped_andSaysWhy() {
        Outcome outcome = run("conformance", target(), "--only", "CON-01,PUB-0*", "--retry", "1", "-v");
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("PASS  CON-01", "PASS  PUB-04", "SKIP  PUB-01", "needs the broker (--broker)");
    }

    @Test
    void jsonIsAllThatStandardOutputHas() throws IOException {
        Outcome outcome = run("conformance", target(), "--only", "CON-0*", "--retry", "1", "--json");
        assertThat(outcome.output()).startsWith("{\"schema\":\"sn-sim-conformance/1\"");
        assertThat(testsInJson(outcome.output())).isEqualTo(9);
    }

    @Test
    void brokerThatIsNotThere_isOneSentence_and69() {
        Outcome outcome = run("conformance", target(), "--broker", "mqtt://127.0.0.1:9");
        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.output()).isEmpty();
    }

    @Test
    void brokerOfAnotherGateway_isNotTakenForFailures() throws IOException {
        try (GatewayUnderTest other = GatewayUnderTest.start(Files.createDirectory(folder.resolve("other")))) {
            Outcome outcome =
                    run("conformance", target(), "--broker", other.broker().toString());
            assertThat(outcome.exitCode()).isEqualTo(69);
        }
    }
}

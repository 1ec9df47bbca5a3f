package org.sngateway.simulator.demo;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.tool.ToolException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the demonstration prints, where it listens, and what it understands. */
class PrintingTest {
    private static final Clock TEN = Clock.fixed(Instant.parse("2026-11-23T10:00:07Z"), ZoneOffset.UTC);

    private static final String PAGES = "http://127.0.0.1:8080/#t=secret";

    private static String printed(boolean isQuiet) {
        StringWriter text = new StringWriter();
        new EventLines(new PrintWriter(text), TEN, isQuiet).tell("door-1", "sent QoS -1  door/1 open");
        return text.toString().stripTrailing();
    }

    @Test
    void eventIsALineWithTheTimeOfDay_andNoneWhenQuiet() {
        assertThat(printed(false)).isEqualTo("10:00:07  door-1 sent QoS -1  door/1 open");
        assertThat(printed(true)).isEmpty();
    }

    @Test
    void welcomeNamesCommandsThatWorkAsTheyAre() {
        List<String> lines = new Welcome("1.0", "java -jar sn-sim.jar", true, 20)
                .lines(new Welcome.Place("127.0.0.1", 1883, false), new Welcome.Place("127.0.0.1", 18830, true), PAGES);
        assertThat(lines)
                .contains(
                        "  broker   embedded MQTT 5   mqtt://127.0.0.1:18830   (1883 is taken)",
                        "  gateway  MQTT-SN 1.2       udp://127.0.0.1:1883",
                        "  browser  " + PAGES,
                        "  mosquitto_sub -p 18830 -v -t 'sensors/#'",
                        "  mosquitto_pub -p 18830 -t cmd/therm-03/config -m '{\"every\":5}'",
                        "  java -jar sn-sim.jar sub -i my-1 -t cmd/my-1 -q 1 -e 10 -V -d");
    }

    @Test
    void welcomeDoesWithoutMosquittosClients() {
        List<String> lines = new Welcome("1.0", "sn-sim", false, 2)
                .lines(new Welcome.Place("::1", 22000, false), new Welcome.Place("127.0.0.1", 1883, false), PAGES);
        assertThat(lines)
                .contains(
                        "  gateway  MQTT-SN 1.2       udp://[::1]:22000",
                        "  sn-sim sub -p 22000 -v -t 'sensors/#'",
                        "  sn-sim pub -p 22000 -t cmd/therm-02/config -m '{\"every\":5}'")
                .noneMatch(line -> line.startsWith("  mosquitto"));
    }

    @Test
    void summaryCounts() {
        Tally tally = new Tally();
        tally.readings = 1;
        tally.toSleepers = 2;
        tally.switched = 1;
        assertThat(tally.summary(42))
                .isEqualTo("sn-sim demo: 42 s, 1 reading acknowledged, 2 messages delivered to sleepers, air"
                        + " conditioner switched once, 0 door messages; all stopped, the temporary folder is gone");
    }

    @Test
    void thermometersHaveNumbersOfOneWidth() {
        assertThat(Things.thermometer(3, 20)).isEqualTo("therm-03");
        assertThat(Things.thermometer(3, 1000)).isEqualTo("therm-0003");
    }

    @Test
    void usualPortsAreTriedInTurn_andOneThatWasAskedForAlone() {
        PortChoice usual = PortChoice.of(-1, "--port");
        assertThat(usual.first("UDP", port -> port != 1883)).isEqualTo(18830);
        assertThat(usual.first("UDP", port -> port == 0)).isZero();
        assertThat(usual.isNextBest(18830)).isTrue();
        assertThat(usual.isNextBest(1883)).isFalse();
        PortChoice given = PortChoice.of(22000, "--port");
        assertThat(given.isNextBest(22000)).isFalse();
        assertThatThrownBy(() -> given.first("UDP ::1", port -> port != 22000))
                .isInstanceOf(ToolException.class)
                .hasMessage("cannot listen on UDP ::1:22000 (--port)");
    }

    @Test
    void foreignTextIsNoCommand() {
        assertThat(JsonCommand.of("{\"a\":1.5,\"b\":\"x\",\"c\":true}").fields())
                .isEqualTo(Map.of("a", "1.5", "b", "x", "c", "true"));
        for (String nonsense :
                new String[] {"", "5", "{\"a\":", "{\"a\":{\"b\":1}}", "{\"a\":1} 2", "\u0000", "{a:1}"}) {
            assertThat(JsonCommand.of(nonsense).fields()).as(nonsense).isEmpty();
        }
        assertThat(JsonCommand.of(null).fields()).isEmpty();
        assertThat(JsonCommand.of("{\"a\":\"1e999x\"}").number("a")).isNaN();
    }
}

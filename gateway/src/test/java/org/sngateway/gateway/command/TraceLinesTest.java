package org.sngateway.gateway.command;

import org.junit.jupiter.api.Test;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class TraceLinesTest {
    private final TraceLines lines = new TraceLines(ZoneOffset.UTC, false);

    private static Map<String, Object> packet(String time, String direction, String type, String text) {
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("ts", "2026-11-23T" + time + "Z");
        packet.put("direction", direction);
        packet.put("client", "therm-0042");
        packet.put("address", "10.20.3.42:50011");
        packet.put("type", type);
        packet.put("text", text);
        return packet;
    }

    private static Map<String, Object> with(Map<String, Object> packet, String key, String value) {
        packet.put(key, value);
        return packet;
    }

    private String one(Map<String, Object> packet) {
        List<String> all = lines.of(packet);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void tellsHowLongAnAnswerTook() {
        assertThat(one(packet("10:02:11.205", "down", "REGISTER", "topic_id=5 msg_id=1 topic=a")))
                .isEqualTo("10:02:11.205 -> therm-0042 REGISTER topic_id=5 msg_id=1 topic=a");
        assertThat(one(packet("10:02:11.690", "up", "REGACK", "topic_id=5 msg_id=1 code=0")))
                .startsWith("10:02:11.690 <- therm-0042 10.20.3.42:50011 REGACK   topic_id=5 msg_id=1 code=0  ")
                .endsWith("  485 ms");
        assertThat(one(packet("10:02:11.700", "up", "PINGREQ", ""))).endsWith(" PINGREQ");
        assertThat(one(packet("10:02:12.657", "down", "PINGRESP", ""))).endsWith("  957 ms");
    }

    @Test
    void saysThatTheAddressChanged() {
        one(packet("10:00:00.000", "up", "PINGREQ", ""));
        assertThat(one(with(packet("10:01:00.000", "up", "PINGREQ", ""), "address", "10.20.3.42:50012")))
                .endsWith("address changed (was 10.20.3.42:50011)");
    }

    @Test
    void saysWhyADatagramCameToNothing() {
        Map<String, Object> dropped = packet("10:00:00.000", "up", "", "");
        dropped.put("client", null);
        dropped.put("dropped", "unknown_client");
        dropped.put("note", "rate_limited");
        assertThat(one(dropped))
                .startsWith("10:00:00.000 <- ? 10.20.3.42:50011 (no message)  ")
                .endsWith("dropped: unknown_client (rate_limited)");
    }

    @Test
    void showsOctetsWhenAsked() {
        Map<String, Object> packet = packet("10:00:00.000", "up", "PINGREQ", "");
        packet.put("hex", "02".repeat(33));
        List<String> all = new TraceLines(ZoneOffset.UTC, true).of(packet);
        assertThat(all).hasSize(3);
        assertThat(all.get(1)).isEqualTo(" ".repeat(16) + "02 ".repeat(32).strip());
        assertThat(all.get(2)).isEqualTo(" ".repeat(16) + "02");
    }

    @Test
    void letsNoClientIdDrawOnTheTerminal() {
        assertThat(one(with(packet("10:00:00.000", "down", "PINGRESP", ""), "client", "a\u001b[2J b")))
                .contains("\"a\\u001b[2J b\"")
                .doesNotContain("\u001b");
    }
}

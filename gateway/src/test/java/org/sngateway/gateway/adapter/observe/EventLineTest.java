package org.sngateway.gateway.adapter.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class EventLineTest {
    private static final Instant TIME = Instant.parse("2026-11-23T10:02:11.204Z");

    private static String line(LogFormat format, Event event) {
        return new EventLine(format, false, ZoneOffset.UTC).of(TIME, event);
    }

    private static Event addressChanged() {
        return Event.info("client.address_changed")
                .with("client", "therm-0042")
                .with("from", "10.20.3.42:49813")
                .with("count", 2);
    }

    @Test
    void textHasTheTimeOfDayTheLevelTheEventAndItsFields() {
        assertThat(line(LogFormat.TEXT, addressChanged()))
                .isEqualTo("10:02:11 INFO  client.address_changed client=therm-0042 from=10.20.3.42:49813 count=2");
    }

    @Test
    void logfmtBeginsWithTheTimeInUtc() {
        assertThat(line(LogFormat.LOGFMT, addressChanged()))
                .isEqualTo("ts=2026-11-23T10:02:11.204Z level=info event=client.address_changed client=therm-0042"
                        + " from=10.20.3.42:49813 count=2");
    }

    @Test
    void journalLinesBeginWithItsPriorityAndHaveNoTime() {
        assertThat(line(LogFormat.JOURNAL, addressChanged()))
                .isEqualTo("<6>level=info event=client.address_changed client=therm-0042"
                        + " from=10.20.3.42:49813 count=2");
        assertThat(line(LogFormat.JOURNAL, Event.error("x"))).startsWith("<3>level=error event=x");
        assertThat(line(LogFormat.JOURNAL, Event.warn("x"))).startsWith("<4>level=warn event=x");
        assertThat(line(LogFormat.JOURNAL, Event.debug("x"))).startsWith("<7>level=debug event=x");
    }

    @Test
    void jsonHasTheTimeInUtcAndNumbersWithoutQuotes() {
        assertThat(line(LogFormat.JSON, addressChanged()))
                .isEqualTo("{\"ts\":\"2026-11-23T10:02:11.204Z\",\"level\":\"info\","
                        + "\"event\":\"client.address_changed\",\"client\":\"therm-0042\","
                        + "\"from\":\"10.20.3.42:49813\",\"count\":2}");
    }

    @Test
    void coloursTheLevelOnlyWhenAsked() {
        String coloured = new EventLine(LogFormat.TEXT, true, ZoneOffset.UTC).of(TIME, Event.warn("x"));
        assertThat(coloured).contains("\u001b[33mWARN\u001b[0m  x");
        assertThat(line(LogFormat.TEXT, Event.warn("x"))).doesNotContain("\u001b");
    }

    @Test
    void aTerminalIsColouredUnlessNoColorIsSet() {
        assertThat(LogSettings.auto(LogLevel.INFO, true, Map.of()))
                .isEqualTo(new LogSettings(LogLevel.INFO, LogFormat.TEXT, true, false, Set.of()));
        assertThat(LogSettings.auto(LogLevel.INFO, true, Map.of("NO_COLOR", "1"))
                        .colour())
                .isFalse();
        assertThat(LogSettings.auto(LogLevel.INFO, false, Map.of()))
                .isEqualTo(new LogSettings(LogLevel.INFO, LogFormat.LOGFMT, false, false, Set.of()));
    }

    @Test
    void systemdsJournalIsKnownByItsVariable() {
        Map<String, String> systemd = Map.of("JOURNAL_STREAM", "8:22533");
        assertThat(LogSettings.auto(LogLevel.INFO, false, systemd).format()).isEqualTo(LogFormat.JOURNAL);
        assertThat(LogSettings.auto(LogLevel.INFO, true, systemd).format()).isEqualTo(LogFormat.TEXT);
        assertThat(LogSettings.keyValue(systemd)).isEqualTo(LogFormat.JOURNAL);
        assertThat(LogSettings.keyValue(Map.of("JOURNAL_STREAM", ""))).isEqualTo(LogFormat.LOGFMT);
    }

    @Test
    void quotesWhatCouldBeTakenForAnotherField() {
        assertThat(line(LogFormat.TEXT, Event.info("e").with("client", "a b=c \"d\" \\ ")))
                .endsWith("e client=\"a b=c \\\"d\\\" \\\\ \"");
        assertThat(line(LogFormat.TEXT, Event.info("e").with("client", ""))).endsWith("client=\"\"");
        assertThat(line(LogFormat.TEXT, Event.info("e").with("client", "Küche/日本:1")))
                .endsWith("client=Küche/日本:1");
    }

    @Test
    void aClientIdCanNeitherEndTheLineNorReachTheTerminal() {
        String evil = "x\n<0>level=error event=gateway.failed\r\u001b[2J\u0000\u007f\u0085\u2028\u202e\u00a0\ud800";
        for (LogFormat format : LogFormat.values()) {
            String line = line(format, Event.info("client.connected").with("client", evil));
            assertThat(line.chars().allMatch(c -> c >= 0x20 && c != 0x7F && c != 0x85 && c != 0x2028 && c != 0x202E))
                    .isTrue();
            assertThat(line)
                    .contains("\"x\\n<0>level=error event=gateway.failed\\r\\u001b[2J\\u0000\\u007f"
                            + "\\u0085\\u2028\\u202e\\u00a0\\ud800\"");
        }
    }

    @Test
    void cutsVeryLongValues() {
        assertThat(line(LogFormat.TEXT, Event.info("e").with("topic", "t".repeat(60_000))))
                .endsWith("t".repeat(LogValue.LENGTH_MAX) + "\u2026\"")
                .hasSizeLessThan(600);
    }

    @Property
    void anyValueIsOneLineOfValidJsonThatReadsBack(@ForAll String value) throws IOException {
        String line = line(LogFormat.JSON, Event.info("e").with("value", value));
        assertThat(line).doesNotContain("\n", "\r");
        String read = null;
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && "value".equals(parser.currentName())) {
                    read = parser.getText();
                }
            }
        }
        if (value.length() <= LogValue.LENGTH_MAX) {
            assertThat(read).isEqualTo(value);
        }
    }
}

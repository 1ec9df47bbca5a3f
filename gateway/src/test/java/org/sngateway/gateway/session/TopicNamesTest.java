package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TopicNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a/b", "a//b", "é/ü", " "})
    void acceptsNames(String name) {
        assertThat(TopicNames.name(Octets.ofUtf8(name))).isEqualTo(name);
    }

    @Test
    @Covers({"SN12-FLD-14"})
    void refusesWhatABrokerWouldDropTheConnectionFor() {
        assertThat(TopicNames.name(Octets.EMPTY)).isNull();
        assertThat(TopicNames.name(Octets.ofUtf8("a/+"))).isNull();
        assertThat(TopicNames.name(Octets.ofUtf8("a/#"))).isNull();
        assertThat(TopicNames.name(Octets.ofUtf8("a\0b"))).isNull();
        assertThat(TopicNames.name(Octets.copyOf(new byte[] {(byte) 0xC3, 0x28})))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/+/b", "+", "#", "a/#", "/#", "+/", "+/+/#", "a"})
    void acceptsFilters(String filter) {
        assertThat(TopicNames.filter(Octets.ofUtf8(filter))).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#", "a#/b", "#/a", "a+", "+a", "a/b+/c", "##"})
    void refusesMisplacedWildcards(String filter) {
        assertThat(TopicNames.filter(Octets.ofUtf8(filter))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/+, a/b, true",
        "a/+, a/b/c, false",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "+/b, a/b, true",
        "#, a/b, true",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "$share/g/a/+, a/b, true",
        "a/b, a/c, false"
    })
    void matchesAsMqttDoes(String filter, String name, boolean matches) {
        assertThat(TopicFilters.matches(filter, name)).isEqualTo(matches);
    }

    /** MQTT 5 s.1.5.4: a broker may end the connection because of these, and then again after it is resumed. */
    @Test
    @Covers({"SN12-FLD-14"})
    void refusesNamesThatBrokersEndConnectionsFor() {
        for (String text :
                List.of("a\u0001", "\u001F", "a\u007Fb", "\u0085", "\uFFFF", "a\uFFFE", "\uFDD0", "\uD83F\uDFFE")) {
            assertThat(TopicNames.isName(text)).as(text).isFalse();
            assertThat(TopicNames.filter(Octets.ofUtf8(text))).as(text).isNull();
        }
        assertThat(TopicNames.isName("\u00E9\uFFFD \uD83D\uDE00")).isTrue();
        assertThat(TopicNames.isName("/".repeat(127))).isTrue();
        assertThat(TopicNames.isName("/".repeat(128))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "cmd/x/#, cmd/x/+, true",
        "cmd/x/#, cmd/#, false",
        "cmd/+, cmd/#, false",
        "cmd/+, cmd/+, true",
        "#, a/#, true",
        "a/b, +/b, false"
    })
    void coversARequestedFilterOnlyWhole(String allowed, String requested, boolean covers) {
        assertThat(TopicFilters.covers(allowed, requested)).isEqualTo(covers);
    }
}

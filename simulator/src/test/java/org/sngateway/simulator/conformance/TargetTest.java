package org.sngateway.simulator.conformance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Addresses as people write them. */
class TargetTest {
    @Test
    void hostsAndPorts() {
        assertThat(Settings.Target.parse("gw.local")).isEqualTo(new Settings.Target("gw.local", 1883));
        assertThat(Settings.Target.parse("10.0.0.7:10000")).isEqualTo(new Settings.Target("10.0.0.7", 10000));
        assertThat(Settings.Target.parse("[::1]:1884")).isEqualTo(new Settings.Target("::1", 1884));
        assertThat(Settings.Target.parse("[fd12::7]")).isEqualTo(new Settings.Target("fd12::7", 1883));
        assertThat(Settings.Target.parse("fd12::7")).isEqualTo(new Settings.Target("fd12::7", 1883));
    }

    @Test
    void areShownAsTheyAreWritten() {
        assertThat(new Settings.Target("::1", 1884)).hasToString("[::1]:1884");
        assertThat(new Settings.Target("gw", 1883)).hasToString("gw:1883");
    }

    @Test
    void nonsense() {
        for (String text : new String[] {"", ":1883", "gw:0", "gw:70000", "gw:port"}) {
            assertThatThrownBy(() -> Settings.Target.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

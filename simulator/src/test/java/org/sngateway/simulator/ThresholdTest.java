package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ThresholdTest {

    @Test
    void readsFigureDirectionAndLimit() {
        assertThat(Threshold.valueOf("throughput_per_s>=20000"))
                .isEqualTo(new Threshold("throughput_per_s", true, 20000));
        assertThat(Threshold.valueOf("ack_p99.9_ms <= 3.5")).isEqualTo(new Threshold("ack_p99.9_ms", false, 3.5));
    }

    @Test
    void refusesAnythingElseWithAnExample() {
        assertThatThrownBy(() -> Threshold.valueOf("fast"))
                .isInstanceOf(CommandLine.TypeConversionException.class)
                .hasMessageContaining("throughput_per_s>=20000");
    }
}

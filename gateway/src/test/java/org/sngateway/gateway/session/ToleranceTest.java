package org.sngateway.gateway.session;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.Covers;

import static org.assertj.core.api.Assertions.assertThat;

class ToleranceTest {

    @ParameterizedTest
    @CsvSource({"10, 15", "59, 88.5", "60, 90", "61, 90", "300, 330", "65535, 72088.5"})
    @Covers({"SN12-KA-03"})
    void addsHalfUpToAMinute_aTenthAbove(long promisedSeconds, double supervisedSeconds) {
        assertThat(Tolerance.SPECIFICATION.supervisionNanos(promisedSeconds))
                .isEqualTo(Math.round(supervisedSeconds * 1e9));
    }

    @Property
    void neverGivesALongerPromiseLessTime(@ForAll @IntRange(max = 65_534) int seconds) {
        assertThat(Tolerance.SPECIFICATION.supervisionNanos(seconds + 1))
                .isGreaterThanOrEqualTo(Tolerance.SPECIFICATION.supervisionNanos(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 100", "20, 100, 120", "100, 30, 60"})
    void addsAFixedShare(int percent, long promisedSeconds, long supervisedSeconds) {
        assertThat(new Tolerance(percent).supervisionNanos(promisedSeconds))
                .isEqualTo(supervisedSeconds * 1_000_000_000L);
    }
}

package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How fast counters rise, for who asks again and again, now and then, or once. */
final class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Rates rates = new Rates();

    private double at(double seconds, long count) {
        return rates.of((long) (seconds * SECOND), count)[0];
    }

    @Test
    void nothingIsKnownAtTheFirstQuestionNorRightAfterIt() {
        assertThat(at(100, 5)).isNaN();
        assertThat(at(100.5, 900)).isNaN();
        assertThat(at(102, 25)).isEqualTo(10);
    }

    @Test
    void whoAsksEachSecondSeesTheLastThree() {
        for (int second = 0; second <= 10; second++) {
            at(second, 0);
        }
        assertThat(at(11, 30)).isEqualTo(10);
        assertThat(at(12, 60)).isEqualTo(20);
        assertThat(at(13, 90)).isEqualTo(30);
        assertThat(at(14, 120)).isEqualTo(30);
        assertThat(at(15, 120)).isEqualTo(20);
    }

    @Test
    void severalWhoAskAtOnceDoNotShortenWhatIsMeasured() {
        for (int i = 0; i <= 100; i++) {
            at(i / 10.0, i);
        }
        assertThat(at(10.05, 100)).isBetween(9.0, 11.0);
    }

    @Test
    void whoAsksOnceAMinuteSeesTheMinute() {
        at(0, 0);
        assertThat(at(60, 120)).isEqualTo(2);
        assertThat(at(120, 120)).isEqualTo(0);
    }

    @Test
    void whoHasNotAskedForLongStartsAnew() {
        at(0, 0);
        assertThat(at(121, 1_000)).isNaN();
        assertThat(at(122, 1_010)).isEqualTo(10);
    }
}

package org.sngateway.simulator.crash;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What a killed broker cannot be blamed for, and what it can. */
final class LossWindowsTest {
    private final LossWindows windows = new LossWindows();

    LossWindowsTest() {
        windows.add(millis(10_000), millis(11_000));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void promisesOfAnUnsavedBrokerAreExcused() {
        assertThat(windows.contains(millis(10_500))).isTrue();
        assertThat(windows.contains(millis(9_000))).as("it had saved since").isFalse();
        assertThat(windows.contains(millis(12_000)))
                .as("another broker promised")
                .isFalse();
    }

    @Test
    void onlyAHandshakeThatBeganUnsavedAndEndedAfterwardsIsSwallowed() {
        assertThat(windows.swallowed(millis(10_500), millis(12_000))).isTrue();
        assertThat(windows.swallowed(millis(9_000), millis(12_000)))
                .as("it was saved, and known afterwards")
                .isFalse();
        assertThat(windows.swallowed(millis(11_500), millis(12_000)))
                .as("its broker never died")
                .isFalse();
        assertThat(windows.swallowed(millis(10_500), millis(10_900)))
                .as("its own broker promised")
                .isFalse();
    }

    @Test
    void aMomentIsPlacedBesideTheNearestKill() {
        windows.add(millis(20_000), millis(20_400));
        assertThat(windows.inWords(millis(10_880)))
                .isEqualTo(" (0.120 s before a broker was killed that had last saved 1.000 s before)");
        assertThat(windows.inWords(millis(20_700)))
                .isEqualTo(" (0.300 s after a broker was killed that had last saved 0.400 s before)");
        assertThat(new LossWindows().inWords(millis(5))).isEmpty();
    }
}

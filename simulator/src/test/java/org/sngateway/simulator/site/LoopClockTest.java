package org.sngateway.simulator.site;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

/** Tasks in order of time, and how late they were, on a loop whose time stands still unless told. */
class LoopClockTest {
    private static final long MILLI = 1_000_000L;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Turns turns = new Turns();
    private final List<String> done = new ArrayList<>();
    private long nowNanos = Long.MAX_VALUE - 3 * MILLI;
    private final long startNanos = nowNanos;
    private final LoopClock clock;

    LoopClockTest() {
        channel.freezeTime();
        clock = new LoopClock(channel.eventLoop(), turns, () -> nowNanos);
    }

    private void pass(long nanos) {
        nowNanos += nanos;
        channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    private void at(long nanos, String what) {
        clock.at(startNanos + nanos, () -> done.add(what));
    }

    @Test
    void runsTasksInOrderOfTime_thenOfCall_alsoWhenTheNumberOfNanosecondsOverflows() {
        at(5 * MILLI, "third");
        at(2 * MILLI, "first");
        at(2 * MILLI, "second");
        pass(MILLI);
        assertThat(done).isEmpty();
        pass(MILLI);
        assertThat(done).containsExactly("first", "second");
        pass(3 * MILLI);
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void pastTasks_runAsSoonAsPossible_andAreNotLate() {
        at(-50 * MILLI, "past");
        pass(0);
        assertThat(done).containsExactly("past");
        assertThat(clock.lateness().max()).isZero();
    }

    @Test
    void keepsHowLateTasksWere() {
        at(MILLI, "late");
        pass(31 * MILLI);
        assertThat(clock.lateness().max()).isCloseTo(30 * MILLI, withPercentage(1));
    }

    @Test
    void silence_isMeasuredToo() {
        clock.beginMeasuring();
        pass(40 * MILLI);
        assertThat(clock.lateness().max()).isCloseTo(40 * MILLI, withPercentage(1));
    }

    @Test
    void whatWasDueWhileDevicesWerePrepared_doesNotCount() {
        at(MILLI, "late");
        nowNanos += 31 * MILLI;
        clock.forgive();
        pass(0);
        channel.advanceTimeBy(31, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(done).containsExactly("late");
        assertThat(clock.lateness().max()).isZero();
    }

    @Test
    void failingTask_endsTheRunWithItsReason() {
        clock.at(startNanos, () -> {
            throw new IllegalStateException("a bug");
        });
        at(MILLI, "after");
        pass(2 * MILLI);
        assertThatThrownBy(turns::await).hasMessage("a bug");
        assertThat(done).isEmpty();
    }

    @Test
    void nothingHappensAnyMore_onceTheRunIsOver() throws Exception {
        turns.watch(() -> done.contains("last"));
        at(MILLI, "last");
        at(MILLI, "too late");
        pass(MILLI);
        turns.await();
        assertThat(done).containsExactly("last");
    }
}

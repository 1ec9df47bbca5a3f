package org.sngateway.gateway.session;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The wheel against a model: whatever is armed, moved and passed, nothing fires early, late by a tick, or twice. */
class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;

    private static final class Alarm extends Timed {
        long deadlineNanos = NEVER;
        int fired;

        @Override
        long nextDeadlineNanos() {
            return deadlineNanos;
        }
    }

    private final TimerWheel wheel = new TimerWheel(0, (entry, now) -> {
        Alarm alarm = (Alarm) entry;
        alarm.fired++;
        alarm.deadlineNanos = Timed.NEVER;
    });

    @Test
    void aDeadlineMovedLater_firesOnlyThen() {
        Alarm alarm = new Alarm();
        alarm.deadlineNanos = 5 * TICK;
        wheel.arm(alarm);
        alarm.deadlineNanos = 50 * TICK;
        wheel.arm(alarm);
        wheel.advance(49 * TICK);
        assertThat(alarm.fired).isZero();
        wheel.advance(50 * TICK);
        assertThat(alarm.fired).isEqualTo(1);
    }

    @Test
    void aDeadlineMovedEarlier_firesAtOnce() {
        Alarm alarm = new Alarm();
        alarm.deadlineNanos = 5_000 * TICK;
        wheel.arm(alarm);
        alarm.deadlineNanos = 2 * TICK;
        wheel.arm(alarm);
        wheel.advance(2 * TICK);
        assertThat(alarm.fired).isEqualTo(1);
    }

    @Test
    void anAlarmThatIsDueAgainDuringALongJump_firesAtTheNextTick() {
        List<Long> firedNanos = new ArrayList<>();
        TimerWheel tested = new TimerWheel(0, (entry, now) -> {
            firedNanos.add(now);
            ((Alarm) entry).deadlineNanos = firedNanos.size() == 1 ? 3_000 * TICK : Timed.NEVER;
        });
        Alarm alarm = new Alarm();
        alarm.deadlineNanos = 960 * TICK;
        tested.arm(alarm);
        tested.advance(5_000 * TICK);
        tested.advance(5_001 * TICK);
        assertThat(firedNanos).containsExactly(5_000 * TICK, 5_001 * TICK);
    }

    @Property(tries = 300)
    void firesEveryAlarmOnceAtItsDeadline(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 5_000) Integer> deadlines,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 400) Integer> steps) {
        List<Alarm> fired = new ArrayList<>();
        TimerWheel tested = new TimerWheel(0, (entry, now) -> {
            Alarm alarm = (Alarm) entry;
            assertThat(alarm.deadlineNanos).isLessThanOrEqualTo(now);
            alarm.deadlineNanos = Timed.NEVER;
            fired.add(alarm);
        });
        List<Alarm> alarms = new ArrayList<>();
        for (int ticks : deadlines) {
            Alarm alarm = new Alarm();
            alarm.deadlineNanos = ticks * TICK - TICK / 2;
            tested.arm(alarm);
            alarms.add(alarm);
        }
        long now = 0;
        for (int step : steps) {
            now += step * TICK;
            tested.advance(now);
            for (int i = 0; i < alarms.size(); i++) {
                boolean due = deadlines.get(i) * TICK <= now;
                assertThat(fired.contains(alarms.get(i)))
                        .as("alarm %s at %s", i, now)
                        .isEqualTo(due);
            }
        }
        assertThat(fired).doesNotHaveDuplicates();
    }
}

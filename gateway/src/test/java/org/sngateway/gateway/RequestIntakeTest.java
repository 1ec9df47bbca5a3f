package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.status.StatusLosses;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a flood of requests. */
final class RequestIntakeTest {
    private final Deque<Runnable> thread = new ArrayDeque<>();
    private final StatusLosses losses = new StatusLosses();
    private final RequestIntake intake = new RequestIntake(thread::add, losses);
    private final List<Integer> done = new ArrayList<>();

    private void flood(int requests) {
        for (int i = 0; i < requests; i++) {
            int number = i;
            intake.take(() -> done.add(number));
        }
    }

    @Test
    void beyondTheLimitTheyAreDroppedAndCounted_andWhatIsDealtWithMakesRoom() {
        flood(10_000);
        assertThat(thread).hasSize(RequestIntake.WAITING_MAX);
        assertThat(losses.of(StatusLosses.Kind.REQUEST)).isEqualTo(10_000 - RequestIntake.WAITING_MAX);
        thread.remove().run();
        flood(2);
        assertThat(thread).hasSize(RequestIntake.WAITING_MAX);
        assertThat(done).containsExactly(0);
        assertThat(losses.of(StatusLosses.Kind.REQUEST)).isEqualTo(10_001 - RequestIntake.WAITING_MAX);
    }

    @Test
    void whatItsThreadDoesNotTakeAnyMore_takesNoRoom() {
        RequestIntake ended = new RequestIntake(
                task -> {
                    throw new RejectedExecutionException();
                },
                losses);
        for (int i = 0; i < 1_000; i++) {
            ended.take(() -> done.add(0));
        }
        assertThat(losses.inAll()).as("nobody is told any more").isZero();
    }

    /** The broker may carry megabytes; 64 of them must not wait. */
    @Test
    void ofARequestThatIsTooLong_littleWaits() {
        Octets long1 = Octets.copyOf(new byte[1 << 20]);
        assertThat(Requests.asTaken(long1).length()).isLessThan(20_000);
        Octets fits = Octets.copyOf(new byte[16_384]);
        assertThat(Requests.asTaken(fits)).isSameAs(fits);
    }
}

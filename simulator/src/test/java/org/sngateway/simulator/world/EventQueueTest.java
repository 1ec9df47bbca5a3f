package org.sngateway.simulator.world;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The order of things. */
class EventQueueTest {
    private final EventQueue queue = new EventQueue();
    private final List<String> happened = new ArrayList<>();

    private void add(long time, String what) {
        queue.add(time, () -> happened.add(what));
    }

    private void takeAll() {
        while (queue.size() > 0) {
            queue.take().run();
        }
    }

    @Test
    void takesTheEarliestFirst() {
        add(30, "c");
        add(10, "a");
        add(20, "b");
        assertThat(queue.nextNanos()).isEqualTo(10);
        takeAll();
        assertThat(happened).containsExactly("a", "b", "c");
        assertThat(queue.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void keepsTheOrderOfWhatIsDueAtOnce() {
        for (int i = 0; i < 10; i++) {
            add(7, "x" + i);
        }
        takeAll();
        assertThat(happened).containsExactly("x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9");
    }

    @Test
    void sortsMoreThanItHadRoomFor() {
        RandomStream random = new RandomStream(5);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long time = random.between(0L, 300L);
            queue.add(time, () -> times.add(time));
        }
        takeAll();
        assertThat(times).hasSize(5000).isSorted();
    }

    @Test
    void refusesToTakeFromNothing() {
        assertThatThrownBy(queue::take).isInstanceOf(IllegalStateException.class);
    }
}

package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class EventBoardTest {
    private final EventBoard board = new EventBoard();

    private static GatewayEvent event(String name) {
        return new GatewayEvent(0, 7, GatewayEvent.Level.INFO, name, "c1", List.of());
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            board.publish(event("e"));
        }
    }

    private static List<Long> ids(List<GatewayEvent> events) {
        return events.stream().map(GatewayEvent::id).toList();
    }

    @Test
    void numbersEventsFromOne() {
        publish(3);
        assertThat(ids(board.since(0))).containsExactly(1L, 2L, 3L);
        assertThat(board.lastId()).isEqualTo(3);
    }

    @Test
    void tellsOnlyWhatCameAfter() {
        publish(3);
        assertThat(ids(board.since(2))).containsExactly(3L);
        assertThat(board.since(3)).isEmpty();
        assertThat(board.since(99)).isEmpty();
    }

    @Test
    void keepsTheLatestThousand() {
        publish(2500);
        assertThat(ids(board.since(0)))
                .isEqualTo(LongStream.rangeClosed(1501, 2500).boxed().toList());
    }

    @Test
    void deliversOnTheExecutorInOrderAndNotOnThePublishersThread() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        List<Long> heard = new ArrayList<>();
        publish(2);
        board.subscribe(tasks::add, event -> heard.add(event.id()));
        publish(3);
        assertThat(heard).isEmpty();
        assertThat(tasks).as("one task, however many events").hasSize(1);
        tasks.remove().run();
        assertThat(heard).containsExactly(3L, 4L, 5L);
        publish(1);
        tasks.remove().run();
        assertThat(heard).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void countsWhatASlowListenerMissed() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        List<Long> heard = new ArrayList<>();
        EventBoard.Listening listening = board.subscribe(tasks::add, event -> heard.add(event.id()));
        publish(1010);
        tasks.remove().run();
        assertThat(heard.get(0)).isEqualTo(11);
        assertThat(heard).hasSize(1000);
        assertThat(listening.missed()).isEqualTo(10);
    }

    @Test
    void deliversWhatIsPublishedWhileItDelivers() {
        List<Long> heard = new ArrayList<>();
        board.subscribe(Runnable::run, event -> {
            heard.add(event.id());
            if (event.id() < 3) {
                board.publish(event("again"));
            }
        });
        publish(1);
        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void goesOnAfterAListenerFailed() throws InterruptedException {
        List<Long> heard = new ArrayList<>();
        Thread thread = new Thread(() -> {
            board.subscribe(Runnable::run, event -> {
                heard.add(event.id());
                throw new IllegalStateException("a listener's bug");
            });
            publish(2);
        });
        thread.setUncaughtExceptionHandler((where, bug) -> {});
        thread.start();
        thread.join();
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void forgetsListenersThatAreClosedOrWhoseExecutorHasEnded() {
        List<Long> heard = new ArrayList<>();
        EventBoard.Listening listening = board.subscribe(Runnable::run, event -> heard.add(event.id()));
        board.subscribe(
                task -> {
                    throw new RejectedExecutionException();
                },
                event -> heard.add(-1L));
        publish(1);
        listening.close();
        publish(1);
        assertThat(heard).containsExactly(1L);
    }

    /** Four threads at once: a listener hears every number once and in order, and loses none within the ring. */
    @Test
    void losesNothingBetweenThreads() throws InterruptedException {
        List<Long> heard = new ArrayList<>();
        board.subscribe(Runnable::run, event -> heard.add(event.id()));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> publish(200)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, 800).boxed().toList());
    }
}

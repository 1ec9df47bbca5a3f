package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The latest events of the whole gateway, for everybody who shows them. Safe for all threads. Whoever publishes waits for
 * nobody: an event is one write into a ring, and readers who are too slow for it miss the oldest.
 */
public final class EventBoard {
    /** How many events are kept. */
    public static final int EVENTS_MAX = 1000;

    /** Nothing, as a number. */
    public static final long NONE = -1;

    /** Leaves 40 bits: eight letters and digits. */
    private static final int INSTANCE_SHIFT = 24;

    /** Tells this board's numbers from those of another process, which began at 1, too. */
    private final String instance =
            Long.toString(ThreadLocalRandom.current().nextLong() >>> INSTANCE_SHIFT, Character.MAX_RADIX);

    private final AtomicReferenceArray<GatewayEvent> ring = new AtomicReferenceArray<>(EVENTS_MAX);
    private final AtomicLong lastId = new AtomicLong();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** A listener that hears every event from now on, until it is closed. */
    public interface Listening extends AutoCloseable {
        /** How many events the listener did not hear because it was too slow. */
        long missed();

        @Override
        void close();
    }

    /** Adds an event; the board numbers it, whatever its id is. Returns at once. */
    public void publish(GatewayEvent event) {
        long id = lastId.incrementAndGet();
        ring.set(placeOf(id), event.withId(id));
        for (Subscription subscription : subscriptions) {
            subscription.signal();
        }
    }

    /** The id of the latest event; 0 before the first. */
    public long lastId() {
        return lastId.get();
    }

    /** What a reader is to name the event by when it comes again: its number, and whose. */
    public String nameOf(long id) {
        return instance + "-" + id;
    }

    /** The number in such a name; {@link #NONE} when it is none of this board, as after a restart. */
    public long numberOf(@Nullable String name) {
        String begin = instance + "-";
        if (name == null
                || !name.startsWith(begin)
                || !name.substring(begin.length()).matches("[0-9]{1,18}")) {
            return NONE;
        }
        long id = Long.parseLong(name.substring(begin.length()));
        return id <= lastId.get() ? id : NONE;
    }

    /**
     * The events after this one that are still kept, in order. An event that another thread is just publishing ends the
     * list: it is the first of the next one.
     */
    public List<GatewayEvent> since(long id) {
        long last = lastId.get();
        long first = Math.max(Math.max(id, 0), last - EVENTS_MAX) + 1;
        List<GatewayEvent> events = new ArrayList<>();
        for (long next = first; next <= last; next++) {
            GatewayEvent event = ring.get(placeOf(next));
            if (event == null || event.id() < next) {
                return events;
            }
            if (event.id() == next) {
                events.add(event);
            }
        }
        return events;
    }

    private static int placeOf(long id) {
        return (int) (id % EVENTS_MAX);
    }

    /**
     * Lets {@code listener} hear all later events, in order and one at a time, by way of {@code executor}; never on the
     * thread that publishes, unless the executor does so. Within {@value #EVENTS_MAX} events it misses none.
     */
    public Listening subscribe(Executor executor, Consumer<GatewayEvent> listener) {
        Subscription subscription = new Subscription(executor, listener);
        subscriptions.add(subscription);
        return subscription;
    }

    private final class Subscription implements Listening {
        private final Executor executor;
        private final Consumer<GatewayEvent> listener;
        /** Signals that the delivery has not dealt with; whoever makes it positive starts one. */
        private final AtomicInteger signals = new AtomicInteger();

        private final AtomicLong missed = new AtomicLong();
        private volatile boolean closed;
        private long deliveredId = lastId.get();

        Subscription(Executor executor, Consumer<GatewayEvent> listener) {
            this.executor = executor;
            this.listener = listener;
        }

        void signal() {
            if (signals.getAndIncrement() != 0) {
                return;
            }
            try {
                executor.execute(this::deliver);
            } catch (RejectedExecutionException ended) {
                close();
            }
        }

        private void deliver() {
            int dealtWith;
            do {
                dealtWith = signals.get();
                for (GatewayEvent event : since(deliveredId)) {
                    if (closed) {
                        return;
                    }
                    missed.addAndGet(event.id() - deliveredId - 1);
                    deliveredId = event.id();
                    tell(event);
                }
            } while (signals.addAndGet(-dealtWith) != 0);
        }

        /** What one listener does wrong with one event keeps it from no other. */
        private void tell(GatewayEvent event) {
            try {
                listener.accept(event);
            } catch (RuntimeException bug) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
            }
        }

        @Override
        public long missed() {
            return missed.get();
        }

        @Override
        public void close() {
            closed = true;
            subscriptions.remove(this);
        }
    }
}

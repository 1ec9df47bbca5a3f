package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Tells everything that happens to whoever judges or writes it down; keeps the first judgement. */
final class EventLog {

    /** Somebody who writes down what happens. */
    interface Listener {
        void on(WorldEvent event, long nowNanos);
    }

    private final VirtualTime time;
    private final List<? extends Judge> judges;
    private final List<Listener> listeners = new ArrayList<>(2);
    private @Nullable Broken broken;

    /** The first rule that did not hold, and what was wrong. */
    record Broken(Judge judge, String what, long atNanos) {}

    EventLog(VirtualTime time, List<? extends Judge> judges) {
        this.time = time;
        this.judges = judges;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    /** Whether anybody listens; nobody has to be told anything otherwise. */
    boolean isHeard() {
        return !judges.isEmpty() || !listeners.isEmpty();
    }

    void tell(WorldEvent event) {
        long nowNanos = time.nowNanos();
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).on(event, nowNanos);
        }
        if (broken != null) {
            return;
        }
        for (int i = 0; i < judges.size(); i++) {
            String what = judges.get(i).on(event, nowNanos);
            if (what != null) {
                broken = new Broken(judges.get(i), what, nowNanos);
                return;
            }
        }
    }

    @Nullable
    Broken broken() {
        return broken;
    }
}

package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The times for which a killed broker cannot be held to its word: from when it last saved to its end. Generous at both
 * ends, because saving takes a while, and because what it said last is still on its way when it dies.
 */
final class LossWindows {
    private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Window(long fromNanos, long toNanos) {}

    private final List<Window> windows = new ArrayList<>();

    void add(long savedNanos, long killedNanos) {
        windows.add(new Window(savedNanos - BEFORE_NANOS, killedNanos + AFTER_NANOS));
    }

    /**
     * Whether a QoS 2 message was handed to a broker that died with it unsaved, and the handshake was finished with its
     * successor: a broker answers PUBREL with PUBCOMP whether it knows the message or not (MQTT 3.1.1 s.4.3.3), so that its
     * sender cannot find out.
     */
    boolean swallowed(long sentNanos, long promisedNanos) {
        return windows.stream()
                .anyMatch(window -> sentNanos - window.fromNanos >= 0
                        && sentNanos - window.toNanos <= 0
                        && promisedNanos - window.toNanos > 0);
    }

    boolean contains(long nanos) {
        return windows.stream().anyMatch(window -> nanos - window.fromNanos >= 0 && nanos - window.toNanos <= 0);
    }
}

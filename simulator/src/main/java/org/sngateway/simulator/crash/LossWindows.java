package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The times for which a killed broker cannot be held to its word: from when it last saved to its end. Generous at both
 * ends, because saving takes a while, and because what it said last is still on its way when it dies.
 */
final class LossWindows {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Window(long savedNanos, long killedNanos) {
        long fromNanos() {
            return savedNanos - BEFORE_NANOS;
        }

        long toNanos() {
            return killedNanos + AFTER_NANOS;
        }
    }

    private final List<Window> windows = new ArrayList<>();

    void add(long savedNanos, long killedNanos) {
        windows.add(new Window(savedNanos, killedNanos));
    }

    /**
     * Whether a QoS 2 message was handed to a broker that died with it unsaved, and the handshake was finished with its
     * successor: a broker answers PUBREL with PUBCOMP whether it knows the message or not (MQTT 3.1.1 s.4.3.3), so that its
     * sender cannot find out.
     */
    boolean swallowed(long sentNanos, long promisedNanos) {
        return windows.stream()
                .anyMatch(window -> sentNanos - window.fromNanos() >= 0
                        && sentNanos - window.toNanos() <= 0
                        && promisedNanos - window.toNanos() > 0);
    }

    /** Where a moment lies: {@code " (0.120 s before a broker was killed that had last saved 0.300 s before)"}. */
    String inWords(long nanos) {
        return windows.stream()
                .min(Comparator.comparingLong(window -> Math.abs(nanos - window.killedNanos())))
                .map(window -> String.format(
                        Locale.ROOT,
                        " (%.3f s %s a broker was killed that had last saved %.3f s before)",
                        Math.abs(nanos - window.killedNanos()) / NANOS_PER_SECOND,
                        nanos - window.killedNanos() < 0 ? "before" : "after",
                        (window.killedNanos() - window.savedNanos()) / NANOS_PER_SECOND))
                .orElse("");
    }

    boolean contains(long nanos) {
        return windows.stream().anyMatch(window -> nanos - window.fromNanos() >= 0 && nanos - window.toNanos() <= 0);
    }
}

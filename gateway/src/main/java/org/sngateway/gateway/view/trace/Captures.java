package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The captures that run, and the latest that have ended: few and small, for they lie in memory. Confined to one thread. */
public final class Captures {
    public static final int CAPTURES_MAX = 4;
    public static final int OCTETS_MAX = 4 << 20;
    public static final int OCTETS_DEFAULT = 1 << 20;
    public static final int SECONDS_MAX = 600;

    private final Map<String, Capture> captures = new LinkedHashMap<>();
    private int lastId;

    /** Whether another one can begin. */
    public boolean hasRoom() {
        return captures.size() < CAPTURES_MAX || captures.values().stream().anyMatch(capture -> !capture.isRunning());
    }

    /** Begins one, in the place of the first that has ended; only while there {@link #hasRoom}. */
    public Capture begin(Capture.Order order, TraceTap tap) {
        if (captures.size() >= CAPTURES_MAX) {
            forgetFirstEnded();
        }
        String id = Integer.toString(++lastId);
        Capture capture = new Capture(id, order, tap);
        captures.put(id, capture);
        return capture;
    }

    private void forgetFirstEnded() {
        Iterator<Capture> all = captures.values().iterator();
        while (all.hasNext()) {
            if (!all.next().isRunning()) {
                all.remove();
                return;
            }
        }
        throw new IllegalStateException("all " + CAPTURES_MAX + " captures run");
    }

    public @Nullable Capture get(String id) {
        return captures.get(id);
    }

    /** The first first. */
    public List<Capture> all() {
        return List.copyOf(captures.values());
    }

    /** Ends a capture, if it runs, and forgets it; {@code false} when there is none. */
    public boolean forget(String id) {
        Capture capture = captures.remove(id);
        if (capture != null && capture.isRunning()) {
            capture.end();
        }
        return capture != null;
    }

    /** Takes what the running ones have seen; to be called a few times a second. {@code false} when none runs. */
    public boolean collect(long nowNanos, Function<Peer.Udp, String> gateway) {
        boolean runs = false;
        for (Capture capture : captures.values()) {
            if (capture.isRunning()) {
                capture.collect(nowNanos, gateway);
                runs |= capture.isRunning();
            }
        }
        return runs;
    }
}

package org.sngateway.simulator.conformance.script;

import java.util.ArrayList;
import java.util.List;

/** What happened in one test, on all its sockets and at the broker. Safe for all threads. */
public final class Trace {
    private static final int LINES_MAX = 400;
    private static final int HEX_OCTETS_MAX = 256;

    private final long startNanos = System.nanoTime();
    private final List<TraceLine> lines = new ArrayList<>();
    private boolean closed;
    private int cut;

    void add(TraceLine.Kind kind, String who, String text, byte[] octets) {
        double millis = (System.nanoTime() - startNanos) / 1e6;
        String hex = hex(octets);
        synchronized (lines) {
            if (!closed && lines.size() < LINES_MAX) {
                lines.add(new TraceLine(millis, kind, who, text, hex));
            } else {
                cut++;
            }
        }
    }

    void note(String text) {
        add(TraceLine.Kind.NOTE, "", text, new byte[0]);
    }

    /** Ends it; what comes later, of the clearing up, is not part of the test. */
    List<TraceLine> close() {
        synchronized (lines) {
            if (!closed && cut > 0) {
                String text = cut + " further events are left out";
                lines.add(new TraceLine(lines.get(lines.size() - 1).millis(), TraceLine.Kind.NOTE, "", text, ""));
            }
            closed = true;
            return List.copyOf(lines);
        }
    }

    /** Octets as {@code 02 18}; long ones are cut. */
    public static String hex(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length * 3);
        int shown = Math.min(octets.length, HEX_OCTETS_MAX);
        for (int index = 0; index < shown; index++) {
            text.append(index == 0 ? "" : " ").append(String.format("%02X", octets[index]));
        }
        return shown < octets.length
                ? text.append(" ... (").append(octets.length).append(" octets)").toString()
                : text.toString();
    }
}

package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;

/** What went wrong for one device, and its last packets when they are kept. */
final class Troubles {
    private final TraceRoom room;
    int misdelivered;
    int sessionsLost;
    int startedOver;
    int refused;
    int retransmissions;
    private long latencyNanosMax;
    private @Nullable PacketTrace trace;

    Troubles(TraceRoom room, boolean isTraced) {
        this.room = room;
        if (isTraced) {
            trace = room.open();
        }
    }

    /** Rings of packets, as many as there may be. */
    static final class TraceRoom {
        private int left;

        TraceRoom(int rings) {
            left = rings;
        }

        @Nullable
        PacketTrace open() {
            if (left == 0) {
                return null;
            }
            left--;
            return new PacketTrace();
        }
    }

    void lostSession() {
        sessionsLost++;
        watch();
    }

    void startedOver() {
        startedOver++;
        watch();
    }

    void refused() {
        refused++;
        watch();
    }

    void retransmitted() {
        retransmissions++;
        watch();
    }

    /** From the first trouble on its packets are kept, as long as there is room. */
    private void watch() {
        if (trace == null) {
            trace = room.open();
        }
    }

    void latency(long nanos) {
        latencyNanosMax = Math.max(latencyNanosMax, nanos);
    }

    long latencyNanosMax() {
        return latencyNanosMax;
    }

    @Nullable
    PacketTrace trace() {
        return trace;
    }
}

package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.measure.RunResult;

import java.util.ArrayList;
import java.util.List;

/** A device's last packets: a ring. */
final class PacketTrace {
    static final int PACKETS_MAX = 60;

    private final @Nullable SnMessage[] messages = new @Nullable SnMessage[PACKETS_MAX];
    private final long[] times = new long[PACKETS_MAX];
    private final boolean[] fromDevice = new boolean[PACKETS_MAX];
    private int next;

    void add(SnMessage message, boolean isFromDevice, long nowNanos) {
        messages[next] = message;
        times[next] = nowNanos;
        fromDevice[next] = isFromDevice;
        next = (next + 1) % PACKETS_MAX;
    }

    /** Oldest first. */
    List<RunResult.Packet> packets(long startNanos) {
        List<RunResult.Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS_MAX; i++) {
            int place = (next + i) % PACKETS_MAX;
            SnMessage message = messages[place];
            if (message != null) {
                double at = Times.seconds(times[place] - startNanos);
                packets.add(new RunResult.Packet(at, fromDevice[place], SnText.of(message)));
            }
        }
        return packets;
    }
}

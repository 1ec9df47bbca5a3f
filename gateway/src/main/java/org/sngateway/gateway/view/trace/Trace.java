package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.GatewayView;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Shows datagrams to whoever watches. While nobody does it costs one look at a field for each. Safe for all threads; what each
 * shard tells, it tells through a {@link DatagramTap} of its own.
 */
public final class Trace {
    private final LongSupplier epochNanos;
    private final ClientAddresses clients = new ClientAddresses();
    private final List<TraceTap> taps = new CopyOnWriteArrayList<>();

    /** @param epochNanos nanoseconds since 1970 */
    public Trace(LongSupplier epochNanos) {
        this.epochNanos = epochNanos;
    }

    /** What one shard tells; to be used on its thread alone. */
    public DatagramTap shard() {
        return new ShardTrace(this, clients, epochNanos);
    }

    /**
     * Begins to watch.
     *
     * @param view tells whose address is whose
     * @param packetsMax how many packets may wait to be taken
     */
    public TraceTap open(GatewayView view, TraceFilter filter, int packetsMax) {
        clients.learn(view);
        TraceTap tap = new TraceTap(this, filter, packetsMax);
        taps.add(tap);
        return tap;
    }

    void remove(TraceTap tap) {
        taps.remove(tap);
        if (taps.isEmpty()) {
            clients.forgetAll();
        }
    }

    /** Whose address is whose; to be told every few seconds while somebody watches. */
    public void learn(GatewayView view) {
        if (isOn()) {
            clients.learn(view);
        }
    }

    /** Whether anybody watches. */
    public boolean isOn() {
        return !taps.isEmpty();
    }

    boolean wants(Peer peer, @Nullable String clientId) {
        for (TraceTap tap : taps) {
            if (tap.wants(peer, clientId)) {
                return true;
            }
        }
        return false;
    }

    void deliver(TracePacket packet) {
        for (TraceTap tap : taps) {
            if (tap.wants(packet.peer(), packet.clientId())) {
                tap.offer(packet);
            }
        }
    }
}

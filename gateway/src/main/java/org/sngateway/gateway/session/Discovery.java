package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

import java.util.List;

/**
 * ADVERTISE and GWINFO (MQTT-SN 1.2 s.6.1, SN12-DSC): said only while there is a broker to be reached, so that devices
 * choose a gateway that can serve them.
 */
final class Discovery {
    private static final int FORWARDER_RADIUS_MAX = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DURATION_SECONDS_MAX = 0xFFFF;

    private final EngineContext context;
    private final int gwId;
    private final List<Long> advertiseNanos;
    private final long[] nextNanos;
    private final TokenBucket searches;

    Discovery(EngineContext context, long nowNanos) {
        this.context = context;
        this.gwId = context.options.identity().gwId();
        this.advertiseNanos = context.options.identity().advertiseNanos();
        this.nextNanos = new long[advertiseNanos.size()];
        java.util.Arrays.fill(nextNanos, nowNanos);
        this.searches = new TokenBucket(context.options.admission().searches(), nowNanos);
    }

    /** Another limit on answers from now on. */
    void adopt(Rate changed, long nowNanos) {
        searches.adopt(changed, nowNanos);
    }

    /** SEARCHGW by unicast is answered by unicast; through a forwarder, to all nodes in reach (SN12-ENC-08, 09). */
    void onSearch(Peer peer, int radius) {
        if (!context.isBrokerReachable()) {
            return;
        }
        GwInfo gwInfo = new GwInfo(gwId, Octets.EMPTY);
        if (peer instanceof Peer.Forwarded forwarded) {
            int clamped = Math.min(radius, FORWARDER_RADIUS_MAX);
            context.outbox.send(forwarded.forwarder(), new Encapsulated(clamped, Octets.EMPTY, gwInfo));
        } else {
            context.outbox.send(peer, gwInfo);
        }
    }

    /**
     * SEARCHGW through a group is answered through the group, without delay (SN12-DSC-07). One small datagram makes the
     * whole network receive another, so the rate is limited; who searched in vain hears the answer to somebody else.
     */
    void onMulticastSearch(Peer.Udp source, int radius, long nowNanos) {
        if (!context.isBrokerReachable()) {
            return;
        }
        if (searches.tryTake(nowNanos)) {
            context.outbox.multicast(source.listener(), new GwInfo(gwId, Octets.EMPTY), radius);
        } else {
            context.observer.dropped(source, DropReason.RATE_LIMITED);
        }
    }

    void onTime(long nowNanos) {
        for (int listener = 0; listener < nextNanos.length; listener++) {
            long periodNanos = advertiseNanos.get(listener);
            if (periodNanos > 0 && nowNanos >= nextNanos[listener] && context.isBrokerReachable()) {
                nextNanos[listener] = nowNanos + periodNanos;
                int seconds = (int) Math.min(DURATION_SECONDS_MAX, periodNanos / NANOS_PER_SECOND);
                context.outbox.multicast(listener, new Advertise(gwId, seconds), 0);
            }
        }
    }
}

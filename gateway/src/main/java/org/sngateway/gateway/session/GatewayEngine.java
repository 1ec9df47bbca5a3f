package org.sngateway.gateway.session;

import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;

/** One shard's sessions and every rule about them. Confined to the shard's thread. */
public final class GatewayEngine {

    /** A well-framed message arrived by unicast. Forwarder encapsulation is still on it. */
    public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {}

    /** A datagram arrived that is no message. */
    public void onMalformed(Peer.Udp source, MalformedReason reason) {}

    /** SEARCHGW arrived through a multicast group of this listener. */
    public void onMulticastSearch(Peer.Udp source, int radius, long nowNanos) {}

    /** A leg reports. */
    public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {}

    /** Time has passed: to be called every 100 ms or so, whatever else happens. */
    public void onTime(long nowNanos) {}

    /** Whether a session of this shard is bound to this peer. */
    public boolean isBound(Peer peer) {
        return false;
    }
}

package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.SnMessage;

/** The way out to the sensor network. Called on the shard's thread; never blocks, never fails: UDP may lose anyway. */
public interface SensorLink {

    /** Sends one datagram. The engine has wrapped messages for forwarded devices already. */
    void send(Peer.Udp peer, SnMessage message);

    /**
     * Sends to every multicast group of a listener, on every interface it joined; nothing happens where there is none.
     *
     * @param radius hops: IPv4 TTL or IPv6 hop limit; 0 is the configured maximum (SN12-DSC-12)
     */
    void multicast(int listener, SnMessage message, int radius);
}

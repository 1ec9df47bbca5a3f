package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SnMessage;

/**
 * Where a transport hands in what devices sent. Called on the shard's thread only. Datagrams that were read together
 * are handed in one after the other and followed by one {@link #onBatchEnd}.
 */
public interface SensorInput {

    /** A well-framed message arrived by unicast. Forwarder encapsulation is still on it. */
    void onMessage(Peer.Udp source, SnMessage message);

    /** A datagram arrived that is no message. */
    void onMalformed(Peer.Udp source, MalformedReason reason);

    /** SEARCHGW arrived through a multicast group of the listener. */
    void onMulticastSearch(Peer.Udp source, int radius);

    /** Nothing more to be read for now: answers collected since the last call are to leave. */
    void onBatchEnd();
}

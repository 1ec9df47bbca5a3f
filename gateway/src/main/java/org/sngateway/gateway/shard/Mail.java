package org.sngateway.gateway.shard;

import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Peer;

/**
 * A message that one shard received and another owns.
 *
 * @param multicast whether it is a SEARCHGW that came through a group
 * @param handOvers how often it has been handed over
 */
record Mail(Peer.Udp source, SnMessage message, boolean multicast, int handOvers) {
    /** A CONNECT may find its reservation gone once; what still finds no owner after that comes again by itself. */
    static final int HAND_OVERS_MAX = 2;
}

package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.util.function.Predicate;

/**
 * Which datagrams somebody wants to see.
 *
 * @param clientId only of this device; {@code null} for all
 * @param from only from and to these addresses
 */
public record TraceFilter(@Nullable String clientId, Predicate<Peer.Udp> from) {

    boolean wants(Peer peer, @Nullable String ofClient) {
        return (clientId == null || clientId.equals(ofClient)) && from.test(peer.endpoint());
    }
}

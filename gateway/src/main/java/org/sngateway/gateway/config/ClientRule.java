package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.Glob;
import org.sngateway.gateway.session.port.Peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What holds for the devices that it matches. The first rule that matches a device counts; with no rules at all every
 * device may connect, with some, only those that one matches.
 *
 * @param clientId glob over client ids
 * @param source where they speak from
 * @param brokerUsername towards the broker; empty for that of the gateway
 * @param brokerPasswordFile {@code null} for that of the gateway
 * @param publish filters that may be published to, {@code {client_id}} not yet replaced; empty for all
 * @param subscribe filters that may be subscribed within, {@code {client_id}} not yet replaced; empty for all
 * @param dup whether repetitions sent to them carry the DUP flag
 * @param maxPacketSize octets of the largest message they can receive
 * @param expectEvery how often each of them publishes at least; zero when nothing is said about it
 */
public record ClientRule(
        String clientId,
        Networks source,
        String brokerUsername,
        @Nullable Path brokerPasswordFile,
        List<String> publish,
        List<String> subscribe,
        boolean dup,
        int maxPacketSize,
        Duration expectEvery) {

    /** Whether this rule is for the device. */
    public boolean matches(String device, Peer peer) {
        return Glob.matches(clientId, device) && source.contains(peer.endpoint());
    }
}

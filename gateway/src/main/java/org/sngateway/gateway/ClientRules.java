package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.ClientRule;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The section {@code clients} as the engine asks it: the first rule that matches a device decides, also about its identity
 * towards the broker. Immutable.
 */
final class ClientRules implements ClientPolicy {
    private static final String CLIENT_ID = "{client_id}";

    /** Stands for a filter that cannot be made for a device; no topic name holds NUL, so it permits nothing. */
    private static final String NOTHING = "\0";

    private final List<ClientRule> rules;
    private final ToIntFunction<ClientRule> identities;
    private final ClientProfile everyone;

    /**
     * With no rules every device may connect and use every topic, within {@code packetOctetsMax}.
     *
     * @param identities the number of the user that a rule names, for the broker's adapter
     */
    ClientRules(List<ClientRule> rules, int packetOctetsMax, ToIntFunction<ClientRule> identities) {
        this.rules = rules;
        this.identities = identities;
        this.everyone = new ClientProfile(List.of(), List.of(), true, packetOctetsMax);
    }

    @Override
    public @Nullable ClientProfile profileOf(String clientId, Peer peer) {
        if (rules.isEmpty()) {
            return everyone;
        }
        for (ClientRule rule : rules) {
            if (rule.matches(clientId, peer)) {
                return new ClientProfile(
                        forDevice(rule.publish(), clientId),
                        forDevice(rule.subscribe(), clientId),
                        rule.dup(),
                        rule.maxPacketSize(),
                        rule.brokerUsername().isEmpty() ? ClientProfile.GATEWAY_IDENTITY : identities.applyAsInt(rule),
                        wholeSeconds(rule.expectEvery()));
            }
        }
        return null;
    }

    private static int wholeSeconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    private static List<String> forDevice(List<String> filters, String clientId) {
        return filters.stream().map(filter -> forDevice(filter, clientId)).toList();
    }

    /** A client id with wildcards or levels in it would widen the filter, so such a device is permitted nothing by it. */
    private static String forDevice(String filter, String clientId) {
        if (!filter.contains(CLIENT_ID)) {
            return filter;
        }
        boolean widens = clientId.indexOf('+') >= 0 || clientId.indexOf('#') >= 0 || clientId.indexOf('/') >= 0;
        return widens ? NOTHING : filter.replace(CLIENT_ID, clientId);
    }
}

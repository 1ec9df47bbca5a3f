package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;

/**
 * What of the configuration is exchanged while the gateway runs, for the parts that look it up at every use. Safe for all
 * threads; exchanged by one at a time.
 */
final class LiveSettings implements ClientPolicy {
    private final long jitterSeed = System.nanoTime() | 1;
    private final Passwords passwords;
    private final AllowLists allowLists;
    private volatile GatewayConfig config;
    private volatile ClientRules rules;
    private volatile PredefinedTopics predefined;

    LiveSettings(GatewayConfig config) throws CannotStart {
        this.config = config;
        this.passwords = Passwords.of(config);
        this.allowLists = new AllowLists(config.listeners());
        this.rules = rules(config);
        this.predefined = new PredefinedTopics(config.predefinedTopics());
    }

    private ClientRules rules(GatewayConfig of) {
        return new ClientRules(of.clients(), of.protocol().maxPacketSize(), passwords::numberOf);
    }

    /** The configuration in force. */
    GatewayConfig config() {
        return config;
    }

    Passwords passwords() {
        return passwords;
    }

    AllowLists allowLists() {
        return allowLists;
    }

    /** The same object until its content changes. */
    PredefinedTopics predefined() {
        return predefined;
    }

    EngineOptions engineOptions() {
        return EngineSettings.of(config, jitterSeed);
    }

    @Override
    public @Nullable ClientProfile profileOf(String clientId, Peer peer) {
        return rules.profileOf(clientId, peer);
    }

    /** Takes another configuration, whose other keys are as they were; fails when a password file cannot be read. */
    void adopt(GatewayConfig next) throws CannotStart {
        passwords.adopt(next);
        allowLists.adopt(next.listeners());
        rules = rules(next);
        if (!next.predefinedTopics().equals(config.predefinedTopics())) {
            predefined = new PredefinedTopics(next.predefinedTopics());
        }
        config = next;
    }
}

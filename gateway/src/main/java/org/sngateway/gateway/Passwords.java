package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.adapter.broker.BrokerCredentials;
import org.sngateway.gateway.config.ClientRule;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.session.port.ClientProfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user names and passwords of the configuration, read from their files once, at the start. Safe for all threads. */
final class Passwords implements BrokerCredentials.Source {
    private final @Nullable BrokerCredentials gateway;
    private final List<BrokerCredentials> byRule;

    private Passwords(@Nullable BrokerCredentials gateway, List<BrokerCredentials> byRule) {
        this.gateway = gateway;
        this.byRule = byRule;
    }

    /** @throws CannotStart when a password file cannot be read any more, since the configuration was checked */
    static Passwords of(GatewayConfig config) throws CannotStart {
        String username = config.broker().username();
        BrokerCredentials gateway = username.isEmpty()
                ? null
                : credentials(username, config.broker().passwordFile());
        List<BrokerCredentials> byRule = new ArrayList<>();
        for (ClientRule rule : config.clients()) {
            byRule.add(credentials(rule.brokerUsername(), rule.brokerPasswordFile()));
        }
        return new Passwords(gateway, List.copyOf(byRule));
    }

    private static BrokerCredentials credentials(String username, @Nullable Path file) throws CannotStart {
        if (file == null) {
            return new BrokerCredentials(username, null);
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            return new BrokerCredentials(username, Octets.ofUtf8(line == null ? "" : line));
        } catch (IOException unreadable) {
            throw CannotStart.configuration(
                    "the password file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public @Nullable BrokerCredentials forDevice(int brokerIdentity) {
        return brokerIdentity == ClientProfile.GATEWAY_IDENTITY ? gateway : byRule.get(brokerIdentity);
    }

    @Override
    public @Nullable BrokerCredentials forGateway() {
        return gateway;
    }
}

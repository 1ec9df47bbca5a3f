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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The user names and passwords of the configuration, read from their files at the start and whenever the configuration is
 * read again. A user has the same number as long as the process lives, so that no device can be taken for another while the
 * rules are exchanged. Safe for all threads.
 */
final class Passwords implements BrokerCredentials.Source {

    /** What makes two rules name the same user. */
    private record User(String name, @Nullable Path passwordFile) {
        static User of(ClientRule rule) {
            return new User(rule.brokerUsername(), rule.brokerPasswordFile());
        }
    }

    private record Known(@Nullable BrokerCredentials gateway, List<BrokerCredentials> byNumber) {}

    private final Map<User, Integer> numbers = new ConcurrentHashMap<>();
    private volatile Known known = new Known(null, List.of());

    private Passwords() {}

    /** @throws CannotStart when a password file cannot be read any more, since the configuration was checked */
    static Passwords of(GatewayConfig config) throws CannotStart {
        Passwords passwords = new Passwords();
        passwords.adopt(config);
        return passwords;
    }

    /** Reads all of them again, or fails and has changed nothing. */
    synchronized void adopt(GatewayConfig config) throws CannotStart {
        String username = config.broker().username();
        BrokerCredentials gateway = username.isEmpty()
                ? null
                : credentials(username, config.broker().passwordFile());
        Map<User, BrokerCredentials> read = new LinkedHashMap<>();
        for (ClientRule rule : config.clients()) {
            read.put(User.of(rule), credentials(rule.brokerUsername(), rule.brokerPasswordFile()));
        }
        List<BrokerCredentials> byNumber = new ArrayList<>(known.byNumber());
        read.forEach((user, credentials) -> {
            int number = numbers.getOrDefault(user, byNumber.size());
            if (number == byNumber.size()) {
                byNumber.add(credentials);
            } else {
                byNumber.set(number, credentials);
            }
            numbers.put(user, number);
        });
        known = new Known(gateway, List.copyOf(byNumber));
    }

    /** The number of the user that a rule names; the rule is of a configuration that was adopted. */
    int numberOf(ClientRule rule) {
        Integer number = numbers.get(User.of(rule));
        if (number == null) {
            throw new IllegalStateException("no user for the rule of " + rule.clientId());
        }
        return number;
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
        return brokerIdentity == ClientProfile.GATEWAY_IDENTITY
                ? known.gateway()
                : known.byNumber().get(brokerIdentity);
    }

    @Override
    public @Nullable BrokerCredentials forGateway() {
        return known.gateway();
    }
}

package org.sngateway.gateway.adapter.embedded;

import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/** Admits one login, which may then do everything. Called by the broker's threads. */
final class LoginCheck implements ActiveMQSecurityManager {
    private final byte[] username;
    private final byte[] password;

    LoginCheck(EmbeddedBrokerSettings.Login login) {
        username = login.username().getBytes(StandardCharsets.UTF_8);
        password = login.password().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String secret) {
        // Both are compared in full, so that the time it takes tells nothing.
        boolean userMatches = isSame(username, user);
        boolean secretMatches = isSame(password, secret);
        return userMatches && secretMatches;
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String secret, Set<Role> roles, CheckType checkType) {
        return validateUser(user, secret);
    }

    private static boolean isSame(byte[] expected, @Nullable String given) {
        return MessageDigest.isEqual(expected, given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8));
    }
}

package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/**
 * A user name and password for the broker.
 *
 * @param password {@code null} for none
 */
public record BrokerCredentials(String username, @Nullable Octets password) {

    /** Who to be towards the broker. Asked at every connect, on the shard's thread, so that passwords can change. */
    public interface Source {

        /**
         * For a device's connection; {@code null} to send no user name.
         *
         * @param brokerIdentity {@code ClientProfile.brokerIdentity()} of the device
         */
        @Nullable
        BrokerCredentials forDevice(int brokerIdentity);

        /** For the gateway's own connection; {@code null} to send no user name. */
        @Nullable
        BrokerCredentials forGateway();
    }

    /** The same credentials, or none, for everybody. */
    public static Source same(@Nullable BrokerCredentials credentials) {
        return new Source() {
            @Override
            public @Nullable BrokerCredentials forDevice(int brokerIdentity) {
                return credentials;
            }

            @Override
            public @Nullable BrokerCredentials forGateway() {
                return credentials;
            }
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerCredentials[" + username + "]";
    }
}

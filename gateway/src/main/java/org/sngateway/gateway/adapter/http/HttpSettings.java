package org.sngateway.gateway.adapter.http;

import java.net.InetSocketAddress;

/**
 * @param bind port 0 lets the system choose
 * @param metrics whether there is a page of metrics, and who needs the token for it
 * @param anonymousRead whether reading needs no token
 */
public record HttpSettings(InetSocketAddress bind, Metrics metrics, boolean anonymousRead) {

    /** Who may read the metrics. */
    public enum Metrics {
        /** There are none. */
        OFF,
        /** Who has the token. */
        TOKEN,
        /** Who has the token, and whoever is on this machine. */
        TOKEN_FROM_REMOTE,
        /** Everybody. */
        OPEN
    }
}

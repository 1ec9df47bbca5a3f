package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The section {@code http}.
 *
 * @param ui whether there are pages for a browser
 * @param anonymousRead whether reading needs no token
 * @param tokenFile {@code null} for the one in {@code storage.dir}
 */
public record HttpConfig(
        boolean enabled,
        HostPort bind,
        boolean ui,
        boolean metrics,
        MetricsToken metricsToken,
        boolean anonymousRead,
        @Nullable Path tokenFile) {
    static final String BIND_DEFAULT = "127.0.0.1:8080";

    /** Who needs the token to read the metrics. */
    public enum MetricsToken {
        /** Everybody but this machine. */
        REMOTE,
        ALWAYS,
        NEVER
    }

    /** Whether nobody asked for this address: that it is taken is then no reason not to start. */
    public boolean isBindDefault() {
        return bind.text().equals(BIND_DEFAULT);
    }
}

package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.http.AccessTokens;
import org.sngateway.gateway.adapter.http.HttpBindFailed;
import org.sngateway.gateway.adapter.http.HttpSettings;
import org.sngateway.gateway.adapter.http.HttpSources;
import org.sngateway.gateway.adapter.http.HttpWindow;
import org.sngateway.gateway.adapter.http.Routes;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.HttpConfig;
import org.sngateway.gateway.token.LiveToken;
import org.sngateway.gateway.token.TokenFile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns the section {@code http} into the window, and decides what happens when it cannot be opened. */
final class HttpSide {
    private HttpSide() {}

    /** The check of tokens; the file is made when there is none, and without it no token is right. */
    static AccessTokens tokens(GatewayConfig config, EventLog log) {
        TokenFile file = new TokenFile(config.httpTokenFile());
        try {
            file.readOrCreate();
        } catch (IOException unusable) {
            log.write(Event.warn("http.token_unusable")
                    .with("file", file.path().toString())
                    .with("cause", unusable.toString())
                    .with("message", "whoever needs the token is turned away (option http.token_file)"));
        }
        return new Tokens(new LiveToken(file, System::nanoTime));
    }

    /** Opens the window; {@code null} when it is switched off, or its port is taken and nobody asked for it. */
    static @Nullable HttpWindow open(GatewayConfig config, EventLog log, HttpSources sources, List<Routes> routes)
            throws CannotStart {
        HttpConfig http = config.http();
        try {
            HttpWindow window = HttpWindow.open(
                    new HttpSettings(address(http.bind()), metrics(http), http.anonymousRead()), sources, routes);
            HostPort open = new HostPort(http.bind().host(), window.port());
            log.write(Event.info("http.bound").with("address", open.text()));
            return window;
        } catch (HttpBindFailed failed) {
            if (!http.isBindDefault()) {
                throw CannotStart.bind(failed.getMessage() + " (option http.bind)");
            }
            log.write(Event.warn("http.failed")
                    .with("address", http.bind().text())
                    .with("cause", String.valueOf(failed.getMessage()))
                    .with("message", "devices are served without health and metrics over HTTP (option http.bind)"));
            return null;
        }
    }

    private static InetSocketAddress address(HostPort bind) throws CannotStart {
        try {
            return new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
        } catch (UnknownHostException unknown) {
            throw CannotStart.bind("http.bind: no address is known for " + bind.host());
        }
    }

    private static HttpSettings.Metrics metrics(HttpConfig http) {
        if (!http.metrics()) {
            return HttpSettings.Metrics.OFF;
        }
        return switch (http.metricsToken()) {
            case REMOTE -> HttpSettings.Metrics.TOKEN_FROM_REMOTE;
            case ALWAYS -> HttpSettings.Metrics.TOKEN;
            case NEVER -> HttpSettings.Metrics.OPEN;
        };
    }

    /** The token in its file. */
    private record Tokens(LiveToken token) implements AccessTokens {
        @Override
        public boolean isRight(String given) {
            return token.isRight(given);
        }

        @Override
        public String pass() {
            return token.pass();
        }

        @Override
        public boolean isPass(String given) {
            return token.isPass(given);
        }
    }
}

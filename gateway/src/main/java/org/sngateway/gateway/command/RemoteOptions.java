package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.token.TokenFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Where the gateway is that a command asks, and with which token. */
final class RemoteOptions {
    private static final String URL_VARIABLE = "SN_GATEWAY_URL";
    private static final String TOKEN_VARIABLE = "SN_GATEWAY_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the gateway, such as http://127.0.0.1:8080 (also " + URL_VARIABLE
                    + "); without it, the one of the configuration on this machine")
    @Nullable
    String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "(also " + TOKEN_VARIABLE + ", where other users of the machine do not see it); without it, the "
                            + "one of the configuration's token file")
    @Nullable
    String token;

    @Mixin
    ConfigOptions config = new ConfigOptions();

    /** The gateway; {@code null} after a bad configuration or URL was complained about. */
    @Nullable
    RemoteGateway gateway(Surroundings surroundings) {
        Map<String, String> environment = surroundings.environment();
        String givenUrl = url != null ? url : environment.getOrDefault(URL_VARIABLE, "");
        String givenToken = token != null ? token : environment.getOrDefault(TOKEN_VARIABLE, "");
        if (!givenUrl.isEmpty()) {
            URI base = base(givenUrl);
            if (base == null) {
                surroundings.err().println("--url \"" + givenUrl + "\" must be like http://127.0.0.1:8080");
                return null;
            }
            // A token of this machine's file is shown to no other address.
            boolean needsFile = givenToken.isEmpty() && isThisMachine(base);
            Loaded loaded = needsFile ? config.load(surroundings) : null;
            return new RemoteGateway(base, loaded == null ? givenToken : tokenOf(loaded.config()));
        }
        Loaded loaded = config.load(surroundings);
        if (loaded == null) {
            return null;
        }
        String known = givenToken.isEmpty() ? tokenOf(loaded.config()) : givenToken;
        return new RemoteGateway(
                URI.create("http://" + reachable(loaded.config().http().bind())), known);
    }

    private static @Nullable URI base(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isHttp && uri.getHost() != null ? uri : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean isThisMachine(URI base) {
        String host = base.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Where this machine reaches what listens there: an address that stands for all is none to connect to. */
    private static String reachable(HostPort bind) {
        return switch (bind.host()) {
            case "0.0.0.0" -> new HostPort("127.0.0.1", bind.port()).text();
            case "::" -> new HostPort("::1", bind.port()).text();
            default -> bind.text();
        };
    }

    private static String tokenOf(GatewayConfig config) {
        try {
            return new TokenFile(config.httpTokenFile()).read();
        } catch (IOException unreadable) {
            return "";
        }
    }
}

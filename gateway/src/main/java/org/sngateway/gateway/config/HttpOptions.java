package org.sngateway.gateway.config;

/** The options of the window over HTTP. */
final class HttpOptions {
    private HttpOptions() {}

    static Option http() {
        return Option.section(
                "http",
                "The window over HTTP: whether the gateway works, and its metrics. It is not encrypted: beyond this machine, "
                        + "put a proxy with TLS before it.",
                Option.of(
                        "enabled",
                        Words.BOOLEAN,
                        "true",
                        "Whether there is one at all. false: no port is opened, and nothing of it is loaded."),
                Option.of(
                                "bind",
                                Addresses.BIND,
                                HttpConfig.BIND_DEFAULT,
                                "Where it listens, TCP. By default for this machine alone.")
                        .atLimit(
                                "When the port is taken: at the default the gateway says so and serves devices without "
                                        + "it; any other address was asked for, and the gateway does not start (exit code 73)."),
                Option.of(
                                "ui",
                                Words.BOOLEAN,
                                "true",
                                "Whether there are pages for a browser at /. They show what the token lets them.")
                        .see("http.token_file"),
                Option.of("metrics", Words.BOOLEAN, "true", "Whether there is a page /metrics for Prometheus.")
                        .see("http.metrics_token"),
                Option.of(
                                "metrics_token",
                                Words.of(HttpConfig.MetricsToken.class),
                                "remote",
                                "Who needs the token to read the metrics. remote: whoever is not on this machine; a proxy "
                                        + "on it is. always, never: as they say.")
                        .see("http.token_file"),
                Option.of(
                                "allow_anonymous_read",
                                Words.BOOLEAN,
                                "false",
                                "Whether whoever reaches the port may read states, names and events without the token; "
                                        + "payloads and the configuration he may not, and change nothing.")
                        .see("http.token_file"),
                Option.of(
                        "token_file",
                        Paths.FILE_TO_BE,
                        "",
                        "The file with the token. Made with a token in it when it is missing, for its owner only; a "
                                + "change counts within a second. Empty: http.token in storage.dir."));
    }
}

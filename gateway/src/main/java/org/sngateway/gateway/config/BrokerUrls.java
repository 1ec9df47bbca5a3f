package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.BrokerUrl.Scheme;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word {@code embedded}, or {@code mqtt://host:1883} and its kind. */
record BrokerUrls() implements ValueType {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(/[^?# ]*)?([?#].*)?");
    private static final Pattern HOST = Pattern.compile("(?:\\[([^\\]\\[]+)\\]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");
    private static final int PORT_MAX = 65_535;
    private static final String SCHEMES = "scheme must be mqtt, mqtts, ws, wss or \"embedded\"";

    @Override
    public Checked parse(String text) {
        if (text.equals(Scheme.EMBEDDED.word())) {
            return Checked.value(BrokerUrl.EMBEDDED);
        }
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return Checked.problem("must be a URL such as mqtt://host:1883, or \"embedded\"");
        }
        Scheme scheme = scheme(url.group(1));
        if (scheme == null) {
            return Checked.problem(SCHEMES + otherName(url.group(1)));
        }
        if (url.group(2).indexOf('@') >= 0) {
            return Checked.problem("no user or password here: use broker.username and broker.password_file");
        }
        String path = url.group(3) == null ? "" : url.group(3);
        boolean isWebSocket = scheme == Scheme.WS || scheme == Scheme.WSS;
        if (url.group(4) != null || !isWebSocket && path.length() > 1) {
            return Checked.problem("nothing may follow the host and port" + (isWebSocket ? " and path" : ""));
        }
        return target(scheme, url.group(2), isWebSocket ? path : "");
    }

    private static Checked target(Scheme scheme, String authority, String path) {
        Matcher host = HOST.matcher(authority);
        if (!host.matches()) {
            return Checked.problem("must name a host, such as " + scheme.word() + "://host:" + scheme.defaultPort());
        }
        String bracketed = host.group(1);
        String name = bracketed == null ? host.group(2) : bracketed;
        String problem = bracketed == null ? Addresses.problemOfHost(name) : Addresses.problemOfBracketed(name);
        if (problem != null) {
            return Checked.problem(problem);
        }
        int port = host.group(3) == null ? scheme.defaultPort() : Integer.parseInt(host.group(3));
        if (port < 1 || port > PORT_MAX) {
            return Checked.problem("the port must be 1.." + PORT_MAX);
        }
        return Checked.value(new BrokerUrl(scheme, name, port, path));
    }

    private static @Nullable Scheme scheme(String word) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme != Scheme.EMBEDDED && scheme.word().equals(word)) {
                return scheme;
            }
        }
        return null;
    }

    private static String otherName(String word) {
        return switch (word) {
            case "tcp" -> " (Mosquitto's tcp:// is mqtt://)";
            case "ssl", "tls", "mqtt+ssl" -> " (" + word + ":// is mqtts:// here)";
            case "http" -> " (MQTT over WebSocket is ws://)";
            case "https" -> " (MQTT over WebSocket is wss://)";
            default -> "";
        };
    }

    @Override
    public String name() {
        return "URL";
    }

    @Override
    public String allowed() {
        return "embedded, mqtt://host:port, mqtts://host:port, ws://host:port/path or wss://host:port/path";
    }
}

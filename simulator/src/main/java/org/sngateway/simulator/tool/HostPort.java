package org.sngateway.simulator.tool;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code HOST[:PORT]}, with IPv6 addresses in brackets when a port follows. */
public record HostPort(String host, int port) {
    /** The port of MQTT-SN at most gateways. */
    public static final int DEFAULT_PORT = 1883;

    private static final int PORT_MAX = 0xFFFF;

    public HostPort {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("there is no host");
        }
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("there is no port " + port);
        }
    }

    /** @throws IllegalArgumentException with a sentence for the user */
    public static HostPort valueOf(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("'" + text + "' lacks its ]");
            }
            String rest = text.substring(end + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw new IllegalArgumentException("'" + text + "' is not HOST[:PORT]");
            }
            return new HostPort(text.substring(1, end), rest.isEmpty() ? DEFAULT_PORT : port(rest.substring(1)));
        }
        int colon = text.indexOf(':');
        boolean isBareIpv6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        if (colon < 0 || isBareIpv6) {
            return new HostPort(text, DEFAULT_PORT);
        }
        return new HostPort(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("'" + text + "' is not a port", wrong);
        }
    }

    /** Asks the resolver. An unknown host is a {@link ToolException}. */
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new ToolException(ToolExit.UNREACHABLE, "there is no host " + host);
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** An address as {@code host:port}. */
    static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return new HostPort(ip == null ? address.getHostString() : ip.getHostAddress(), Math.max(1, address.getPort()))
                .toString();
    }
}

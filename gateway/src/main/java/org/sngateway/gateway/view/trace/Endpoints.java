package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses from their texts, as {@link org.sngateway.gateway.session.port.Peer#text} writes them. */
public final class Endpoints {
    private Endpoints() {}

    /** {@code 10.0.0.7:50011}, {@code [fd12::a7]:1883}, also with a node's id behind it; {@code null} for anything else. */
    public static @Nullable InetSocketAddress of(String text) {
        int node = text.indexOf('/');
        String endpoint = node < 0 ? text : text.substring(0, node);
        int colon = endpoint.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        // The zone of a link-local address is an affair of the machine that it was seen on.
        String host = endpoint.substring(0, colon).replaceFirst("%[^]]*", "");
        // A literal, so that no resolver is asked.
        boolean isLiteral = host.startsWith("[") ? host.endsWith("]") : host.matches("[0-9.]+");
        try {
            int port = Integer.parseInt(endpoint.substring(colon + 1));
            return isLiteral && port >= 0 && port <= 0xFFFF
                    ? new InetSocketAddress(InetAddress.getByName(host), port)
                    : null;
        } catch (UnknownHostException | NumberFormatException malformed) {
            return null;
        }
    }
}

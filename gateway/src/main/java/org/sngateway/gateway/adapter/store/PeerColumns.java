package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.Peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A peer as columns that people can read.
 *
 * @param address IPv4 or IPv6, without a scope
 * @param node the node id behind a forwarder in hexadecimal, or {@code null}
 */
record PeerColumns(
        String address,
        int port,
        int scope,
        int listener,
        @Nullable String node) {
    /** What may be handed to the platform without its asking a name server. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*");

    static PeerColumns of(Peer peer) {
        Peer.Udp udp = peer.endpoint();
        String address = udp.addressText();
        int scope = address.indexOf('%');
        return new PeerColumns(
                scope < 0 ? address : address.substring(0, scope),
                udp.port(),
                udp.scopeId(),
                udp.listener(),
                peer instanceof Peer.Forwarded forwarded
                        ? HexFormat.of().formatHex(forwarded.nodeId().toByteArray())
                        : null);
    }

    /** @throws IllegalArgumentException if these are not the columns of a peer */
    Peer peer() {
        Peer.Udp udp = endpoint();
        return node == null
                ? udp
                : new Peer.Forwarded(udp, Octets.copyOf(HexFormat.of().parseHex(node)));
    }

    private Peer.Udp endpoint() {
        if (!ADDRESS.matcher(address).matches() || port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("no address: " + address + " port " + port);
        }
        try {
            ByteBuffer octets = ByteBuffer.wrap(InetAddress.getByName(address).getAddress());
            return octets.remaining() == 4
                    ? new Peer.Udp(listener, 0, 0xFFFFL << 32 | octets.getInt() & 0xFFFF_FFFFL, scope, port)
                    : new Peer.Udp(listener, octets.getLong(), octets.getLong(), scope, port);
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("no address: " + address, notAnAddress);
        }
    }
}

package org.sngateway.gateway.adapter.udp;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Translates between socket addresses and peers without asking a resolver, and remembers as many pairs as it has places,
 * so that a device that is heard often costs no new objects. Confined to one thread.
 */
final class PeerAddresses {
    private static final int PLACES = 4096;

    private final Peer.@Nullable Udp[] peers = new Peer.@Nullable Udp[PLACES];
    private final @Nullable InetSocketAddress[] addresses = new @Nullable InetSocketAddress[PLACES];

    /** The peer that sent from {@code sender} to this listener. */
    Peer.Udp peerOf(int listener, InetSocketAddress sender) {
        InetAddress address = sender.getAddress();
        byte[] octets = address.getAddress();
        int scopeId = address instanceof Inet6Address v6 && v6.isLinkLocalAddress() ? v6.getScopeId() : 0;
        int port = sender.getPort();
        long high = octets.length == 4 ? 0 : longAt(octets, 0);
        long low = lowOf(octets);
        int place = placeOf(listener, low, port);
        Peer.Udp known = peers[place];
        if (known != null
                && known.addressLow() == low
                && known.addressHigh() == high
                && known.port() == port
                && known.scopeId() == scopeId
                && known.listener() == listener) {
            return known;
        }
        Peer.Udp peer = new Peer.Udp(listener, high, low, scopeId, port);
        peers[place] = peer;
        addresses[place] = sender;
        return peer;
    }

    /** Where to send what is for {@code peer}. */
    InetSocketAddress addressOf(Peer.Udp peer) {
        int place = placeOf(peer.listener(), peer.addressLow(), peer.port());
        InetSocketAddress known = addresses[place];
        if (known != null && peer.equals(peers[place])) {
            return known;
        }
        InetSocketAddress address = toSocketAddress(peer);
        peers[place] = peer;
        addresses[place] = address;
        return address;
    }

    private static int placeOf(int listener, long low, int port) {
        long mixed = (low * 0x9E37_79B9_7F4A_7C15L) + port * 0x2545_F491_4F6C_DD1DL + listener;
        return (int) (mixed >>> 40) & PLACES - 1;
    }

    /** @param octets 4 or 16 of them */
    static Peer.Udp peer(int listener, byte[] octets, int scopeId, int port) {
        long high = octets.length == 4 ? 0 : longAt(octets, 0);
        return new Peer.Udp(listener, high, lowOf(octets), scopeId, port);
    }

    private static long lowOf(byte[] octets) {
        return octets.length == 4 ? 0x0000_FFFFL << 32 | intAt(octets, 0) & 0xFFFF_FFFFL : longAt(octets, 8);
    }

    private static int intAt(byte[] octets, int offset) {
        return (octets[offset] & 0xFF) << 24
                | (octets[offset + 1] & 0xFF) << 16
                | (octets[offset + 2] & 0xFF) << 8
                | octets[offset + 3] & 0xFF;
    }

    private static long longAt(byte[] octets, int offset) {
        return (long) intAt(octets, offset) << 32 | intAt(octets, offset + 4) & 0xFFFF_FFFFL;
    }

    static InetSocketAddress toSocketAddress(Peer.Udp peer) {
        byte[] octets = new byte[peer.isIpv4() ? 4 : 16];
        for (int i = 0; i < octets.length; i++) {
            int shift = 8 * (octets.length - 1 - i);
            octets[i] = (byte) (shift >= 64 ? peer.addressHigh() >>> shift - 64 : peer.addressLow() >>> shift);
        }
        try {
            InetAddress address = peer.scopeId() == 0
                    ? InetAddress.getByAddress(octets)
                    : Inet6Address.getByAddress(null, octets, peer.scopeId());
            return new InetSocketAddress(address, peer.port());
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("address of " + octets.length + " octets", wrongLength);
        }
    }
}

package org.sngateway.gateway.adapter.udp;

import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A list of networks, as a test of addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, single addresses, {@code private}
 * (loopback, RFC 1918, unique local and link-local) or {@code any}. Never asks a resolver.
 */
public final class AllowedNetworks implements Predicate<Peer.Udp> {
    private static final List<String> PRIVATE = List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10");

    private record Network(long high, long low, long highMask, long lowMask) {
        boolean contains(long otherHigh, long otherLow) {
            return (otherHigh & highMask) == high && (otherLow & lowMask) == low;
        }
    }

    private final Network[] networks;

    private AllowedNetworks(List<Network> networks) {
        this.networks = networks.toArray(new Network[0]);
    }

    /** @throws IllegalArgumentException with one sentence, when an entry is none of the forms */
    public static AllowedNetworks of(List<String> entries) {
        List<Network> networks = new ArrayList<>();
        for (String entry : entries) {
            if (entry.equals("private")) {
                PRIVATE.forEach(network -> networks.add(network(network)));
            } else if (entry.equals("any")) {
                networks.add(new Network(0, 0, 0, 0));
            } else {
                networks.add(network(entry));
            }
        }
        return new AllowedNetworks(networks);
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        String address = slash < 0 ? entry : entry.substring(0, slash);
        byte[] octets = io.netty.util.NetUtil.createByteArrayFromIpAddressString(address);
        if (octets == null || address.contains("%")) {
            throw new IllegalArgumentException("\"" + entry + "\" is no network such as 10.0.0.0/8 or fd00::/8");
        }
        int bitsMax = octets.length * 8;
        int bits = slash < 0 ? bitsMax : bitsOf(entry, entry.substring(slash + 1), bitsMax);
        Peer.Udp base = PeerAddresses.peer(0, octets, 0, 0);
        int maskBits = bits + 128 - bitsMax;
        long highMask = mask(Math.min(64, maskBits));
        long lowMask = mask(Math.max(0, maskBits - 64));
        return new Network(base.addressHigh() & highMask, base.addressLow() & lowMask, highMask, lowMask);
    }

    private static int bitsOf(String entry, String text, int bitsMax) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > bitsMax) {
            throw new IllegalArgumentException("\"" + entry + "\": the prefix length must be 0.." + bitsMax);
        }
        return Integer.parseInt(text);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    @Override
    public boolean test(Peer.Udp peer) {
        for (Network network : networks) {
            if (network.contains(peer.addressHigh(), peer.addressLow())) {
                return true;
            }
        }
        return false;
    }
}

package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.util.List;
import java.util.function.Predicate;

/** A set of address ranges; tells quickly whether an address is in one of them. */
public record Networks(List<Network> ranges) implements Predicate<Peer.Udp> {

    /**
     * The addresses that begin with the same bits. IPv4 ranges are held in their IPv6-mapped form.
     *
     * @param high octets 0..7 of the first address
     * @param low octets 8..15 of the first address
     * @param prefixBits 0..128
     */
    public record Network(long high, long low, int prefixBits) {

        boolean contains(long addressHigh, long addressLow) {
            long highMask = prefixBits == 0 ? 0 : prefixBits >= 64 ? -1L : -1L << 64 - prefixBits;
            long lowMask = prefixBits <= 64 ? 0 : -1L << 128 - prefixBits;
            return ((addressHigh ^ high) & highMask) == 0 && ((addressLow ^ low) & lowMask) == 0;
        }
    }

    /**
     * The range that {@code text} spells, as in the configuration: {@code 10.0.0.0/8}, {@code fd12::1}, {@code private};
     * {@code null} when it spells none.
     */
    public static @Nullable Networks of(String text) {
        Checked checked = new NetworkWords().parse(text);
        return checked.problem() == null ? new Networks(NetworkWords.listOf(checked.orThrow())) : null;
    }

    public boolean contains(Peer.Udp peer) {
        for (Network range : ranges) {
            if (range.contains(peer.addressHigh(), peer.addressLow())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean test(Peer.Udp peer) {
        return contains(peer);
    }
}

package org.sngateway.gateway.view;

import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Whose datagrams were turned away, for what reason and how often. Safe for all threads. A stranger costs one look-up: beyond
 * the limit the source that came first makes room, so that a flood of forged sources costs no memory and no search.
 */
public final class RejectedSources {
    /** How many pairs of source and reason are kept. */
    public static final int SOURCES_MAX = 256;

    /**
     * A source and a reason.
     *
     * @param address without a port
     * @param count how many datagrams
     * @param firstNanos nanoseconds since 1970
     */
    public record Rejected(String address, String reason, long count, long firstNanos, long lastNanos) {}

    /** A host, whatever its port, and why it was turned away. */
    private record Key(long addressHigh, long addressLow, int scopeId, String reason) {
        static Key of(Peer.Udp peer, String reason) {
            return new Key(peer.addressHigh(), peer.addressLow(), peer.scopeId(), reason);
        }

        String address() {
            return new Peer.Udp(0, addressHigh, addressLow, scopeId, 0).addressText();
        }
    }

    private static final class Count {
        final long firstNanos;
        final AtomicLong count = new AtomicLong();
        volatile long lastNanos;

        Count(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    private final Map<Key, Count> counts = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Key> arrivals = new AtomicReferenceArray<>(SOURCES_MAX);
    private final AtomicInteger next = new AtomicInteger();

    /** @param reason one of a few texts that are constants */
    void add(Peer.Udp source, String reason, long atNanos) {
        Key key = Key.of(source, reason);
        Count known = counts.get(key);
        if (known == null) {
            Count made = new Count(atNanos);
            known = counts.putIfAbsent(key, made);
            if (known == null) {
                known = made;
                makeRoomFor(key);
            }
        }
        known.lastNanos = atNanos;
        known.count.incrementAndGet();
    }

    private void makeRoomFor(Key key) {
        int place = Math.floorMod(next.getAndIncrement(), SOURCES_MAX);
        Key first = arrivals.getAndSet(place, key);
        if (first != null) {
            counts.remove(first);
        }
    }

    /** The latest first. */
    public List<Rejected> list() {
        List<Rejected> list = new ArrayList<>();
        counts.forEach((key, count) -> list.add(
                new Rejected(key.address(), key.reason, count.count.get(), count.firstNanos, count.lastNanos)));
        list.sort(Comparator.comparingLong(Rejected::lastNanos).reversed().thenComparing(Rejected::address));
        return list;
    }

    /** Forgets a source, which is let in now. {@code false} when it was not known. */
    public boolean forget(String address) {
        return counts.keySet().removeIf(key -> key.address().equals(address));
    }
}

package org.sngateway.gateway.shard;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionDirectory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which shard owns which client id and which peer; shared by all shards, safe for any thread, never blocks for long. A
 * client id is first reserved for a shard, when its CONNECT is routed there, and claimed when the engine makes a session
 * of it; of two shards that see the CONNECT of a new client id at once, exactly one gets the reservation. A single
 * shard keeps nothing here but the count of sessions.
 */
public final class ClientDirectory {
    /** What {@code shardOf} answers when nobody owns it. */
    static final int NOBODY = -1;

    private record Holding(int shard, boolean claimed) {}

    /** Told when a peer that belonged to one shard was bound by another. */
    interface Displacement {
        void onDisplaced(int formerShard, Peer peer);
    }

    private final int shards;
    private volatile int sessionsMax;
    private final AtomicInteger sessions = new AtomicInteger();
    private final ConcurrentMap<String, Holding> byClientId = new ConcurrentHashMap<>();
    private final ConcurrentMap<Peer, Integer> byPeer = new ConcurrentHashMap<>();

    /** @param sessionsMax limit on sessions of all shards together */
    public ClientDirectory(int shards, int sessionsMax) {
        this.shards = shards;
        this.sessionsMax = sessionsMax;
    }

    /** Another limit; sessions that there are stay. */
    void limit(int max) {
        sessionsMax = max;
    }

    /** How many sessions all shards have together. */
    public int sessions() {
        return sessions.get();
    }

    /** The shard that {@code clientId} belongs to; {@code shard} from now on, if it belonged to none. */
    int reserve(String clientId, int shard) {
        Holding held = byClientId.get(clientId);
        if (held == null) {
            held = byClientId.putIfAbsent(clientId, new Holding(shard, false));
        }
        return held == null ? shard : held.shard;
    }

    /** Takes a reservation back, unless the shard has claimed the client id. */
    void cancel(String clientId, int shard) {
        byClientId.remove(clientId, new Holding(shard, false));
    }

    int shardOf(String clientId) {
        Holding held = byClientId.get(clientId);
        return held == null ? NOBODY : held.shard;
    }

    int shardOf(Peer peer) {
        Integer shard = byPeer.get(peer);
        return shard == null ? NOBODY : shard;
    }

    int reservations() {
        return byClientId.size();
    }

    int boundPeers() {
        return byPeer.size();
    }

    /** The directory as the engine of one shard sees it. */
    SessionDirectory of(int shard, Displacement displacement) {
        return shards == 1 ? new Counter() : new View(shard, displacement);
    }

    private boolean count() {
        if (sessions.incrementAndGet() <= sessionsMax) {
            return true;
        }
        sessions.decrementAndGet();
        return false;
    }

    /** What a single shard needs. */
    private final class Counter implements SessionDirectory {

        @Override
        public boolean claim(String clientId) {
            return count();
        }

        @Override
        public void adopt(String clientId) {
            sessions.incrementAndGet();
        }

        @Override
        public void release(String clientId) {
            sessions.decrementAndGet();
        }

        @Override
        public void bind(Peer peer) {
            // There is no other shard that could ask.
        }

        @Override
        public void unbind(Peer peer) {
            // There is no other shard that could ask.
        }
    }

    private final class View implements SessionDirectory {
        private final int shard;
        private final Displacement displacement;
        private final Holding claimed;

        View(int shard, Displacement displacement) {
            this.shard = shard;
            this.displacement = displacement;
            this.claimed = new Holding(shard, true);
        }

        @Override
        public boolean claim(String clientId) {
            if (!count()) {
                return false;
            }
            // The reservation may be gone: whoever made it for us could not hand the CONNECT over and took it back.
            Holding holding = byClientId.compute(clientId, (id, held) -> isOurs(held) ? claimed : held);
            if (claimed.equals(holding)) {
                return true;
            }
            sessions.decrementAndGet();
            return false;
        }

        private boolean isOurs(@Nullable Holding held) {
            return held == null || held.shard == shard;
        }

        @Override
        public void adopt(String clientId) {
            sessions.incrementAndGet();
            byClientId.put(clientId, claimed);
        }

        @Override
        public void release(String clientId) {
            if (byClientId.remove(clientId, claimed)) {
                sessions.decrementAndGet();
            }
        }

        @Override
        public void bind(Peer peer) {
            Integer former = byPeer.put(peer, shard);
            if (former != null && former != shard) {
                displacement.onDisplaced(former, peer);
            }
        }

        @Override
        public void unbind(Peer peer) {
            byPeer.remove(peer, shard);
        }
    }
}

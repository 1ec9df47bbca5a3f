package org.sngateway.gateway.shard;

/**
 * @param shards event-loop threads, each with its own engine; 1..64
 * @param nativeTransport whether epoll is used where it is available. Must be {@code true} when an MQTT client shares the
 *     threads that chooses its channels by itself
 * @param mailboxMax datagrams that other shards may have handed over to one shard; more are dropped and counted
 * @param sessionsMax sessions of all shards together; beyond it CONNECT is answered with congestion
 */
public record ShardSettings(int shards, boolean nativeTransport, int mailboxMax, int sessionsMax) {
    public static final int MAILBOX_DEFAULT = 4096;

    public ShardSettings {
        if (shards < 1 || shards > 64 || mailboxMax < 1 || sessionsMax < 1) {
            throw new IllegalArgumentException(
                    "shards " + shards + ", mailbox " + mailboxMax + ", sessions " + sessionsMax);
        }
    }
}

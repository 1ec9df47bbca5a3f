package org.sngateway.gateway.session.port;

/**
 * Which shard owns which client id and which peer; shared by all shards. A single shard needs none of it, but the limit
 * on sessions is enforced here for all.
 */
public interface SessionDirectory {

    /** Takes a client id for this shard; {@code false} when the gateway's limit on sessions is reached. */
    boolean claim(String clientId);

    /** Takes the client id of a session that an earlier process had, whatever the limit is now. */
    void adopt(String clientId);

    /** The session record is gone. */
    void release(String clientId);

    /** Datagrams of this peer belong to this shard from now on. */
    void bind(Peer peer);

    void unbind(Peer peer);
}

package org.sngateway.gateway.shard;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.port.Peer;

import java.util.function.Predicate;

/**
 * Says which shard a message belongs to: the one that owns its client id (CONNECT, the PINGREQ of a wake-up), else the
 * one that its peer is bound to, else the one that its source falls to. Confined to one shard's thread; only asked when
 * there are several shards.
 */
final class Routing {
    private final int shard;
    private final ClientDirectory directory;
    private final GatewayEngine engine;
    private Predicate<Peer.Udp> forwarders;
    /** Over how many shards sources are spread by us; 1 when the kernel spreads them. */
    private final int spreadOver;

    private @Nullable String reserved;

    Routing(
            int shard,
            ClientDirectory directory,
            GatewayEngine engine,
            Predicate<Peer.Udp> forwarders,
            int spreadOver) {
        this.shard = shard;
        this.directory = directory;
        this.engine = engine;
        this.forwarders = forwarders;
        this.spreadOver = spreadOver;
    }

    /** Others may forward from now on. */
    void adopt(Predicate<Peer.Udp> changed) {
        forwarders = changed;
    }

    /**
     * The shard that has to deal with this message. For a CONNECT of a new client id that shard is decided, and stays so
     * until {@link #settle} or {@link #giveUp}.
     */
    int shardFor(Peer.Udp source, SnMessage message) {
        if (!(message instanceof Encapsulated encapsulated)) {
            return shardFor(source, source, message);
        }
        if (!forwarders.test(source)) {
            return shard;
        }
        return shardFor(source, new Peer.Forwarded(source, encapsulated.nodeId()), encapsulated.message());
    }

    private int shardFor(Peer.Udp source, Peer peer, SnMessage message) {
        if (message instanceof Connect connect) {
            String clientId = engine.clientIdOf(peer, connect);
            if (clientId == null) {
                return shard;
            }
            reserved = clientId;
            return directory.reserve(clientId, homeOf(source));
        }
        if (message instanceof PingReq pingReq && !pingReq.clientId().isEmpty()) {
            String clientId = pingReq.clientId().utf8();
            int owner = clientId == null ? ClientDirectory.NOBODY : directory.shardOf(clientId);
            if (owner != ClientDirectory.NOBODY) {
                return owner;
            }
        }
        // Not what this shard's engine says: another client may have taken the address over, on another shard, and been
        // told
        // so, before this shard has heard of it.
        int owner = directory.shardOf(peer);
        return owner == ClientDirectory.NOBODY ? homeOf(source) : owner;
    }

    private int homeOf(Peer.Udp source) {
        return spreadOver == 1 ? shard : Math.floorMod(source.hashCode(), spreadOver);
    }

    /** The engine has dealt with the message that {@link #shardFor} was asked about: a CONNECT it refused reserves nothing. */
    void settle() {
        giveUp(shard);
    }

    /** The message was handed over: its reservation is the other shard's business. */
    void handedOver() {
        reserved = null;
    }

    /** The message could not be handed over to {@code owner}. */
    void giveUp(int owner) {
        if (reserved != null) {
            directory.cancel(reserved, owner);
            reserved = null;
        }
    }
}

package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.GatewayView;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose address is whose, as far as somebody watches: from the views, and from what devices say of themselves in between. Safe
 * for all threads. A PINGREQ from a new address is believed for the moment; the next view knows better.
 */
final class ClientAddresses {
    static final int PEERS_MAX = 50_000;

    private final Map<Peer, String> clients = new ConcurrentHashMap<>();

    void learn(GatewayView view) {
        if (clients.size() > PEERS_MAX) {
            clients.clear();
        }
        for (ClientRow row : view.clients().values()) {
            Peer peer = row.connection().peer();
            if (peer != null) {
                clients.put(peer, row.clientId());
            }
        }
    }

    void forgetAll() {
        clients.clear();
    }

    /** The client that this message comes from, and that its address is from now on. */
    @Nullable
    String sender(Peer peer, @Nullable SnMessage message) {
        if (message instanceof Connect connect && !connect.clientId().isEmpty()) {
            return learn(peer, connect.clientId().utf8(), true);
        }
        if (message instanceof PingReq ping && !ping.clientId().isEmpty()) {
            return learn(peer, ping.clientId().utf8(), false);
        }
        return clients.get(peer);
    }

    private @Nullable String learn(Peer peer, @Nullable String clientId, boolean isNew) {
        if (clientId == null) {
            return null;
        }
        if (clients.size() < PEERS_MAX) {
            if (isNew) {
                clients.put(peer, clientId);
            } else {
                clients.putIfAbsent(peer, clientId);
            }
        }
        return clientId;
    }

    @Nullable
    String at(Peer peer) {
        return clients.get(peer);
    }
}

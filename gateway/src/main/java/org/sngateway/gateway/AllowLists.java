package org.sngateway.gateway;

import org.sngateway.gateway.config.ListenerConfig;
import org.sngateway.gateway.config.Networks;
import org.sngateway.gateway.session.port.Peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Whom each listener hears ({@code listeners[].allow}), exchangeable while it does. Safe for all threads. */
final class AllowLists {

    /** One listener's. */
    private static final class AllowList implements Predicate<Peer.Udp> {
        private volatile Networks networks;

        AllowList(Networks networks) {
            this.networks = networks;
        }

        @Override
        public boolean test(Peer.Udp peer) {
            return networks.test(peer);
        }
    }

    private final Map<String, AllowList> byListener = new HashMap<>();

    AllowLists(List<ListenerConfig> listeners) {
        listeners.forEach(listener -> byListener.put(listener.name(), new AllowList(listener.allow())));
    }

    /** Of the listener of this name. */
    Predicate<Peer.Udp> of(String listener) {
        AllowList list = byListener.get(listener);
        if (list == null) {
            throw new IllegalStateException("no listener " + listener);
        }
        return list;
    }

    /** Others are heard from now on. */
    void adopt(List<ListenerConfig> listeners) {
        for (ListenerConfig listener : listeners) {
            AllowList list = byListener.get(listener.name());
            if (list != null) {
                list.networks = listener.allow();
            }
        }
    }
}

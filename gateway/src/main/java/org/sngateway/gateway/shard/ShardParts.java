package org.sngateway.gateway.shard;

import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.SessionStore;

/**
 * Makes what each shard is wired to. Called once for each shard, in order, by the thread that starts the group, before
 * the shard's engine exists: nothing may be handed to the shard yet.
 */
public interface ShardParts {

    /** The way to the devices; what they send goes to {@code shard}, on its thread. */
    BufferedSensorLink sensors(Shard shard);

    /** The way to the broker; what it reports goes to {@link Shard#onBrokerEvent}. */
    BrokerLink broker(Shard shard);

    ClientPolicy clients(Shard shard);

    /** What keeps the shard's sessions; what it reports goes to {@link Shard#onStoreEvent}. */
    default SessionStore store(Shard shard) {
        return SessionStore.NONE;
    }

    /** Called on the shard's thread. */
    GatewayObserver observer(Shard shard);

    /**
     * Our bug: something was thrown on a shard's thread outside any session. The shard goes on. Called on the shard's
     * thread, at most once a second for each.
     *
     * @param unreported how many were not told since the last call
     */
    void failed(int shard, Throwable bug, long unreported);
}

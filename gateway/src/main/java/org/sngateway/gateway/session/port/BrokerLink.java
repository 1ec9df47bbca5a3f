package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;

/** The way up to the MQTT broker, of one shard. Called on the shard's thread only; nothing here blocks. */
public interface BrokerLink {

    /**
     * A leg for one device under its own MQTT client id; not connected until {@link BrokerLeg#open}. The adapter may
     * keep one leg per client id busy with closing while the next is asked for: it opens the new one after the old.
     */
    BrokerLeg leg(String clientId, LegOwner owner);

    /** Publishes with QoS 0 over the gateway's own connection (QoS -1, SN12-QM1-03); dropped when that is down. */
    void publishAsGateway(String topic, Octets payload, boolean retain);

    /** Whether the gateway's own connection is up: what tells new arrivals that a broker is there at all. */
    boolean isBrokerReachable();
}

package org.sngateway.simulator.fleet.port;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** A client on the broker's side that sees what devices publish, and publishes to them. Callbacks on the site's thread. */
public interface BrokerSide {
    /** What arrives. */
    interface Listener {
        /** {@code isRetained}: kept from earlier, not published now. */
        void onMessage(String topic, Octets payload, Qos qos, boolean isRetained);

        /** The watching client's connection is gone or back; while it is gone it may miss QoS 0. */
        void onConnection(boolean isConnected);
    }

    /** Subscribes with QoS 2; {@code whenDone} follows once the broker granted it. A persistent session: nothing is missed. */
    void subscribe(String filter, Listener listener, Runnable whenDone);

    /**
     * One message to publish.
     *
     * @param expirySeconds MQTT 5 message expiry; 0: none
     */
    record Publication(String topic, Octets payload, Qos qos, boolean retain, int expirySeconds) {}

    /** Publishes, now or as soon as there is a connection again; {@code whenAccepted} once the broker has taken it. */
    void publish(Publication publication, Runnable whenAccepted);
}

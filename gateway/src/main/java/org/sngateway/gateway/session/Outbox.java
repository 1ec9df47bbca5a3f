package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorLink;

/** Sends messages to peers, wrapped for those behind a forwarder (SN12-ENC-06), and lets the observer see each. */
final class Outbox {
    private final SensorLink sensors;
    private final GatewayObserver observer;

    Outbox(SensorLink sensors, GatewayObserver observer) {
        this.sensors = sensors;
        this.observer = observer;
    }

    void send(Peer peer, SnMessage message) {
        observer.sent(peer, message);
        if (peer instanceof Peer.Forwarded forwarded) {
            sensors.send(forwarded.forwarder(), new Encapsulated(0, forwarded.nodeId(), message));
        } else {
            sensors.send(peer.endpoint(), message);
        }
    }

    void multicast(int listener, SnMessage message, int radius) {
        sensors.multicast(listener, message, radius);
    }
}

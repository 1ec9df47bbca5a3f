package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.SensorLink;
import org.sngateway.gateway.session.port.SessionDirectory;
import org.sngateway.gateway.session.port.SessionStore;

/** The engine's ways out. */
public record Ports(
        SensorLink sensors,
        BrokerLink broker,
        SessionDirectory directory,
        ClientPolicy clients,
        GatewayObserver observer,
        SessionStore store) {

    /** An engine that keeps nothing beyond the process. */
    public Ports(
            SensorLink sensors,
            BrokerLink broker,
            SessionDirectory directory,
            ClientPolicy clients,
            GatewayObserver observer) {
        this(sensors, broker, directory, clients, observer, SessionStore.NONE);
    }
}

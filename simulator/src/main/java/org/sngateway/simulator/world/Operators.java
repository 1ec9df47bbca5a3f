package org.sngateway.simulator.world;

import org.sngateway.gateway.session.port.ControlOutcome;

/** People and programs that do something with devices through the gateway, and believe what they are answered. */
final class Operators {
    private final GatewayProcess gateway;
    private final EventLog log;

    Operators(GatewayProcess gateway, EventLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /** Whoever asks a gateway that is not there asks nobody. */
    void give(Order order, String clientId) {
        gateway.control(
                order.request(clientId),
                nowNanos -> log.tell(new WorldEvent.OperatorAsked(clientId, order, expiryOf(order, nowNanos))),
                outcome -> answered(order, clientId, outcome));
    }

    private static long expiryOf(Order order, long nowNanos) {
        long seconds = order.message().expirySeconds();
        return seconds < 0 ? Long.MAX_VALUE : nowNanos + seconds * VirtualTime.SECOND;
    }

    private void answered(Order order, String clientId, ControlOutcome outcome) {
        boolean refused = outcome instanceof ControlOutcome.Refused;
        log.tell(new WorldEvent.OperatorAnswered(clientId, order, !refused));
    }
}

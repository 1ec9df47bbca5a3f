package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.world.WorldEvent;

/**
 * S10: a malformed or foreign datagram changes no session: while it is dealt with no session changes its state, nothing is sent
 * to a device, nothing goes to the broker, nothing is given up; and the engine's own view is the same after it.
 */
public final class ForeignChangesNothing implements Invariant {
    private @Nullable String foreign;

    @Override
    public String id() {
        return "S10";
    }

    @Override
    public String statement() {
        return "a malformed or foreign datagram changes no session";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.GatewayReceivedForeign received) {
            foreign = received.description();
            return null;
        }
        String cause = foreign;
        if (cause == null) {
            return null;
        }
        if (event instanceof WorldEvent.ForeignHandled handled) {
            foreign = null;
            return handled.difference() == null ? null : cause + " changed " + handled.difference();
        }
        return isEffect(event) ? cause + " caused " + event : null;
    }

    private static boolean isEffect(WorldEvent event) {
        if (event instanceof WorldEvent.GatewaySent sent) {
            return sent.device() != null;
        }
        return event instanceof WorldEvent.SessionStateChanged
                || event instanceof WorldEvent.BrokerGot
                || event instanceof WorldEvent.WillPublished
                || event instanceof WorldEvent.DownlinkGivenUp
                || event instanceof WorldEvent.BrokerWasAcknowledged
                || event instanceof WorldEvent.BrokerSessionLost;
    }
}

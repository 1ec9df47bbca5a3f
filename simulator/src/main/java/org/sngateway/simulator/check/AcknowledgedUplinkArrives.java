package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

/**
 * S1: what the gateway told a device to be acknowledged reaches the broker, at the latest by the end of the run, after
 * everything has healed: it may have been spooled. PUBACK binds, and PUBREC: after it the device never sends the message
 * again.
 */
public final class AcknowledgedUplinkArrives implements Invariant {
    private final DeliveryLedger ledger;

    public AcknowledgedUplinkArrives(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "S1";
    }

    @Override
    public String statement() {
        return "an uplink message that was acknowledged to its device reaches the broker";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (!(event instanceof WorldEvent.Ended)) {
            return null;
        }
        for (UplinkEntry entry : ledger.uplinks()) {
            if (isLost(entry)) {
                return entry + " was acknowledged to the device at " + Moment.text(entry.promisedNanos)
                        + " and never reached the broker";
            }
        }
        return null;
    }

    private static boolean isLost(UplinkEntry entry) {
        return entry.promised && entry.qos != Qos.ZERO && entry.gotByBroker == 0 && entry.lossReason() == null;
    }
}

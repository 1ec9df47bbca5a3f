package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.world.WorldEvent;

/** S3: when the broker is told to forget a downlink message, the device has it, or its loss was stated with a reason. */
public final class AcknowledgedDownlinkReachesDevice implements Invariant {
    private final DeliveryLedger ledger;
    private final LostCounts lostCounts = new LostCounts();

    public AcknowledgedDownlinkReachesDevice(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "S3";
    }

    @Override
    public String statement() {
        return "a downlink message that was acknowledged to the broker is with the device, or was given up with a reason";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        lostCounts.on(event);
        if (!(event instanceof WorldEvent.BrokerWasAcknowledged acknowledged)) {
            return null;
        }
        DownlinkEntry entry = ledger.downlink(acknowledged.clientId(), acknowledged.key());
        if (entry == null || entry.gotByDevice > 0 || entry.givenUp != null || lostCounts.excuse(entry)) {
            return null;
        }
        return entry + " was acknowledged to the broker, but the device never got it and nobody gave it up";
    }
}

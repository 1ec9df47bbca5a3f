package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

/*
 * A device that was rebooted, moved or vanished after it published is left out, as is one that is not active: what it
 * has outstanding goes on when it comes back (SN12-SLP-18).
 */
/**
 * L2: every QoS 1 or 2 message that an active device publishes comes to an end. After healing it also has to be answered: a
 * device that gives up without having heard anything for {@link #UNANSWERED_NANOS} was ignored.
 */
public final class UplinkFinishes implements Invariant {
    private static final long ACTIVE_NANOS = 120 * Moment.SECOND_NANOS;
    private static final long UNANSWERED_NANOS = 15 * Moment.SECOND_NANOS;

    private final DeliveryLedger ledger;
    private final Fleet fleet = new Fleet();
    private final Healing healing = new Healing();

    public UplinkFinishes(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "L2";
    }

    @Override
    public String statement() {
        return "every uplink exchange finishes, and after healing it is answered";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        String ignored = event instanceof WorldEvent.DeviceGaveUp gaveUp ? onGaveUp(gaveUp, nowNanos) : null;
        fleet.on(event, nowNanos);
        healing.on(event, nowNanos);
        return event instanceof WorldEvent.Ended ? onEnd(nowNanos) : ignored;
    }

    private @Nullable String onGaveUp(WorldEvent.DeviceGaveUp gaveUp, long nowNanos) {
        UplinkEntry entry = ledger.uplink(gaveUp.key());
        Fleet.Member member = fleet.of(gaveUp.device());
        if (entry == null || member == null || entry.rejected || entry.promised) {
            return null;
        }
        boolean undisturbed = member.disturbedNanos < entry.publishedNanos
                && !fleet.isShared(gaveUp.clientId())
                && (member.state == DeviceState.ACTIVE && member.stateNanos <= entry.publishedNanos
                        // Given up in the very moment in which it declared its connection lost.
                        || member.state == DeviceState.OFFLINE && member.stateNanos == nowNanos);
        if (entry.publishedNanos >= healing.settledNanos()
                && nowNanos - entry.publishedNanos >= UNANSWERED_NANOS
                && undisturbed) {
            return entry + " was published at " + Moment.text(entry.publishedNanos)
                    + ", after everything had healed, and never answered";
        }
        return null;
    }

    private @Nullable String onEnd(long nowNanos) {
        if (!healing.isSettled(nowNanos)) {
            return null;
        }
        for (UplinkEntry entry : ledger.uplinks()) {
            if (entry.qos.isAcknowledged() && !entry.isFinished() && isStuck(entry, nowNanos)) {
                return entry + " was published at " + Moment.text(entry.publishedNanos) + " and is still under way";
            }
        }
        return null;
    }

    private boolean isStuck(UplinkEntry entry, long nowNanos) {
        Fleet.Member member = fleet.of(entry.device);
        return member != null
                && member.state == DeviceState.ACTIVE
                && !member.vanished
                && member.disturbedNanos < entry.publishedNanos
                && !fleet.isShared(entry.clientId)
                && nowNanos - Math.max(member.stateNanos, Math.max(entry.publishedNanos, healing.settledNanos()))
                        > ACTIVE_NANOS;
    }
}

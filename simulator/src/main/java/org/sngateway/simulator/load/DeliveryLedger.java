package org.sngateway.simulator.load;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What was sent, acknowledged and seen to arrive, per device and message: the difference is the truth about a gateway.
 * Safe for several threads.
 */
public final class DeliveryLedger {
    private final List<Entry> entries = new ArrayList<>();
    private long duplicates;
    private long outOfOrder;
    private long foreign;

    private static final class Entry {
        final BitSet acknowledged = new BitSet();
        final BitSet arrived = new BitSet();
        int sent;
        int latestArrived = -1;
    }

    /**
     * @param lost acknowledged (QoS 1 and 2) or sent (QoS 0 and -1), and never arrived
     * @param duplicates arrivals beyond the first
     * @param outOfOrder first arrivals behind a later message of the same device
     * @param foreign arrivals that nobody of this run sent
     */
    public record Totals(
            long sent, long acknowledged, long arrived, long lost, long duplicates, long outOfOrder, long foreign) {}

    public DeliveryLedger(int devices) {
        for (int i = 0; i < devices; i++) {
            entries.add(new Entry());
        }
    }

    public synchronized void onSent(int device) {
        entries.get(device).sent++;
    }

    public synchronized void onAcknowledged(int device, int sequence) {
        entries.get(device).acknowledged.set(sequence);
    }

    public synchronized void onArrived(int device, int sequence) {
        if (device < 0 || device >= entries.size() || sequence < 0 || sequence >= entries.get(device).sent) {
            foreign++;
            return;
        }
        Entry entry = entries.get(device);
        if (entry.arrived.get(sequence)) {
            duplicates++;
            return;
        }
        entry.arrived.set(sequence);
        if (sequence < entry.latestArrived) {
            outOfOrder++;
        }
        entry.latestArrived = Math.max(entry.latestArrived, sequence);
    }

    /** The account so far; {@code promised} says whether only acknowledged messages must have arrived. */
    public synchronized Totals totals(boolean promised) {
        long sent = 0;
        long acknowledged = 0;
        long arrived = 0;
        long lost = 0;
        for (Entry entry : entries) {
            sent += entry.sent;
            acknowledged += entry.acknowledged.cardinality();
            arrived += entry.arrived.cardinality();
            BitSet missing = new BitSet();
            if (promised) {
                missing.or(entry.acknowledged);
            } else {
                missing.set(0, entry.sent);
            }
            missing.andNot(entry.arrived);
            lost += missing.cardinality();
        }
        return new Totals(sent, acknowledged, arrived, lost, duplicates, outOfOrder, foreign);
    }
}

package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.adapter.store.StoreSettings.SpoolLimits;

/** What the spool holds, and whether more may come in; for all shards together. Called by any thread. */
final class SpoolRoom {
    private final SpoolLimits limits;
    private int messages;
    private long octets;

    SpoolRoom(SpoolLimits limits) {
        this.limits = limits;
    }

    /** What is in the file at the start; it may be more than the limits allow. */
    synchronized void fill(int storedMessages, long storedOctets) {
        messages = storedMessages;
        octets = storedOctets;
    }

    synchronized boolean take(int messageOctets) {
        if (messages >= limits.messagesMax() || octets + messageOctets > limits.octetsMax()) {
            return false;
        }
        messages++;
        octets += messageOctets;
        return true;
    }

    synchronized void release(int messageOctets) {
        if (messages == 0 || octets < messageOctets) {
            throw new IllegalStateException("released " + messageOctets + " octets of the spool, which holds "
                    + messages + " messages with " + octets);
        }
        messages--;
        octets -= messageOctets;
    }

    synchronized int messages() {
        return messages;
    }

    synchronized long octets() {
        return octets;
    }
}

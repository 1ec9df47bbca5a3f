package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreWrite;

import java.util.List;

/** Something that a shard asked for. */
sealed interface Work {

    /** Whether the writer has to see to it at once. */
    boolean isUrgent();

    /**
     * Changes that are written together.
     *
     * @param octets about how much memory they take
     * @param takenNanos when they were appended, {@link System#nanoTime}
     */
    record Batch(
            ShardStore shard, long sequence, List<StoreWrite> changes, boolean isUrgent, long octets, long takenNanos)
            implements Work {
        private static final int CHANGE_OCTETS = 200;

        /** Is committed in place of this batch when it cannot be applied. */
        Batch withoutChanges() {
            return new Batch(shard, sequence, List.of(), isUrgent, octets, takenNanos);
        }

        static long octetsOf(List<StoreWrite> changes) {
            long octets = 0;
            for (StoreWrite change : changes) {
                octets += CHANGE_OCTETS;
                if (change instanceof StoreWrite.PutSpooled spooled) {
                    octets += spooled.message().octets() - SpooledMessage.OVERHEAD_OCTETS;
                } else if (change instanceof StoreWrite.PutCommand put) {
                    octets += put.command().command().payload().length();
                }
            }
            return octets;
        }
    }

    /** A look into the spool, which has to see every batch before it. */
    record Question(ShardStore shard, String clientId, long afterId, int messagesMax) implements Work {
        @Override
        public boolean isUrgent() {
            return true;
        }
    }
}

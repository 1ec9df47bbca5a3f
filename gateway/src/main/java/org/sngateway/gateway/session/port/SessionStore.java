package org.sngateway.gateway.session.port;

import java.util.List;

/**
 * Where everything is kept that has to outlive this process: session records, and uplink messages that the broker was not
 * there to take. Called on the shard's thread only; nothing here blocks. What comes of it arrives later as a
 * {@link StoreEvent} on the shard's queue.
 */
public interface SessionStore {

    /** A store that keeps nothing: there is nothing to wait for, and no room for messages. */
    SessionStore NONE = new SessionStore() {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            return DURABLE;
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public boolean takeSpoolRoom(int octets) {
            return false;
        }

        @Override
        public void releaseSpoolRoom(int octets) {
            // None was taken.
        }

        @Override
        public long nextSpoolId() {
            throw new IllegalStateException("there is no spool");
        }

        @Override
        public void readSpool(String clientId, long afterId, int messagesMax) {
            throw new IllegalStateException("nothing was spooled");
        }
    };

    /** What {@link #append} returns when there is nothing to wait for. */
    long DURABLE = 0;

    /** How soon changes have to be durable. */
    enum Urgency {
        /** At once, together with whatever else is waiting: an answer or a promise depends on it. */
        PROMPT,
        /** With the next prompt ones, at the latest after the flush interval (option {@code storage.flush}). */
        LAZY
    }

    /**
     * Takes changes that become durable together or not at all, and never before those that were appended earlier.
     *
     * @return a number that rises with every call, to be compared with {@link StoreEvent.Committed#sequence}; or
     *     {@link #DURABLE}
     */
    long append(List<StoreWrite> changes, Urgency urgency);

    /**
     * Whether what is appended now becomes durable soon. While it is not, appending goes on; but whoever can be told so
     * should rather be refused than be left to wait.
     */
    boolean isHealthy();

    /**
     * Takes room for one message from the spool's limits, which all shards share; {@code false} when it is full,
     * or the store is not healthy. The room
     * is given back by {@link #releaseSpoolRoom}, at the time of the {@link StoreWrite.DeleteSpooled}.
     *
     * @param octets {@link SpooledMessage#octets}
     */
    boolean takeSpoolRoom(int octets);

    void releaseSpoolRoom(int octets);

    /** The id of the next spooled message: above all that were given out, or stored, before. */
    long nextSpoolId();

    /**
     * Reads spooled messages of one device that were appended before, in the order of their ids, the first of them above
     * {@code afterId}. Answered by {@link StoreEvent.SpoolRead}.
     *
     * @param messagesMax above 0; fewer come only when there are no more
     */
    void readSpool(String clientId, long afterId, int messagesMax);
}

package org.sngateway.gateway.adapter.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how sessions are stored.
 *
 * @param directory is created when it is missing
 * @param flush how long a change that nothing depends on may wait for others
 */
public record StoreSettings(Path directory, Duration flush, Sync sync, SpoolLimits spool) {

    /** What a commit waits for. */
    public enum Sync {
        /** Each commit is on the disk before it is reported. */
        FULL,
        /** A commit survives the end of this process, but the last ones may be lost when the power fails. */
        NORMAL
    }

    /**
     * What the spool may hold, of all devices together.
     *
     * @param octetsMax in {@link org.sngateway.gateway.session.port.SpooledMessage#octets}
     */
    public record SpoolLimits(int messagesMax, long octetsMax) {}
}

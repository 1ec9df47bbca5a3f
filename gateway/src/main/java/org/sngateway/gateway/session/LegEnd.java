package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.LegOwner;

/**
 * A session's end of one leg. Closing the leg detaches it: what the leg had said before, and what still waits in the
 * shard's queue, finds no session any more, even though the same session may have its next leg by then, whose delivery
 * ids and counts are others.
 */
final class LegEnd implements LegOwner {
    private @Nullable Session session;

    LegEnd(Session session) {
        this.session = session;
    }

    /** Whose leg this is, or {@code null} once the leg is closed. */
    @Nullable
    Session session() {
        return session;
    }

    void detach() {
        session = null;
    }
}

package org.sngateway.gateway.session;

import org.sngateway.gateway.session.view.ClientRow;

import java.util.List;

/**
 * A walk through the sessions of one shard that can be interrupted: those that were there when it began, and still are when
 * it comes to them, each once. Confined to the shard's thread; holds it only as long as {@link #next} takes, about a
 * microsecond for each row.
 */
public final class ClientListing {
    private final List<Session> sessions;
    private int position;

    ClientListing(List<Session> sessions) {
        this.sessions = sessions;
    }

    public boolean isDone() {
        return position >= sessions.size();
    }

    /** Appends the rows of the next {@code count} sessions to {@code rows}, or of as many as are left. */
    public void next(int count, long nowNanos, List<ClientRow> rows) {
        int end = Math.min(sessions.size(), position + count);
        for (; position < end; position++) {
            Session session = sessions.get(position);
            if (!session.isRemoved()) {
                rows.add(ClientRows.of(session, nowNanos));
            }
        }
    }
}

package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredClient.SpoolEntry;
import org.sngateway.gateway.session.port.StoredSession;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all there is of every device: each table once, in the order of sessions, side by side. That costs one pass over the
 * file, where a query for each device would cost five look-ups each.
 */
final class StoredClients {
    private static final String BY_SESSION = " ORDER BY session, ";

    private StoredClients() {}

    /**
     * Everything, devices in the order in which they came.
     *
     * @throws IllegalArgumentException if there is a row that this program cannot have written
     */
    static List<StoredClient> read(Database database) throws SQLException {
        List<StoredClient> clients = new ArrayList<>();
        try (Part topics = new Part(database, Rows.TOPIC_COLUMNS, "topic" + BY_SESSION + "id");
                Part subscriptions =
                        new Part(database, Rows.SUBSCRIPTION_COLUMNS, "subscription" + BY_SESSION + "filter");
                Part received = new Part(database, Rows.RECEIVED_COLUMNS, "received" + BY_SESSION + "msg_id");
                Part spool =
                        new Part(database, Rows.SPOOL_COLUMNS, "spool INDEXED BY spool_session" + BY_SESSION + "id");
                Part commands = new Part(
                        database, Rows.COMMAND_COLUMNS, "command INDEXED BY command_session" + BY_SESSION + "number");
                PreparedStatement query = database.prepare("SELECT " + Rows.SESSION_COLUMNS
                        + " FROM session s LEFT JOIN heard h ON h.session = s.id ORDER BY s.id");
                ResultSet sessions = query.executeQuery()) {
            while (sessions.next()) {
                long id = sessions.getLong(1);
                StoredSession session = Rows.session(sessions);
                clients.add(new StoredClient(
                        session,
                        topics.of(id, Rows::topic),
                        subscriptions.of(id, Rows::subscription),
                        received.of(id, Rows::received),
                        spool.of(id, StoredClients::entry),
                        commands.of(id, Rows::command)));
            }
            topics.mustBeOver();
            subscriptions.mustBeOver();
            received.mustBeOver();
            spool.mustBeOver();
            commands.mustBeOver();
        }
        return clients;
    }

    /** The message is looked at as a whole, so that what cannot be read later is found now. */
    private static SpoolEntry entry(ResultSet row) throws SQLException {
        SpooledMessage message = Rows.spooled(row);
        return new SpoolEntry(message.id(), message.octets());
    }

    /** One table, read along the sessions. The session's number is its last column. */
    private static final class Part implements AutoCloseable {
        private final PreparedStatement query;
        private final ResultSet rows;
        private final int sessionColumn;
        private boolean isOver;

        Part(Database database, String columns, String source) throws SQLException {
            query = database.prepare("SELECT " + columns + ", session FROM " + source);
            rows = query.executeQuery();
            sessionColumn = rows.getMetaData().getColumnCount();
            isOver = !rows.next();
        }

        <T> List<T> of(long session, Rows.Reader<T> reader) throws SQLException {
            if (isOver || rows.getLong(sessionColumn) != session) {
                return List.of();
            }
            List<T> found = new ArrayList<>();
            do {
                found.add(reader.read(rows));
                isOver = !rows.next();
            } while (!isOver && rows.getLong(sessionColumn) == session);
            return List.copyOf(found);
        }

        /** What is left over belongs to no session, or is out of order. */
        void mustBeOver() {
            if (!isOver) {
                throw new IllegalArgumentException("a row that belongs to no session");
            }
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            query.close();
        }
    }
}

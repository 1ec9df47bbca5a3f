package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.store.StoreEvents.Salvaged;
import org.sngateway.gateway.session.port.StoreWrite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads what is still readable of a damaged file into a new one. What belongs to a session is asked for session by session,
 * the rest table by table, see {@link SalvagedTable}.
 */
final class Salvage {
    /**
     * How long the start may be delayed by it. A whole file of 10,000 sleepers is copied in a tenth of this on a small
     * machine; what takes longer is a file whose pages lead astray.
     */
    static final Duration TIME_MAX = Duration.ofSeconds(10);

    private final Database damaged;
    private final TimeLimit limit;
    private final ChangeStatements target;
    private final long nowNanos;

    private final Map<Long, Long> heard = new HashMap<>();
    private final Map<Long, String> clientIds = new LinkedHashMap<>();
    private final Set<Long> gone = new HashSet<>();
    private int topics;
    private int subscriptions;
    private int spoolMessages;
    private int commands;
    private int unreadable;

    private Salvage(Database damaged, ChangeStatements target, long nowNanos, Duration timeMax) {
        this.limit = new TimeLimit(timeMax);
        this.damaged = damaged;
        this.target = target;
        this.nowNanos = nowNanos;
    }

    /**
     * Copies into a database that has a transaction open.
     *
     * @param nowNanos stands for the time at which a device was last heard where that is lost, so that it gets its whole
     *     sleep once more
     * @param timeMax after which it ends with what it has: {@link #TIME_MAX}
     * @throws SQLException if the new file fails
     */
    static Salvaged copy(Database damaged, ChangeStatements target, long nowNanos, Duration timeMax)
            throws SQLException {
        Salvage salvage = new Salvage(damaged, target, nowNanos, timeMax);
        damaged.interruptAfter(salvage.limit);
        try {
            salvage.run();
        } catch (NotWritten failure) {
            throw failure.reason;
        }
        return salvage.report();
    }

    /** Nothing could be read at all. */
    static Salvaged nothing() {
        return new Salvaged(0, 0, 0, 0, 0, 1, 0, false);
    }

    private Salvaged report() {
        return new Salvaged(
                clientIds.size(),
                topics,
                subscriptions,
                spoolMessages,
                commands,
                unreadable,
                gone.size(),
                limit.isOver());
    }

    private void run() {
        unreadable += new SalvagedTable(damaged, limit, "heard", "session", "session, since_nanos").read(this::heard);
        unreadable += new SalvagedTable(
                        damaged, limit, "session s LEFT JOIN (SELECT 0 AS since_nanos) h", "s.id", Rows.SESSION_COLUMNS)
                .read(this::session);
        heard.keySet().stream().filter(id -> !clientIds.containsKey(id)).forEach(gone::add);
        // Messages first, up and down: they were acknowledged, and no device has them any more. Topics can be
        // registered again.
        unreadable +=
                new SalvagedTable(damaged, limit, "spool", "id", Rows.SPOOL_COLUMNS + ", session").read(this::spooled);
        if (mayHaveCommands()) {
            unreadable += new SalvagedTable(damaged, limit, "command", "id", Rows.COMMAND_COLUMNS + ", session")
                    .read(this::command);
        }
        clientIds.forEach(this::parts);
    }

    /** Files of the first version have none, which is no damage. */
    private boolean mayHaveCommands() {
        try {
            return damaged.number("PRAGMA user_version") != 1;
        } catch (SQLException damage) {
            return true;
        }
    }

    private void heard(ResultSet row) throws SQLException {
        heard.put(row.getLong(1), row.getLong(2));
    }

    private void session(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        Long since = heard.get(id);
        var session = Rows.session(row, since == null ? nowNanos : since);
        apply(new StoreWrite.PutSession(session));
        clientIds.put(id, session.clientId());
    }

    private void parts(long id, String clientId) {
        if (limit.isOver()) {
            return;
        }
        topics +=
                part(Rows.TOPIC_COLUMNS + " FROM topic", id, row -> new StoreWrite.PutTopic(clientId, Rows.topic(row)));
        subscriptions += part(
                Rows.SUBSCRIPTION_COLUMNS + " FROM subscription",
                id,
                row -> new StoreWrite.PutSubscription(clientId, Rows.subscription(row)));
        part(
                Rows.RECEIVED_COLUMNS + " FROM received",
                id,
                row -> new StoreWrite.PutReceived(clientId, Rows.received(row)));
    }

    /** Copies what belongs to one session; returns how many rows were read. */
    private int part(String columns, long session, Rows.Reader<StoreWrite> reader) {
        int count = 0;
        try (PreparedStatement query =
                damaged.prepare("SELECT " + columns + " WHERE session = " + session + " LIMIT " + 0x1_0000)) {
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    StoreWrite change = readOrNull(rows, reader);
                    if (change != null) {
                        apply(change);
                        count++;
                    }
                }
            }
        } catch (SQLException damage) {
            unreadable++;
        }
        return count;
    }

    private @Nullable StoreWrite readOrNull(ResultSet row, Rows.Reader<StoreWrite> reader) throws SQLException {
        try {
            return reader.read(row);
        } catch (IllegalArgumentException damage) {
            unreadable++;
            return null;
        }
    }

    private void spooled(ResultSet row) throws SQLException {
        long session = row.getLong(7);
        String clientId = clientIds.get(session);
        if (clientId == null) {
            gone.add(session);
            throw new IllegalArgumentException("a message of nobody");
        }
        apply(new StoreWrite.PutSpooled(clientId, Rows.spooled(row)));
        spoolMessages++;
    }

    private void command(ResultSet row) throws SQLException {
        long session = row.getLong(12);
        String clientId = clientIds.get(session);
        if (clientId == null) {
            gone.add(session);
            throw new IllegalArgumentException("a command for nobody");
        }
        apply(new StoreWrite.PutCommand(clientId, Rows.command(row)));
        commands++;
    }

    private void apply(StoreWrite change) {
        try {
            target.apply(change);
        } catch (SQLException failure) {
            throw new NotWritten(failure);
        }
    }

    /** The new file fails, which must not be taken for damage of the old one. */
    private static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final SQLException reason;

        NotWritten(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}

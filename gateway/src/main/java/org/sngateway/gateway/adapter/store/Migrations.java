package org.sngateway.gateway.adapter.store;

import java.sql.SQLException;
import java.util.List;

/**
 * The versions of the file's format: step n brings a file of version n to n + 1, the first one an empty file to version 1.
 * A step that has been released is never changed; a new format is a new step.
 */
final class Migrations {
    /** What tells our files from other SQLite files: "SNGW". */
    static final int APPLICATION_ID = 0x534E_4757;

    private static final String VERSION_1 = """
            CREATE TABLE meta (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                client_id TEXT NOT NULL UNIQUE,
                clean_session INTEGER NOT NULL,
                state TEXT NOT NULL,
                sleep_seconds INTEGER NOT NULL,
                keep_alive_seconds INTEGER NOT NULL,
                peer_address TEXT,
                peer_port INTEGER,
                peer_scope INTEGER,
                peer_listener INTEGER,
                peer_node TEXT,
                last_topic_id INTEGER NOT NULL,
                last_msg_id INTEGER NOT NULL,
                will_topic TEXT,
                will_qos INTEGER NOT NULL,
                will_retain INTEGER NOT NULL,
                will_message BLOB NOT NULL,
                owed_topic TEXT,
                owed_qos INTEGER,
                owed_retain INTEGER,
                owed_message BLOB
            ) STRICT;
            CREATE TABLE heard (
                session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
                since_nanos INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE topic (
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                id INTEGER NOT NULL,
                name TEXT NOT NULL,
                confirmed INTEGER NOT NULL,
                PRIMARY KEY (session, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE subscription (
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                filter TEXT NOT NULL,
                topic_type TEXT NOT NULL,
                topic_id INTEGER,
                topic_name BLOB,
                requested_qos INTEGER NOT NULL,
                granted_qos INTEGER NOT NULL,
                PRIMARY KEY (session, filter)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE received (
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                msg_id INTEGER NOT NULL,
                fingerprint INTEGER NOT NULL,
                PRIMARY KEY (session, msg_id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE spool (
                id INTEGER PRIMARY KEY,
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                octets INTEGER NOT NULL,
                stored_nanos INTEGER NOT NULL,
                qos INTEGER NOT NULL,
                retain INTEGER NOT NULL,
                topic TEXT NOT NULL,
                payload BLOB NOT NULL
            ) STRICT;
            CREATE INDEX spool_session ON spool (session, id);
            CREATE VIEW device AS
                SELECT s.client_id, s.state, strftime('%Y-%m-%dT%H:%M:%fZ', h.since_nanos / 1e9, 'unixepoch') AS since,
                    s.sleep_seconds, s.keep_alive_seconds, s.clean_session, s.peer_address, s.peer_port, s.peer_node,
                    (SELECT count(*) FROM topic t WHERE t.session = s.id) AS topics,
                    (SELECT count(*) FROM subscription u WHERE u.session = s.id) AS subscriptions,
                    (SELECT count(*) FROM spool p WHERE p.session = s.id) AS spooled
                FROM session s LEFT JOIN heard h ON h.session = s.id;
            CREATE VIEW spooled AS
                SELECT p.id, s.client_id, strftime('%Y-%m-%dT%H:%M:%fZ', p.stored_nanos / 1e9, 'unixepoch') AS stored,
                    p.topic, p.qos, p.retain, p.payload
                FROM spool p JOIN session s ON s.id = p.session;
            """;

    /** Commands of operators. */
    private static final String VERSION_2 = """
            CREATE TABLE command (
                id INTEGER PRIMARY KEY,
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                queued_nanos INTEGER NOT NULL,
                msg_id INTEGER NOT NULL,
                qos INTEGER NOT NULL,
                retain INTEGER NOT NULL,
                topic TEXT NOT NULL,
                predefined_id INTEGER NOT NULL,
                expiry_seconds INTEGER NOT NULL,
                keep_latest INTEGER NOT NULL,
                correlation TEXT NOT NULL,
                payload BLOB NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX command_session ON command (session, number);
            CREATE VIEW queued AS
                SELECT s.client_id, c.number, strftime('%Y-%m-%dT%H:%M:%fZ', c.queued_nanos / 1e9, 'unixepoch') AS queued,
                    c.topic, c.qos, c.retain, c.payload
                FROM command c JOIN session s ON s.id = c.session;
            """;

    /** The steps of this version of the program. */
    static final List<String> STEPS = List.of(VERSION_1, VERSION_2);

    private Migrations() {}

    /** Brings the database from its version to the last one, all steps in one transaction. */
    static void apply(Database database, int version, List<String> steps) throws SQLException {
        database.begin();
        try {
            for (String step : steps.subList(version, steps.size())) {
                for (String statement : step.split(";\\s*\\n", -1)) {
                    if (!statement.isBlank()) {
                        database.execute(statement);
                    }
                }
            }
            database.execute("INSERT INTO meta (key, value) VALUES ('format', '" + steps.size()
                    + "') ON CONFLICT (key) DO UPDATE SET value = excluded.value");
            database.execute("PRAGMA application_id = " + APPLICATION_ID);
            database.execute("PRAGMA user_version = " + steps.size());
            database.commit();
        } catch (SQLException failure) {
            database.rollback();
            throw failure;
        }
    }
}

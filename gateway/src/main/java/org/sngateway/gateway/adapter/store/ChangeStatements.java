package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoreWriteVisitor;
import org.sngateway.gateway.session.port.StoredCommand;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * Applies changes to the database, with one prepared statement for each kind. What belongs to no session changes nothing.
 * After a failure it is of no use any more, because the driver closes the statement that failed.
 */
final class ChangeStatements implements StoreWriteVisitor, AutoCloseable {
    /** The session's number in the file, which what belongs to it carries; the client id is the last parameter. */
    private static final String OF_SESSION = " FROM session WHERE client_id = ?";

    private static final String THIS_SESSION = "(SELECT id FROM session WHERE client_id = ?)";

    private final PreparedStatement putSession;
    private final PreparedStatement putSince;
    private final PreparedStatement putHeard;
    private final PreparedStatement deleteSession;
    private final PreparedStatement putTopic;
    private final PreparedStatement unconfirmTopics;
    private final PreparedStatement deleteTopics;
    private final PreparedStatement putSubscription;
    private final PreparedStatement deleteSubscription;
    private final PreparedStatement deleteSubscriptions;
    private final PreparedStatement putReceived;
    private final PreparedStatement deleteReceived;
    private final PreparedStatement deleteAllReceived;
    private final PreparedStatement putSpooled;
    private final PreparedStatement deleteSpooled;
    private final PreparedStatement putCommand;
    private final PreparedStatement deleteCommand;
    private final PreparedStatement deleteCommands;

    ChangeStatements(Database database) throws SQLException {
        putSession = database.prepare("INSERT INTO session (client_id, clean_session, state, sleep_seconds, "
                + "keep_alive_seconds, peer_address, peer_port, peer_scope, peer_listener, peer_node, last_topic_id, "
                + "last_msg_id, will_topic, will_qos, will_retain, will_message, owed_topic, owed_qos, owed_retain, "
                + "owed_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (client_id) DO UPDATE SET clean_session = excluded.clean_session, "
                + "state = excluded.state, sleep_seconds = excluded.sleep_seconds, "
                + "keep_alive_seconds = excluded.keep_alive_seconds, peer_address = excluded.peer_address, "
                + "peer_port = excluded.peer_port, peer_scope = excluded.peer_scope, "
                + "peer_listener = excluded.peer_listener, peer_node = excluded.peer_node, "
                + "last_topic_id = excluded.last_topic_id, last_msg_id = excluded.last_msg_id, "
                + "will_topic = excluded.will_topic, will_qos = excluded.will_qos, "
                + "will_retain = excluded.will_retain, will_message = excluded.will_message, "
                + "owed_topic = excluded.owed_topic, owed_qos = excluded.owed_qos, "
                + "owed_retain = excluded.owed_retain, owed_message = excluded.owed_message");
        putSince = database.prepare("INSERT INTO heard (session, since_nanos) SELECT id, ?" + OF_SESSION
                + " ON CONFLICT (session) DO UPDATE SET since_nanos = excluded.since_nanos");
        putHeard = database.prepare("UPDATE heard SET since_nanos = ? WHERE session = " + THIS_SESSION);
        deleteSession = database.prepare("DELETE FROM session WHERE client_id = ?");
        putTopic = database.prepare("INSERT INTO topic (session, id, name, confirmed) SELECT id, ?, ?, ?" + OF_SESSION
                + " ON CONFLICT (session, id) DO UPDATE SET name = excluded.name, confirmed = excluded.confirmed");
        unconfirmTopics =
                database.prepare("UPDATE topic SET confirmed = 0 WHERE confirmed <> 0 AND session = " + THIS_SESSION);
        deleteTopics = database.prepare("DELETE FROM topic WHERE session = " + THIS_SESSION);
        putSubscription = database.prepare("INSERT INTO subscription (session, filter, topic_type, topic_id, "
                + "topic_name, requested_qos, granted_qos) SELECT id, ?, ?, ?, ?, ?, ?" + OF_SESSION
                + " ON CONFLICT (session, filter) DO UPDATE SET topic_type = excluded.topic_type, "
                + "topic_id = excluded.topic_id, topic_name = excluded.topic_name, "
                + "requested_qos = excluded.requested_qos, granted_qos = excluded.granted_qos");
        deleteSubscription =
                database.prepare("DELETE FROM subscription WHERE filter = ? AND session = " + THIS_SESSION);
        deleteSubscriptions = database.prepare("DELETE FROM subscription WHERE session = " + THIS_SESSION);
        putReceived = database.prepare("INSERT INTO received (session, msg_id, fingerprint) SELECT id, ?, ?"
                + OF_SESSION + " ON CONFLICT (session, msg_id) DO UPDATE SET fingerprint = excluded.fingerprint");
        deleteReceived = database.prepare("DELETE FROM received WHERE msg_id = ? AND session = " + THIS_SESSION);
        deleteAllReceived = database.prepare("DELETE FROM received WHERE session = " + THIS_SESSION);
        putSpooled = database.prepare("INSERT OR REPLACE INTO spool (id, session, octets, stored_nanos, qos, retain, "
                + "topic, payload) SELECT ?, id, ?, ?, ?, ?, ?, ?" + OF_SESSION);
        deleteSpooled = database.prepare("DELETE FROM spool WHERE id = ? AND session = " + THIS_SESSION);
        putCommand = database.prepare("INSERT INTO command (session, number, queued_nanos, msg_id, qos, retain, topic, "
                + "predefined_id, expiry_seconds, keep_latest, correlation, payload) "
                + "SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?" + OF_SESSION
                + " ON CONFLICT (session, number) DO UPDATE SET queued_nanos = excluded.queued_nanos, "
                + "msg_id = excluded.msg_id, qos = excluded.qos, retain = excluded.retain, topic = excluded.topic, "
                + "predefined_id = excluded.predefined_id, expiry_seconds = excluded.expiry_seconds, "
                + "keep_latest = excluded.keep_latest, correlation = excluded.correlation, payload = excluded.payload");
        deleteCommand = database.prepare("DELETE FROM command WHERE number = ? AND session = " + THIS_SESSION);
        deleteCommands = database.prepare("DELETE FROM command WHERE session = " + THIS_SESSION);
    }

    @Override
    public void close() throws SQLException {
        List<PreparedStatement> all = List.of(
                putSession,
                putSince,
                putHeard,
                deleteSession,
                putTopic,
                unconfirmTopics,
                deleteTopics,
                putSubscription,
                deleteSubscription,
                deleteSubscriptions,
                putReceived,
                deleteReceived,
                deleteAllReceived,
                putSpooled,
                deleteSpooled,
                putCommand,
                deleteCommand,
                deleteCommands);
        for (PreparedStatement statement : all) {
            statement.close();
        }
    }

    void apply(StoreWrite change) throws SQLException {
        try {
            change.accept(this);
        } catch (Refused refused) {
            throw refused.reason;
        }
    }

    /** Carries an exception of the database through the visitor. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final SQLException reason;

        Refused(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Executes with these parameters, in their order. */
    private static void run(PreparedStatement statement, @Nullable Object... parameters) {
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new Refused(failure);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Octets octets) {
            statement.setBytes(index, octets.toByteArray());
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else {
            statement.setLong(index, ((Number) value).longValue());
        }
    }

    @Override
    public void visit(StoreWrite.PutSession change) {
        StoredSession session = change.session();
        PeerColumns peer = session.peer() == null ? null : PeerColumns.of(session.peer());
        var will = session.will();
        var owed = session.owedWill();
        run(
                putSession,
                session.clientId(),
                session.cleanSession(),
                session.state().name(),
                session.sleepSeconds(),
                session.keepAliveSeconds(),
                peer == null ? null : peer.address(),
                peer == null ? null : peer.port(),
                peer == null ? null : peer.scope(),
                peer == null ? null : peer.listener(),
                peer == null ? null : peer.node(),
                session.lastTopicId(),
                session.lastMsgId(),
                will.topic(),
                will.qos().level(),
                will.retain(),
                will.message(),
                owed == null ? null : owed.topic(),
                owed == null ? null : owed.qos().level(),
                owed == null ? null : owed.retain(),
                owed == null ? null : owed.message());
        run(putSince, session.sinceNanos(), session.clientId());
    }

    @Override
    public void visit(StoreWrite.PutHeard change) {
        run(putHeard, change.sinceNanos(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteSession change) {
        run(deleteSession, change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutTopic change) {
        StoredTopic topic = change.topic();
        run(putTopic, topic.id(), topic.name(), topic.confirmed(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.UnconfirmTopics change) {
        run(unconfirmTopics, change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteTopics change) {
        run(deleteTopics, change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutSubscription change) {
        StoredSubscription subscription = change.subscription();
        TopicRef topic = subscription.topic();
        Rows.TopicType type = topic instanceof TopicRef.Predefined
                ? Rows.TopicType.PREDEFINED
                : topic instanceof TopicRef.ShortName ? Rows.TopicType.SHORT : Rows.TopicType.NAME;
        run(
                putSubscription,
                subscription.filter(),
                type.name(),
                type == Rows.TopicType.NAME ? null : topic.wireId(),
                nameUnlikeFilter(topic, subscription.filter()),
                subscription.requested().level(),
                subscription.granted().level(),
                change.clientId());
    }

    /** The name as the device gave it, when that is not the filter itself. */
    private static @Nullable Octets nameUnlikeFilter(TopicRef topic, String filter) {
        return topic instanceof TopicRef.Named named
                        && !filter.equals(named.name().utf8())
                ? named.name()
                : null;
    }

    @Override
    public void visit(StoreWrite.DeleteSubscription change) {
        run(deleteSubscription, change.filter(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteSubscriptions change) {
        run(deleteSubscriptions, change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutReceived change) {
        run(putReceived, change.received().msgId(), change.received().fingerprint(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteReceived change) {
        run(deleteReceived, change.msgId(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteAllReceived change) {
        run(deleteAllReceived, change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutSpooled change) {
        SpooledMessage message = change.message();
        OutgoingPublish publish = message.publish();
        run(
                putSpooled,
                message.id(),
                message.octets(),
                message.storedNanos(),
                publish.qos().level(),
                publish.retain(),
                publish.topic(),
                publish.payload(),
                change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteSpooled change) {
        run(deleteSpooled, change.id(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.PutCommand change) {
        StoredCommand stored = change.command();
        DownlinkCommand command = stored.command();
        run(
                putCommand,
                stored.number(),
                stored.queuedNanos(),
                stored.msgId(),
                command.qos().level(),
                command.retain(),
                command.topic(),
                command.predefinedId(),
                command.expirySeconds(),
                command.keepLatest(),
                command.correlation(),
                command.payload(),
                change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteCommand change) {
        run(deleteCommand, change.number(), change.clientId());
    }

    @Override
    public void visit(StoreWrite.DeleteCommands change) {
        run(deleteCommands, change.clientId());
    }
}

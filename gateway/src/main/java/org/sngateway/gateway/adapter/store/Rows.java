package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredCommand;
import org.sngateway.gateway.session.port.StoredReceived;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;
import org.sngateway.gateway.session.port.Will;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Rows of the file as records. A row that cannot have been written by this program is an
 * {@link IllegalArgumentException}, which stands for damage.
 */
final class Rows {
    static final String SESSION_COLUMNS =
            "s.id, s.client_id, s.clean_session, s.state, h.since_nanos, s.sleep_seconds, "
                    + "s.keep_alive_seconds, s.peer_address, s.peer_port, s.peer_scope, s.peer_listener, s.peer_node, "
                    + "s.last_topic_id, s.last_msg_id, s.will_topic, s.will_qos, s.will_retain, s.will_message, s.owed_topic, "
                    + "s.owed_qos, s.owed_retain, s.owed_message";
    static final String TOPIC_COLUMNS = "id, name, confirmed";
    static final String SUBSCRIPTION_COLUMNS = "filter, topic_type, topic_id, topic_name, requested_qos, granted_qos";
    static final String RECEIVED_COLUMNS = "msg_id, fingerprint";
    static final String SPOOL_COLUMNS = "id, stored_nanos, qos, retain, topic, payload";
    static final String COMMAND_COLUMNS = "number, queued_nanos, msg_id, qos, retain, topic, predefined_id, "
            + "expiry_seconds, keep_latest, correlation, payload";

    private static final int WORD_MAX = 0xFFFF;
    private static final long EXPIRY_MAX = 0xFFFF_FFFFL;

    private Rows() {}

    /** Makes a record of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A row of {@link #SESSION_COLUMNS}; the session's own number is its first column. */
    static StoredSession session(ResultSet row) throws SQLException {
        long sinceNanos = row.getLong(5);
        check(!row.wasNull(), "no time");
        return session(row, sinceNanos);
    }

    static StoredSession session(ResultSet row, long sinceNanos) throws SQLException {
        return new StoredSession(
                text(row, 2),
                flag(row, 3),
                StateName.valueOf(text(row, 4)),
                sinceNanos,
                seconds(row, 6),
                seconds(row, 7),
                peer(row),
                word(row, 13),
                word(row, 14),
                new StoredWill(row.getString(15), qos(row, 16), flag(row, 17), octets(row, 18)),
                owedWill(row));
    }

    private static @Nullable Peer peer(ResultSet row) throws SQLException {
        String address = row.getString(8);
        return address == null
                ? null
                : new PeerColumns(address, row.getInt(9), row.getInt(10), row.getInt(11), row.getString(12)).peer();
    }

    private static @Nullable Will owedWill(ResultSet row) throws SQLException {
        String topic = row.getString(19);
        return topic == null ? null : new Will(topic, octets(row, 22), qos(row, 20), flag(row, 21));
    }

    static StoredTopic topic(ResultSet row) throws SQLException {
        return new StoredTopic(word(row, 1), text(row, 2), flag(row, 3));
    }

    static StoredSubscription subscription(ResultSet row) throws SQLException {
        String filter = text(row, 1);
        return new StoredSubscription(
                filter, topicRef(row, filter, TopicType.valueOf(text(row, 2))), qos(row, 5), qos(row, 6));
    }

    private static TopicRef topicRef(ResultSet row, String filter, TopicType type) throws SQLException {
        return switch (type) {
            case NAME -> {
                byte[] name = row.getBytes(4);
                yield new TopicRef.Named(name == null ? Octets.ofUtf8(filter) : Octets.copyOf(name));
            }
            case SHORT -> new TopicRef.ShortName(word(row, 3));
            case PREDEFINED -> new TopicRef.Predefined(word(row, 3));
        };
    }

    static StoredReceived received(ResultSet row) throws SQLException {
        return new StoredReceived(word(row, 1), row.getLong(2));
    }

    static SpooledMessage spooled(ResultSet row) throws SQLException {
        OutgoingPublish publish = new OutgoingPublish(text(row, 5), octets(row, 6), qos(row, 3), flag(row, 4));
        return new SpooledMessage(row.getLong(1), publish, row.getLong(2));
    }

    static StoredCommand command(ResultSet row) throws SQLException {
        long expirySeconds = row.getLong(8);
        check(expirySeconds >= Delivery.NO_EXPIRY && expirySeconds <= EXPIRY_MAX, "an expiry that is too long");
        long number = row.getLong(1);
        check(number > 0, "a number that is none");
        DownlinkCommand command = new DownlinkCommand(
                text(row, 6),
                word(row, 7),
                octets(row, 11),
                qos(row, 4),
                flag(row, 5),
                expirySeconds,
                flag(row, 9),
                text(row, 10));
        check(command.qos().isAcknowledged(), "a QoS that is not stored");
        return new StoredCommand(number, command, word(row, 3), row.getLong(2));
    }

    /** How a subscription's topic was named, as it stands in the file. */
    enum TopicType {
        NAME,
        SHORT,
        PREDEFINED
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new IllegalArgumentException("nothing where a text is needed");
        }
        return text;
    }

    private static Octets octets(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        if (bytes == null) {
            throw new IllegalArgumentException("nothing where octets are needed");
        }
        return Octets.copyOf(bytes);
    }

    private static int word(ResultSet row, int column) throws SQLException {
        long word = row.getLong(column);
        check(word >= 0 && word <= WORD_MAX, "a number that is too large");
        return (int) word;
    }

    private static int seconds(ResultSet row, int column) throws SQLException {
        long seconds = row.getLong(column);
        check(seconds >= 0 && seconds <= Integer.MAX_VALUE, "a time that is too long");
        return (int) seconds;
    }

    private static boolean flag(ResultSet row, int column) throws SQLException {
        long flag = row.getLong(column);
        check(flag == 0 || flag == 1, "a flag that is neither 0 nor 1");
        return flag == 1;
    }

    private static Qos qos(ResultSet row, int column) throws SQLException {
        long level = row.getLong(column);
        check(level >= -1 && level <= 2, "a QoS that there is not");
        return level < 0 ? Qos.MINUS_ONE : Qos.ofBits((int) level);
    }

    private static void check(boolean isGood, String problem) {
        if (!isGood) {
            throw new IllegalArgumentException(problem);
        }
    }
}

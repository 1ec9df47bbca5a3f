package org.sngateway.gateway.adapter.store;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredCommand;
import org.sngateway.gateway.session.port.StoredReceived;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;
import org.sngateway.gateway.session.port.Will;

import java.util.List;

/** Changes of every kind to few devices, so that they meet. */
final class RandomChanges {
    private static final Arbitrary<String> CLIENT_ID =
            Arbitraries.of("a", "b", "ab", "Gerät-7", "\u0000x", "it's; -- \"", "\uD83D\uDE00");
    private static final Arbitrary<String> NAME =
            Arbitraries.of("t", "a/b", "sites/4/Küche", "x'y", "\u0000", "a/\uD83D\uDE00/b");
    private static final Arbitrary<Qos> QOS = Arbitraries.of(Qos.class);
    private static final Arbitrary<Boolean> FLAG = Arbitraries.of(true, false);
    private static final Arbitrary<Integer> WORD = Arbitraries.integers().between(0, 0xFFFF);
    private static final Arbitrary<Long> NANOS = Arbitraries.longs();
    private static final Arbitrary<Octets> OCTETS =
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Octets::copyOf);

    private static final Arbitrary<Peer.Udp> UDP = Combinators.combine(
                    Arbitraries.integers().between(0, 3),
                    Arbitraries.longs(),
                    Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, 1L, 0xFFFF_0A00_0007L)),
                    Arbitraries.of(0, 0, 7),
                    WORD)
            .as((listener, high, low, scope, port) ->
                    new Peer.Udp(listener, low >= 0 && low <= 0xFFFF_FFFF_FFFFL ? 0 : high, low, scope, port));
    private static final Arbitrary<Peer> PEER = Arbitraries.oneOf(
            UDP.filter(udp -> !udp.isIpv4() || udp.scopeId() == 0).map(Peer.class::cast),
            Combinators.combine(UDP.filter(udp -> !udp.isIpv4() || udp.scopeId() == 0), OCTETS)
                    .as((udp, node) -> (Peer) new Peer.Forwarded(udp, node)));
    private static final Arbitrary<Will> WILL =
            Combinators.combine(NAME, OCTETS, QOS, FLAG).as(Will::new);
    private static final Arbitrary<OutgoingPublish> PUBLISH =
            Combinators.combine(NAME, OCTETS, QOS, FLAG).as(OutgoingPublish::new);
    private static final Arbitrary<StoredWill> STORED_WILL =
            Combinators.combine(NAME.injectNull(0.3), QOS, FLAG, OCTETS).as(StoredWill::new);
    private static final Arbitrary<TopicRef> TOPIC_REF = Arbitraries.oneOf(
            NAME.map(name -> (TopicRef) new TopicRef.Named(Octets.ofUtf8(name))),
            OCTETS.map(name -> (TopicRef) new TopicRef.Named(name)),
            WORD.map(id -> (TopicRef) new TopicRef.ShortName(id)),
            WORD.map(id -> (TopicRef) new TopicRef.Predefined(id)));

    private static final Arbitrary<StoredSession> SESSION = Combinators.combine(
                    CLIENT_ID,
                    FLAG,
                    Arbitraries.of(StateName.class),
                    NANOS,
                    WORD,
                    PEER.injectNull(0.2),
                    STORED_WILL,
                    WILL.injectNull(0.5))
            .as((clientId, clean, state, since, word, peer, will, owed) -> new StoredSession(
                    clientId, clean, state, since, word, 0xFFFF - word, peer, word, 0xFFFF - word, will, owed));
    private static final Arbitrary<Integer> SMALL = Arbitraries.integers().between(1, 6);

    private RandomChanges() {}

    static Arbitrary<List<StoreWrite>> batch() {
        return change().list().ofMinSize(0).ofMaxSize(30);
    }

    private static Arbitrary<StoreWrite> change() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, SESSION.map(StoreWrite.PutSession::new)),
                Tuple.of(3, Combinators.combine(CLIENT_ID, NANOS).as(StoreWrite.PutHeard::new)),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.DeleteSession::new)),
                Tuple.of(
                        5,
                        Combinators.combine(CLIENT_ID, SMALL, NAME, FLAG)
                                .as((client, id, name, flag) ->
                                        new StoreWrite.PutTopic(client, new StoredTopic(id, name, flag)))),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.UnconfirmTopics::new)),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.DeleteTopics::new)),
                Tuple.of(
                        5,
                        Combinators.combine(CLIENT_ID, NAME, TOPIC_REF, QOS, QOS)
                                .as((client, name, topic, requested, granted) -> new StoreWrite.PutSubscription(
                                        client, new StoredSubscription(name, topic, requested, granted)))),
                Tuple.of(1, Combinators.combine(CLIENT_ID, NAME).as(StoreWrite.DeleteSubscription::new)),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.DeleteSubscriptions::new)),
                Tuple.of(
                        5,
                        Combinators.combine(CLIENT_ID, SMALL, Arbitraries.longs())
                                .as((client, id, print) ->
                                        new StoreWrite.PutReceived(client, new StoredReceived(id, print)))),
                Tuple.of(1, Combinators.combine(CLIENT_ID, SMALL).as(StoreWrite.DeleteReceived::new)),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.DeleteAllReceived::new)),
                Tuple.of(5, Combinators.combine(CLIENT_ID, SMALL, PUBLISH).as(RandomChanges::spooled)),
                Tuple.of(
                        2,
                        Combinators.combine(CLIENT_ID, SMALL)
                                .as((client, id) -> new StoreWrite.DeleteSpooled(client, idOf(client, id)))),
                Tuple.of(6, Combinators.combine(CLIENT_ID, SMALL, PUBLISH).as(RandomChanges::command)),
                Tuple.of(
                        2,
                        Combinators.combine(CLIENT_ID, SMALL)
                                .as((client, number) -> new StoreWrite.DeleteCommand(client, number + 1))),
                Tuple.of(1, CLIENT_ID.map(StoreWrite.DeleteCommands::new)));
    }

    private static StoreWrite command(String client, int small, OutgoingPublish publish) {
        DownlinkCommand command = new DownlinkCommand(
                publish.topic(),
                small,
                publish.payload(),
                publish.qos() == Qos.TWO ? Qos.TWO : Qos.ONE,
                publish.retain(),
                small - 2L,
                publish.retain(),
                "c" + small);
        return new StoreWrite.PutCommand(client, new StoredCommand(small + 1L, command, 3 * small, 1_000L * small));
    }

    private static StoreWrite spooled(String client, int id, OutgoingPublish publish) {
        return new StoreWrite.PutSpooled(client, new SpooledMessage(idOf(client, id), publish, 1_000L * id));
    }

    /** Ids are unique within a store: no two devices share one. */
    private static long idOf(String client, int small) {
        return small * 100L + client.length() * 10L + client.codePointAt(0) % 10;
    }
}

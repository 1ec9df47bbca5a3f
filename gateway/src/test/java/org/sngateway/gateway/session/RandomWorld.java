package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** A few clients on a few addresses, one of them a forwarder's, with a broker of many moods, and what must always hold. */
final class RandomWorld {
    static final int CLIENTS = 4;
    static final int ADDRESSES = 4;

    private static final Qos[] LEVELS = {Qos.ZERO, Qos.ONE, Qos.TWO};
    private static final int SESSIONS_MAX = 3;
    private static final long[] STEPS_SECONDS = {1, 1, 5, 11, 31, 95, 700, 7200};

    private final EngineFixture fixture;
    private final List<Peer.Udp> addresses = new ArrayList<>();
    private final Peer.Udp forwarder = Peer.Udp.ofIpv4(0, 10 << 24 | 99, 1883);

    RandomWorld(boolean defaults) {
        fixture = new EngineFixture(o -> defaults ? o : others(o));
        fixture.sessionsMax = SESSIONS_MAX;
        for (int i = 0; i < ADDRESSES; i++) {
            addresses.add(Peer.Udp.ofIpv4(0, 10 << 24 | 1 + i / 2, 5000 + i));
        }
    }

    /** Every choice that the defaults do not take. */
    private static EngineOptions others(EngineOptions o) {
        EngineOptions.Timing timing = o.timing();
        return new EngineOptions(
                o.identity(),
                new EngineOptions.Timing(
                        timing.retryNanos(),
                        timing.retriesMax(),
                        timing.transactionNanos(),
                        timing.idleNanos(),
                        true,
                        timing.tolerance()),
                new EngineOptions.Sleep(600, EngineOptions.WakeFrom.ANY, false, false, 2, 1),
                new EngineOptions.Capacity(
                        1, 2, 1, 2, 64, 60 * EngineFixture.SECOND, 3600 * EngineFixture.SECOND, false),
                o.admission(),
                new EngineOptions.Upstream(
                        EngineFixture.CONNECT_SLOTS,
                        EngineFixture.SECOND,
                        8 * EngineFixture.SECOND,
                        30 * EngineFixture.SECOND,
                        7),
                new EngineOptions.PublishMinusOne(true, peer -> true, List.of(), new Rate(1, 1), true));
    }

    /** One of the messages that client {@code who} may think of. */
    SnMessage message(int who, int what) {
        Octets id = Octets.ofUtf8("c" + who);
        int variant = what / 50;
        return switch (what % 50) {
            case 0, 1, 2, 3 -> new Connect(false, variant % 2 == 0, 1, 10 + variant % 3 * 300, id);
            case 4, 5 -> new Connect(true, variant % 2 == 0, 1, 60, id);
            case 6 -> Messages.connect("c" + (who + 1) % CLIENTS, variant % 2 == 0);
            case 7, 8 -> Messages.willTopic("w/" + variant % 2);
            case 9 -> new WillTopic(Qos.ZERO, false, Octets.EMPTY);
            case 10, 11 -> Messages.willMsg("bye");
            case 12, 13, 14 -> new Disconnect(5 + variant * 40);
            case 15, 16 -> new PingReq(id);
            case 17 -> new PingReq(Octets.ofUtf8("c" + (who + 1) % CLIENTS));
            case 18, 19 -> Messages.publish(Qos.ONE, 0x0401, 1 + variant % 3, "x");
            case 20 -> Messages.publish(Qos.TWO, 0x0401, 1 + variant % 3, "x");
            case 21, 22 -> Messages.subscribe(1 + variant % 3, variant % 2 == 0 ? "t/#" : "t/1", Qos.TWO);
            case 23 -> Messages.register(1 + variant % 3, "t/" + variant % 3);
            case 24, 25, 26 -> Messages.pubAck(0x0401, 1 + variant % 4, ReturnCode.of(variant % 5 == 4 ? 2 : 0));
            case 27, 28 ->
                Messages.regAck(0x0401 + variant % 2, 1 + variant % 4, ReturnCode.of(variant % 5 == 4 ? 3 : 0));
            case 29 -> new org.sngateway.codec.v12.PubRec(1 + variant % 4);
            case 30 -> new org.sngateway.codec.v12.PubComp(1 + variant % 4);
            case 31 -> new WillTopicUpd(Qos.ONE, false, Octets.ofUtf8("w/u" + variant % 2));
            case 32 -> new WillMsgUpd(Octets.ofUtf8("u" + variant % 2));
            case 33 -> new Connect(false, variant % 2 == 0, 1, 60, Octets.EMPTY);
            default -> pick(StateInput.values(), what).message;
        };
    }

    void sends(int who, int where, SnMessage message, boolean asNode) {
        SnMessage datagram = message;
        Peer.Udp from = addresses.get(where);
        Peer peer = from;
        if (asNode && !(message instanceof Encapsulated)) {
            Octets node = Octets.ofUtf8("n" + where);
            datagram = new Encapsulated(0, node, message);
            from = forwarder;
            peer = new Peer.Forwarded(forwarder, node);
        }
        boolean stranger = !fixture.engine.isBound(peer);
        Set<String> sleepers = sleepers();
        fixture.engine.onMessage(from, datagram, fixture.nowNanos);
        List<SnMessage> atOnce = fixture.take(from);
        if (stranger
                && message.type() != org.sngateway.codec.v12.MessageType.CONNECT
                && message.type() != org.sngateway.codec.v12.MessageType.PINGREQ) {
            int octets = atOnce.stream().mapToInt(SnEncoder::encodedLength).sum();
            assertThat(octets)
                    .as(message + " answered with " + atOnce)
                    .isLessThanOrEqualTo(SnEncoder.encodedLength(datagram));
        }
        checkNothingSentTo(sleepers, peer, "client " + who + " sent " + message);
        fixture.settle();
        clear();
    }

    void time(int what) {
        long seconds = STEPS_SECONDS[what % STEPS_SECONDS.length];
        boolean jump = what >= 500;
        for (int i = 0; i < 5; i++) {
            Set<String> sleepers = sleepers();
            fixture.nowNanos += jump ? seconds * EngineFixture.SECOND / 5 : EngineFixture.SECOND / 5;
            fixture.engine.onTime(fixture.nowNanos);
            checkNothingSentTo(sleepers, null, "time passed");
            fixture.settle();
            checkInvariants();
        }
    }

    void broker(int who, int what) {
        Set<String> sleepers = sleepers();
        int variant = what / 10;
        switch (what % 10) {
            case 0 -> fixture.broker.connects = pick(ScriptedBroker.Connects.values(), variant);
            case 1 -> fixture.broker.answersPublishes = variant % 2 == 0;
            case 2 -> fixture.broker.answersSubscribes = variant % 2 == 0;
            case 3 -> fixture.broker.sessionPresent = variant % 2 == 0;
            case 4 -> fixture.broker.refusal = variant % 2 == 0 ? ReturnCode.CONGESTION : ReturnCode.NOT_SUPPORTED;
            case 5 -> fixture.engine.onBrokerReachable(fixture.nowNanos);
            case 6 -> brokerAnswersLate(who, variant);
            default -> brokerActs(who, variant);
        }
        fixture.settle();
        checkNothingSentTo(sleepers, null, "broker event");
    }

    private void brokerAnswersLate(int who, int variant) {
        ScriptedBroker.Leg leg = fixture.broker.legs.get("c" + who);
        if (leg == null || !leg.closes.isEmpty()) {
            return;
        }
        if (variant % 2 == 0 && !leg.opens.isEmpty()) {
            long epoch = leg.opens.get(variant % leg.opens.size()).epoch();
            leg.say(
                    variant % 4 == 0
                            ? new BrokerEvent.Opened(epoch, variant % 8 == 0)
                            : new BrokerEvent.OpenFailed(epoch, fixture.broker.refusal, "late"));
        } else if (!leg.publishTokens.isEmpty() && !fixture.broker.answersPublishes) {
            long token = leg.publishTokens.remove(variant % leg.publishTokens.size());
            leg.say(
                    variant % 3 == 0
                            ? new BrokerEvent.PublishAborted(token)
                            : variant % 3 == 1
                                    ? new BrokerEvent.PublishAccepted(token)
                                    : new BrokerEvent.PublishRejected(token, ReturnCode.CONGESTION));
        }
    }

    private void brokerActs(int who, int variant) {
        ScriptedBroker.Leg leg = fixture.broker.legs.get("c" + who);
        Session session = fixture.engine.session("c" + who);
        if (leg == null || session == null || !session.upstream().isUp()) {
            return;
        }
        if (variant % 4 == 0) {
            leg.breaks();
        } else {
            leg.deliver("t/" + variant % 3, "p" + variant, pick(LEVELS, variant));
        }
    }

    private static <T> T pick(T[] all, int which) {
        return all[which % all.length];
    }

    private Set<String> sleepers() {
        Set<String> sleepers = new HashSet<>();
        for (Session session : fixture.engine.all()) {
            if (session.state() instanceof SessionState.Asleep) {
                sleepers.add(session.clientId());
            }
        }
        return sleepers;
    }

    /** A sleeper that is one still has got nothing, unless it has just asked. */
    private void checkNothingSentTo(Set<String> sleepers, @Nullable Peer asking, String cause) {
        for (String clientId : sleepers) {
            Session session = fixture.engine.session(clientId);
            Peer peer = session == null ? null : session.peerOrNull();
            if (peer instanceof Peer.Udp udp && !udp.equals(asking)) {
                assertThat(fixture.take(udp))
                        .as(cause + ", sent to the sleeper " + clientId)
                        .isEmpty();
            }
        }
    }

    private void clear() {
        addresses.forEach(fixture::take);
        fixture.take(forwarder);
    }

    void checkInvariants() {
        clear();
        Set<String> ids = new HashSet<>();
        Set<Peer> peers = new HashSet<>();
        int connecting = 0;
        for (Session session : fixture.engine.all()) {
            assertThat(ids.add(session.clientId()))
                    .as("one session of " + session.clientId())
                    .isTrue();
            assertThat(session.isRemoved()).isFalse();
            Peer peer = session.peerOrNull();
            if (peer != null) {
                peers.add(peer);
                assertThat(fixture.engine.isBound(peer))
                        .as("bound " + peer.text())
                        .isTrue();
            }
            if (session.state() instanceof SessionState.Connecting attempting) {
                peers.add(attempting.attempt().peer);
            } else if (!session.isConnected()) {
                assertThat(peer)
                        .as("address of " + session.clientId() + " in " + session.state())
                        .isNull();
            }
            if (session.upstream().state() == UpstreamState.CONNECTING) {
                connecting++;
            }
            boolean ended = session.state() instanceof SessionState.Disconnected;
            if (ended) {
                assertThat(session.upstream().state())
                        .as("leg of " + session.clientId())
                        .isEqualTo(UpstreamState.CLOSED);
            }
        }
        assertThat(fixture.engine.boundPeers()).as("bound peers").isEqualTo(peers.size());
        assertThat(fixture.bound).isEqualTo(peers);
        assertThat(fixture.claimed).isEqualTo(ids);
        assertThat(ids.size()).isLessThanOrEqualTo(SESSIONS_MAX);
        assertThat(fixture.engine.freeConnectSlots()).isEqualTo(EngineFixture.CONNECT_SLOTS - connecting);
    }

    /** The broker heals, unanswered attempts are answered, and everything ends. */
    void end() {
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        for (ScriptedBroker.Leg leg : List.copyOf(fixture.broker.allLegs)) {
            if (leg.closes.isEmpty() && !leg.opens.isEmpty()) {
                leg.say(new BrokerEvent.Opened(leg.lastEpoch(), false));
            }
        }
        fixture.settle();
        fixture.checkNothingLeaks();
    }
}

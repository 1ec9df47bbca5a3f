package org.sngateway.gateway.adapter.observe;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.Witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class EventObserverTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Peer.Udp PEER = Peer.Udp.ofIpv4(0, 0x0A140303, 49813);
    private static final Publish PUBLISH =
            new Publish(true, Qos.ONE, false, new TopicRef.Normal(5), 17, Octets.ofUtf8("secret"));

    private final GatewayCounters counters = new GatewayCounters(1);
    private long now = Long.MAX_VALUE - 5;

    private EventObserver observer(RecordedLog recorded) {
        return new EventObserver(recorded.log, counters, () -> now, Witness.NONE, DatagramTap.NONE);
    }

    private static RecordedLog infoLog() {
        return new RecordedLog(LogLevel.INFO, LogFormat.TEXT);
    }

    @Test
    void logsTheLifeOfASession() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        observer.stateChanged("d", StateName.DISCONNECTED, StateName.CONNECTING, SessionCause.CONNECT);
        observer.stateChanged("d", StateName.CONNECTING, StateName.ACTIVE, SessionCause.CONNECT);
        observer.stateChanged("d", StateName.ACTIVE, StateName.ASLEEP, SessionCause.SLEEP);
        observer.stateChanged("d", StateName.ASLEEP, StateName.AWAKE, SessionCause.WAKE);
        observer.stateChanged("d", StateName.AWAKE, StateName.ASLEEP, SessionCause.DRAINED);
        observer.stateChanged("d", StateName.ASLEEP, StateName.LOST, SessionCause.SLEEP_EXPIRED);
        observer.willFired("d", "will/d");
        observer.stateChanged("d", StateName.ACTIVE, StateName.DISCONNECTED, SessionCause.DISCONNECT);
        assertThat(recorded.lines)
                .containsExactly(
                        "10:02:11 INFO  client.connected client=d from=connecting cause=connect",
                        "10:02:11 INFO  client.asleep client=d from=active cause=sleep",
                        "10:02:11 WARN  client.lost client=d from=asleep cause=sleep_expired",
                        "10:02:11 INFO  will.fired client=d topic=will/d",
                        "10:02:11 INFO  client.disconnected client=d from=active cause=disconnect");
        assertThat(counters.snapshot().transitions(StateName.ASLEEP, SessionCause.DRAINED))
                .isEqualTo(1);
    }

    @Test
    void logsTheFirstDropOfAReasonAndThenCountsForAMinute() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        for (int i = 0; i < 413; i++) {
            observer.dropped(PEER, DropReason.MALFORMED);
        }
        observer.dropped(PEER, DropReason.UNKNOWN_CLIENT);
        observer.tick();
        now += 59 * SECOND;
        observer.dropped(PEER, DropReason.UNKNOWN_CLIENT);
        observer.tick();
        assertThat(recorded.lines)
                .containsExactly(
                        "10:02:11 WARN  datagram.dropped reason=malformed peer=10.20.3.3:49813",
                        "10:02:11 WARN  datagram.dropped reason=unknown_client peer=10.20.3.3:49813");
        recorded.lines.clear();
        now += SECOND;
        observer.tick();
        observer.tick();
        assertThat(recorded.lines)
                .containsExactlyInAnyOrder(
                        "10:02:11 WARN  datagram.dropped reason=malformed message=\"… 412 more in 60 s\" more=412",
                        "10:02:11 WARN  datagram.dropped reason=unknown_client message=\"… 1 more in 60 s\" more=1");
        recorded.lines.clear();
        observer.dropped(PEER, DropReason.MALFORMED);
        assertThat(recorded.lines).hasSize(1);
        assertThat(counters.snapshot().dropped(DropReason.MALFORMED)).isEqualTo(414);
        assertThat(counters.snapshot().droppedInAll()).isEqualTo(416);
    }

    @Test
    void reportsTheRestOfAWindowAtTheEnd() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        observer.wakeRefused("d", PEER);
        observer.wakeRefused("d", PEER);
        observer.wakeRefused("d", PEER);
        observer.flush();
        assertThat(recorded.lines)
                .containsExactly(
                        "10:02:11 WARN  client.wake_refused client=d peer=10.20.3.3:49813",
                        "10:02:11 WARN  client.wake_refused message=\"… 2 more in 60 s\" more=2");
    }

    @Test
    void namesWhatADroppedDownlinkWas() {
        RecordedLog recorded = infoLog();
        Delivery delivery = new Delivery(1, "cmd/a b", Octets.ofUtf8("secret"), Qos.ONE, false, Delivery.NO_EXPIRY);
        observer(recorded).downlinkDropped("d", delivery, DropReason.DOWNLINK_EXPIRED);
        assertThat(recorded.lines)
                .containsExactly("10:02:11 WARN  downlink.expired reason=downlink_expired client=d"
                        + " topic=\"cmd/a b\" qos=1 octets=6");
        assertThat(counters.snapshot().downlinkDropped(DropReason.DOWNLINK_EXPIRED))
                .isEqualTo(1);
        assertThat(counters.snapshot().downlinkDroppedInAll()).isEqualTo(1);
    }

    @Test
    void oneLineTellsThatTheBrokerIsGoneAndOneThatItIsBack() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        observer.upstreamUp("a", false);
        observer.upstreamDown("a", "connection refused");
        observer.upstreamDown("b", "connection refused");
        observer.upstreamUp("a", true);
        observer.upstreamUp("b", true);
        assertThat(recorded.lines)
                .containsExactly(
                        "10:02:11 WARN  broker.down client=a detail=\"connection refused\"",
                        "10:02:11 INFO  broker.up client=a session=present");
        assertThat(counters.snapshot().upstreamDowns()).isEqualTo(2);
        assertThat(counters.snapshot().upstreamUps()).isEqualTo(3);
    }

    @Test
    void countsMessagesWithoutALineAtInfo() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        observer.received(PEER, PUBLISH);
        observer.received(PEER, PUBLISH);
        observer.sent(PEER, new PubAck(5, 17, ReturnCode.ACCEPTED));
        observer.retransmitted("d", MessageType.REGISTER);
        assertThat(recorded.lines).isEmpty();
        CountersSnapshot snapshot = counters.snapshot();
        assertThat(snapshot.received(MessageType.PUBLISH)).isEqualTo(2);
        assertThat(snapshot.receivedInAll()).isEqualTo(2);
        assertThat(snapshot.sent(MessageType.PUBACK)).isEqualTo(1);
        assertThat(snapshot.sentInAll()).isEqualTo(1);
        assertThat(snapshot.retransmitted(MessageType.REGISTER)).isEqualTo(1);
    }

    @Test
    void writesPacketsWithoutTheirPayloadAtDebug() {
        RecordedLog recorded = new RecordedLog(LogLevel.DEBUG, LogFormat.TEXT);
        EventObserver observer = observer(recorded);
        observer.received(PEER, PUBLISH);
        observer.received(PEER, new Connect(false, true, 1, 60, Octets.ofUtf8("d 1")));
        observer.received(PEER, new Encapsulated(0, Octets.copyOf(new byte[] {10, 43}), PingReq.EMPTY));
        observer.sent(PEER, new PubAck(5, 17, ReturnCode.INVALID_TOPIC_ID));
        assertThat(recorded.lines)
                .containsExactly(
                        "10:02:11 DEBUG packet.received peer=10.20.3.3:49813 type=PUBLISH topic_id=5 qos=1"
                                + " msg_id=17 dup=1 octets=6",
                        "10:02:11 DEBUG packet.received peer=10.20.3.3:49813 type=CONNECT client=\"d 1\""
                                + " keep_alive=60 clean=1 protocol=1",
                        "10:02:11 DEBUG packet.received peer=10.20.3.3:49813 type=ENCAPSULATED node=0A2B radius=0"
                                + " inner=pingreq",
                        "10:02:11 DEBUG packet.sent peer=10.20.3.3:49813 type=PUBACK topic_id=5 msg_id=17 code=2");
    }

    @Test
    void writesPayloadsAtTraceOnly() {
        RecordedLog recorded = new RecordedLog(LogLevel.TRACE, LogFormat.TEXT);
        observer(recorded).received(PEER, PUBLISH);
        assertThat(recorded.lines).singleElement().asString().endsWith("octets=6 payload=secret");
    }

    @Test
    void writesPacketsAtAnyLevelWhenTheyAreAskedFor() {
        RecordedLog recorded = new RecordedLog(new LogSettings(LogLevel.INFO, LogFormat.TEXT, false, true, Set.of()));
        observer(recorded).sent(PEER, PingReq.EMPTY);
        assertThat(recorded.lines).containsExactly("10:02:11 INFO  packet.sent peer=10.20.3.3:49813 type=PINGREQ");
    }

    @Test
    void sumsOverShards() {
        RecordedLog recorded = infoLog();
        EventObserver one = observer(recorded);
        EventObserver two = observer(recorded);
        one.addressChanged("d", PEER, PEER);
        two.addressChanged("d", PEER, PEER);
        two.connectRefused(PEER, "d", 1, "too many sessions");
        two.connectRefused(PEER, "d", 0x90, "?");
        two.sessionFailed("d", new IllegalStateException("odd"));
        CountersSnapshot snapshot = counters.snapshot();
        assertThat(snapshot.addressChanges()).isEqualTo(2);
        assertThat(snapshot.connectsRefused(1)).isEqualTo(1);
        assertThat(snapshot.connectsRefused(0x90)).isEqualTo(1);
        assertThat(snapshot.connectsRefusedInAll()).isEqualTo(2);
        assertThat(snapshot.sessionFailures()).isEqualTo(1);
        assertThat(recorded.lines)
                .anyMatch(line ->
                        line.contains("ERROR session.failed client=d") && line.contains("EventObserverTest.java:"));
    }

    @Test
    void tellsOfAllThatHappensWhateverTheLevelOfTheLog() {
        RecordedLog recorded = new RecordedLog(LogLevel.ERROR, LogFormat.TEXT);
        List<String> told = new ArrayList<>();
        recorded.log.alsoTell(event -> told.add(event.name()));
        EventObserver observer = observer(recorded);
        observer.received(PEER, PUBLISH);
        observer.retransmitted("d", MessageType.PUBLISH);
        observer.stateChanged("d", StateName.ASLEEP, StateName.AWAKE, SessionCause.WAKE);
        observer.stateChanged("d", StateName.AWAKE, StateName.LOST, SessionCause.NO_ANSWER);
        observer.connectRefused(PEER, "d", 1, "full");
        observer.connectRefused(PEER, "e", 1, "full");
        observer.forgotten("d");
        assertThat(told)
                .containsExactly("client.awake", "client.lost", "client.refused", "client.refused", "client.forgotten");
        assertThat(recorded.lines).isEmpty();
    }

    @Test
    void showsOnlySoManyOfAKindInASecondAndTellsHowManyMoreThereWere() {
        RecordedLog recorded = infoLog();
        List<Event> told = new ArrayList<>();
        recorded.log.alsoTell(told::add);
        EventObserver observer = observer(recorded);
        for (int i = 0; i < 25; i++) {
            observer.stateChanged("d" + i, StateName.CONNECTING, StateName.ACTIVE, SessionCause.CONNECT);
        }
        observer.willFired("d", "will/d");
        assertThat(told).hasSize(21);
        assertThat(recorded.lines).as("the log has them all").hasSize(26);
        now += SECOND;
        observer.tick();
        assertThat(told).hasSize(22);
        assertThat(told.get(21).name()).isEqualTo("events.skipped");
        assertThat(told.get(21).fields())
                .containsExactly(
                        new Event.Field("kind", "client.connected", false), new Event.Field("count", "5", true));
        observer.stateChanged("d", StateName.CONNECTING, StateName.ACTIVE, SessionCause.CONNECT);
        assertThat(told).hasSize(23);
    }

    @Test
    void theHealthLineNamesTheReasonsThatOccurred() {
        RecordedLog recorded = infoLog();
        EventObserver observer = observer(recorded);
        observer.received(PEER, PUBLISH);
        observer.dropped(PEER, DropReason.RATE_LIMITED);
        recorded.lines.clear();
        recorded.log.write(counters.snapshot().healthEvent());
        assertThat(recorded.lines)
                .containsExactly("10:02:11 INFO  gateway.health received=1 sent=0 publishes_received=1"
                        + " publishes_sent=0 retransmitted=0 connects_refused=0 dropped=1 downlink_dropped=0"
                        + " upstream_downs=0 spooled=0 spooled_refused=0 session_failures=0 dropped_rate_limited=1");
    }
}

package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.CONNACK_CONGESTION;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/**
 * The Will of a device that is lost while the broker cannot be reached: it is owed until the broker can, whatever the
 * device does in the meantime.
 */
class OwedWillTest {
    private static final OutgoingPublish WILL = new OutgoingPublish("w/c1", Octets.ofUtf8("bye"), Qos.ONE, true);

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(UnaryOperator.identity(), store);
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void connectsWithWill(boolean clean) {
        c1.sends(connectWithWill("c1", clean));
        c1.sends(willTopic("w/c1"));
        c1.sends(willMsg("bye"));
        assertThat(c1.takes()).endsWith(CONNACK);
    }

    /** Connected, then the broker goes away, then the device. */
    private void isLostWithoutBroker(boolean clean) {
        connectsWithWill(clean);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-STA-21", "SN12-KA-04", "SN12-CLS-07"})
    void willIsPublishedOnceTheBrokerIsBack_andOnlyOnce() {
        isLostWithoutBroker(false);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
        assertThat(c1.leg().publishes).containsExactly(WILL);
        assertThat(c1.leg().closes).containsExactly(true);
        fixture.pass(200);
        assertThat(c1.leg().publishes).hasSize(1);
    }

    /** A message waits for the broker as well, and has to be there first; the broker does not answer for it yet. */
    private void isLostWithAMessageUnderWay() {
        fixture.broker.sessionPresent = true;
        connectsWithWill(false);
        c1.sends(Messages.register(1, "a/b"));
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        c1.sends(Messages.publish(Qos.ONE, 0x0401, 2, "x"));
        c1.takes();
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.broker.answersPublishes = false;
    }

    private void brokerTakesTheMessage() {
        fixture.broker.answersPublishes = true;
        c1.leg().say(new BrokerEvent.PublishAccepted(c1.leg().publishTokens.get(0)));
        fixture.settle();
    }

    private void connectionIsTheDevices() {
        assertThat(c1.leg().closes).isEmpty();
        fixture.pass(5);
        fixture.crash(1);
        c1.sends(new PingReq(Octets.EMPTY));
        c1.gets(Messages.PINGRESP);
        assertThat(c1.leg().publishes).as("after a restart").isEmpty();
    }

    /** Seed 475 of the simulated worlds. */
    @Test
    void lastMessageTakenDuringTheWillHandshake_willGoesOutBehindIt_andNeverAgain() {
        isLostWithAMessageUnderWay();
        c1.sends(connectWithWill("c1", false));
        fixture.pass(61);
        brokerTakesTheMessage();
        assertThat(c1.leg().publishes).hasSize(2).endsWith(WILL);
        c1.sends(connectWithWill("c1", false));
        c1.sends(willTopic("w/c1"));
        c1.sends(willMsg("bye"));
        assertThat(c1.takes()).endsWith(CONNACK);
        connectionIsTheDevices();
    }

    @Test
    void deviceThatIsBackBeforeItsLastMessageIsTaken_keepsItsNewConnection() {
        isLostWithAMessageUnderWay();
        c1.sends(connect("c1", false));
        c1.gets(CONNACK);
        brokerTakesTheMessage();
        assertThat(c1.leg().publishes).hasSize(2).endsWith(WILL);
        connectionIsTheDevices();
    }

    @Test
    void refusedConnectInTheMeantime_doesNotForgetTheWill() {
        isLostWithoutBroker(false);
        c1.sends(connect("c1", false));
        c1.gets(CONNACK_CONGESTION);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
        assertThat(c1.leg().publishes).containsExactly(WILL);
    }

    @Test
    void deviceThatIsBackFirst_willGoesOutBeforeItsConnack() {
        isLostWithoutBroker(false);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        c1.sends(connect("c1", false));
        c1.gets(CONNACK);
        assertThat(c1.leg().publishes).containsExactly(WILL);
        assertThat(c1.state()).isInstanceOf(SessionState.Active.class);
        assertThat(c1.leg().lastOpen().cleanStart()).isFalse();
    }

    @Test
    void brokerComesBackDuringTheWillHandshake_handshakeGoesOn() {
        isLostWithoutBroker(true);
        c1.sends(connectWithWill("c1", true));
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
        assertThat(c1.leg().publishes).containsExactly(WILL);
        c1.sends(willTopic("w/new"));
        c1.sends(willMsg("x"));
        assertThat(c1.takes()).endsWith(CONNACK);
        assertThat(c1.leg().lastOpen().will()).extracting("topic").isEqualTo("w/new");
        assertThat(c1.leg().publishes).hasSize(1);
    }

    @Test
    void brokerComesBackDuringAHandshakeThatIsAbandoned_nothingStays() {
        isLostWithoutBroker(true);
        c1.sends(connectWithWill("c1", true));
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
        fixture.pass(30);
        assertThat(c1.leg().publishes).containsExactly(WILL);
        assertThat(c1.leg().closes).isNotEmpty();
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.engine.boundPeers()).isZero();
    }

    @Test
    @Covers({"SN12-CLS-05", "SN12-SLP-16"})
    void lostCleanSession_isNotResumedByAConnectThatKeepsSessions() {
        connectsWithWill(true);
        c1.sends(Messages.subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(91);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        c1.sends(connect("c1", false));
        c1.gets(CONNACK);
        assertThat(c1.leg().lastOpen().cleanStart()).isTrue();
        assertThat(c1.leg().lastOpen().will()).isNull();
        assertThat(fixture.session("c1").subscriptions().size()).isZero();
    }

    @Test
    @Covers({"SN12-STA-29", "SN12-AMB-40"})
    void sleeperWhoseLegWasGivenUp_willGoesOutWhenItIsLost() {
        EngineFixture shortGrace = new EngineFixture(TestOptions.upstream(o -> new EngineOptions.Upstream(
                o.connectsAtOnceMax(), o.reconnectMinNanos(), o.reconnectMaxNanos(), 30 * EngineFixture.SECOND, 0)));
        TestDevice sleeper = shortGrace.device("c1");
        sleeper.sends(connectWithWill("c1", false));
        sleeper.sends(willTopic("w/c1"));
        sleeper.sends(willMsg("bye"));
        sleeper.takes();
        sleeper.sleeps(600);
        shortGrace.broker.connects = ScriptedBroker.Connects.REFUSED;
        sleeper.leg().breaks();
        shortGrace.settle();
        shortGrace.pass(40);
        assertThat(sleeper.leg().closes).hasSize(1);
        shortGrace.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        shortGrace.pass(630);
        assertThat(sleeper.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(sleeper.leg().publishes).containsExactly(WILL);
        assertThat(sleeper.leg().closes).hasSize(1);
        shortGrace.checkNothingLeaks();
    }

    @Test
    void lostWithoutBroker_messagesUnderWayToItRest() {
        connectsWithWill(false);
        c1.sends(Messages.subscribe(1, "a/b", Qos.ONE));
        fixture.pass(85);
        c1.isDelivered("a/b", "1", Qos.ONE);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(10);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        fixture.observer.retransmissions.clear();
        fixture.pass(100);
        assertThat(fixture.observer.retransmissions).isEmpty();
        assertThat(fixture.observer.downlinkDrops).isEmpty();
    }

    @Test
    void qos0PublishAbortedAfterItsDeviceWasLost_isCountedAndNoBug() {
        connectsWithWill(false);
        fixture.broker.answersPublishes = false;
        c1.sends(Messages.register(1, "a/b"));
        c1.sends(Messages.publish(Qos.ZERO, 0x0401, 0, "x"));
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(91);
        c1.leg().say(new BrokerEvent.PublishAborted(Tokens.UNACKNOWLEDGED));
        fixture.settle();
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
    }
}

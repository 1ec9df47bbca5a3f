package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlOutcome.Refusal;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** Operators end connections and sessions, and empty queues. */
class ControlTest {
    private static final int ID = 0x0401;

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(UnaryOperator.identity(), store);
    private final TestDevice device = fixture.connected("d", false, 60);

    private ControlTest() {
        fixture.broker.sessionPresent = true;
    }

    @AfterEach
    void nothingLeaks() {
        store.commitsAtOnce = true;
        fixture.checkNothingLeaks();
    }

    private void subscribedAndAsleep() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        device.sleeps(300);
    }

    private TestDevice withWill() {
        TestDevice willing = fixture.device("w", 9, 5000);
        willing.sends(Messages.connectWithWill("w", false));
        willing.sends(Messages.willTopic("will"));
        willing.sends(Messages.willMsg("gone"));
        assertThat(willing.takes()).endsWith(Messages.CONNACK);
        return willing;
    }

    private void did(int messages) {
        assertThat(fixture.answer()).isEqualTo(new ControlOutcome.Done(messages));
    }

    @Test
    void whatNobodyKnows_isNotFound() {
        fixture.control(new ControlRequest.Kick("nobody"));
        assertThat(fixture.refusal()).isEqualTo(Refusal.UNKNOWN_CLIENT);
    }

    @Test
    void aKickedDeviceIsTold_andKeepsItsSession() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        fixture.control(new ControlRequest.Kick("d"));
        did(0);
        device.gets(Disconnect.PLAIN);
        assertThat(device.leg().closes).containsExactly(true);
        assertThat(fixture.observer.transitions).contains("d ACTIVE>DISCONNECTED " + SessionCause.KICKED);
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK);
        assertThat(fixture.session("d").subscriptions().size()).isEqualTo(1);
    }

    @Test
    void aKickedDeviceHasNoWillPublished() {
        TestDevice willing = withWill();
        fixture.control(new ControlRequest.Kick("w"));
        willing.gets(Disconnect.PLAIN);
        assertThat(willing.leg().publishes).isEmpty();
        assertThat(fixture.observer.events).doesNotContain("will w will");
    }

    @Test
    @Covers("SN12-SLP-02")
    void aKickedSleeperIsToldWhenItWakes() {
        subscribedAndAsleep();
        fixture.control(new ControlRequest.Kick("d"));
        did(0);
        device.getsNothing();
        device.wakes();
        device.gets(Disconnect.PLAIN);
        assertThat(device.state().name()).isEqualTo(StateName.DISCONNECTED);
    }

    @Test
    void aKickedSleeperThatNeverWakes_isLost_andItsWillGoesOut() {
        TestDevice willing = withWill();
        willing.sleeps(100);
        fixture.control(new ControlRequest.Kick("w"));
        fixture.pass(150);
        assertThat(fixture.observer.events).contains("will w will");
    }

    @Test
    void whoIsInTheMidstOfConnect_isToldAsWell() {
        TestDevice elsewhere = device.atPort(6000);
        elsewhere.sends(Messages.connectWithWill("d", false));
        elsewhere.takes();
        fixture.control(new ControlRequest.Kick("d"));
        did(0);
        elsewhere.gets(Disconnect.PLAIN);
        device.gets(Disconnect.PLAIN);
        assertThat(device.state().name()).isEqualTo(StateName.DISCONNECTED);
    }

    @Test
    void whoIsNotConnectedCannotBeKicked() {
        device.sends(Disconnect.PLAIN);
        device.takes();
        fixture.control(new ControlRequest.Kick("d"));
        assertThat(fixture.refusal()).isEqualTo(Refusal.NOT_CONNECTED);
    }

    @Test
    void aForgottenDeviceIsTold_andNothingIsLeft_hereAndAtTheBroker() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        fixture.control(new ControlRequest.Forget("d"));
        did(0);
        device.gets(Disconnect.PLAIN);
        assertThat(device.leg().closes).containsExactly(false);
        assertThat(fixture.engine.session("d")).isNull();
        assertThat(store.clients()).isEmpty();
    }

    @Test
    void aForgottenSleeperIsNotWoken_andIsUnknownWhenItAsks() {
        subscribedAndAsleep();
        device.isDelivered("a", "x", Qos.ONE);
        fixture.control(new ControlRequest.Forget("d"));
        did(1);
        device.getsNothing();
        assertThat(fixture.observer.downlinkDrops).containsExactly("x DOWNLINK_SESSION_ENDED");
        device.wakes();
        device.gets(Disconnect.PLAIN);
    }

    @Test
    void forgettingASleeperWithAWill_publishesNone() {
        TestDevice willing = withWill();
        willing.sleeps(100);
        fixture.control(new ControlRequest.Forget("w"));
        fixture.pass(200);
        assertThat(fixture.observer.events).doesNotContain("will w will");
        assertThat(willing.leg().lastOpen().will()).isNotNull();
        assertThat(willing.leg().closes).containsExactly(false);
    }

    @Test
    void theBrokersSessionOfADisconnectedDeviceIsEnded_byAConnectionForIt() {
        device.sends(Disconnect.PLAIN);
        device.takes();
        fixture.control(new ControlRequest.Forget("d"));
        did(0);
        assertThat(device.leg().opens).hasSize(1);
        assertThat(device.leg().closes).containsExactly(false);
        assertThat(fixture.engine.session("d")).isNull();
        assertThat(store.clients()).isEmpty();
    }

    @Test
    void withTheBrokerAway_aCrash_andTheDeviceBackInBetween_itIsForgottenAllTheSame() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(Disconnect.PLAIN);
        device.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        fixture.control(new ControlRequest.Forget("d"));
        did(0);
        fixture.control(EngineFixture.command("d", "a", "x", Qos.ONE));
        assertThat(fixture.refusal()).isEqualTo(Refusal.UNKNOWN_CLIENT);
        fixture.crash(1);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK);
        assertThat(device.leg().lastOpen().cleanStart()).isTrue();
        assertThat(fixture.session("d").subscriptions().size()).isZero();
        assertThat(fixture.session("d").isClean()).isFalse();
    }

    @Test
    void withTheBrokerAwayAndACrash_theNextProcessEndsTheBrokersSession() {
        device.sends(Disconnect.PLAIN);
        device.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        fixture.control(new ControlRequest.Forget("d"));
        fixture.crash(1);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(70);
        assertThat(device.leg().closes).containsExactly(false);
        assertThat(fixture.engine.session("d")).isNull();
    }

    @Test
    void whatTheDeviceWasToldIsSafe_stillGoesToTheBroker() {
        device.sends(Messages.register(1, "a"));
        device.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        fixture.pass(5);
        device.takes();
        assertThat(store.spooled()).isEqualTo(1);
        fixture.control(new ControlRequest.Forget("d"));
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(70);
        assertThat(device.leg().publishes).hasSize(1);
        assertThat(device.leg().closes).containsExactly(false);
        assertThat(fixture.engine.session("d")).isNull();
    }

    @Test
    void forgettingIsConfirmedOnlyWhenItIsStored() {
        store.commitsAtOnce = false;
        fixture.control(new ControlRequest.Forget("d"));
        assertThat(fixture.answers).isEmpty();
        store.commit();
        fixture.settle();
        did(0);
    }

    @Test
    void droppingAMessage_tellsTheBroker_soThatItDoesNotComeAgain() {
        subscribedAndAsleep();
        device.isDelivered("a", "x", Qos.ONE);
        long dropped = device.isDelivered("a", "y", Qos.ONE);
        fixture.control(new ControlRequest.Drop("d", 2));
        did(1);
        assertThat(device.leg().acknowledged).containsExactly(dropped);
        assertThat(fixture.observer.downlinkDrops).containsExactly("y DOWNLINK_DISCARDED");
        fixture.control(new ControlRequest.Drop("d", 2));
        assertThat(fixture.refusal()).isEqualTo(Refusal.UNKNOWN_MESSAGE);
        fixture.control(new ControlRequest.Drop("d", ControlRequest.Drop.OLDEST));
        did(1);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    void droppingTheMessageInFlight_letsTheNextOneGo() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        device.isDelivered("a", "x", Qos.ONE);
        device.isDelivered("a", "y", Qos.ONE);
        Publish first = (Publish) device.takes().get(0);
        fixture.control(new ControlRequest.Drop("d", 1));
        Publish second = (Publish) device.takes().get(0);
        assertThat(second.data().utf8()).isEqualTo("y");
        device.sends(Messages.pubAck(ID, first.msgId()));
        assertThat(fixture.session("d").downlink().buffered()).isEqualTo(1);
        device.sends(Messages.pubAck(ID, second.msgId()));
        assertThat(fixture.session("d").downlink().buffered()).isZero();
    }

    @Test
    void flushingKeepsWhatMayHaveBeenSent_ifAsked() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        for (String text : List.of("x", "y", "z")) {
            device.isDelivered("a", text, Qos.ONE);
        }
        Publish inFlight = (Publish) device.takes().get(0);
        fixture.control(new ControlRequest.Flush("d", true));
        did(2);
        assertThat(fixture.session("d").downlink().buffered()).isEqualTo(1);
        device.sends(Messages.pubAck(ID, inFlight.msgId()));
        assertThat(device.leg().acknowledged).containsExactlyInAnyOrder(1L, 2L, 3L);
        device.getsNothing();
    }

    @Test
    void flushingInAWakeEndsIt() {
        subscribedAndAsleep();
        device.isDelivered("a", "x", Qos.ONE);
        device.wakes();
        device.takes();
        fixture.control(new ControlRequest.Flush("d", false));
        did(1);
        device.gets(Messages.PINGRESP);
        assertThat(device.state().name()).isEqualTo(StateName.ASLEEP);
    }

    @Test
    void subscribingForADevice_isAnsweredWhenTheBrokerHasGranted_andTheDeviceLearnsTheTopicWithItsMessage() {
        fixture.broker.answersSubscribes = false;
        fixture.control(new ControlRequest.Subscribe("d", "a", Qos.ONE));
        assertThat(fixture.answers).isEmpty();
        device.leg()
                .say(new org.sngateway.gateway.session.port.BrokerEvent.Subscribed(
                        device.leg().subscribeTokens.get(0), Qos.ONE));
        fixture.settle();
        assertThat(fixture.answer()).isEqualTo(new ControlOutcome.Subscribed(Qos.ONE));
        device.getsNothing();
        device.isDelivered("a", "x", Qos.ONE);
        assertThat(device.takes().get(0)).isInstanceOf(org.sngateway.codec.v12.Register.class);
        assertThat(store.clients().get(0).subscriptions()).hasSize(1);
    }

    @Test
    void subscribingWithoutTheBroker_orToNonsense_isRefused() {
        fixture.control(new ControlRequest.Subscribe("d", "a/#/b", Qos.ONE));
        assertThat(fixture.refusal()).isEqualTo(Refusal.BAD_TOPIC);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        fixture.control(new ControlRequest.Subscribe("d", "a", Qos.ONE));
        assertThat(fixture.refusal()).isEqualTo(Refusal.NOT_CONNECTED);
    }

    @Test
    void anOperatorWaitingForAGrant_isToldWhenTheConnectionEnds() {
        fixture.broker.answersSubscribes = false;
        fixture.control(new ControlRequest.Subscribe("d", "a", Qos.ONE));
        device.sends(Disconnect.PLAIN);
        device.takes();
        assertThat(fixture.refusal()).isEqualTo(Refusal.NOT_CONNECTED);
        fixture.broker.answersSubscribes = true;
    }

    @Test
    void endingASubscriptionForADevice_endsItAtTheBroker() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        fixture.control(new ControlRequest.Unsubscribe("d", "a"));
        did(0);
        assertThat(device.leg().unsubscribes).containsExactly("a");
        fixture.control(new ControlRequest.Unsubscribe("d", "a"));
        assertThat(fixture.refusal()).isEqualTo(Refusal.UNKNOWN_SUBSCRIPTION);
    }
}

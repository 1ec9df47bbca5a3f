package org.sngateway.gateway.session;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredSubscription;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway is killed and comes back: its devices notice nothing (SN12-CLS-09). */
class DurableSessionTest {
    private static final int ID = 0x0401;
    private static final int T_RETRY_SECONDS = 10;

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(UnaryOperator.identity(), store);
    private final TestDevice device = fixture.connected("d", false, 60);

    private DurableSessionTest() {
        fixture.broker.sessionPresent = true;
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-CLS-09"})
    void anActiveDeviceGoesOn_withoutConnectOrRegister() {
        device.sends(Messages.register(1, "a"));
        device.takes();
        fixture.crash(5);
        device.getsNothing();
        assertThat(device.leg().lastOpen().cleanStart()).isFalse();
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("a");
    }

    @Test
    @Covers({"SN12-CLS-09"})
    void aSleeperWakes_andGetsWhatTheBrokerKept_withoutRegisterForWhatItKnows() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        device.sleeps(300);
        fixture.crash(100);
        device.isDelivered("a", "x", Qos.ONE);
        device.getsNothing();
        device.wakes();
        List<SnMessage> got = device.takes();
        assertThat(got).hasSize(1);
        Publish publish = (Publish) got.get(0);
        assertThat(publish.topic().wireId()).isEqualTo(ID);
        device.sends(Messages.pubAck(ID, publish.msgId()));
        device.gets(Messages.PINGRESP);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
    }

    @Test
    void aSleepThatRanOutMeanwhile_losesTheDevice_andItsWillGoesOut() {
        TestDevice willing = fixture.device("w", 9, 5000);
        willing.sends(Messages.connectWithWill("w", false));
        willing.sends(Messages.willTopic("will"));
        willing.sends(Messages.willMsg("gone"));
        willing.takes();
        willing.sleeps(100);
        fixture.crash(111);
        fixture.pass(T_RETRY_SECONDS + 1);
        assertThat(willing.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(willing.leg().lastPublish().topic()).isEqualTo("will");
    }

    /** It repeats within T_retry what nobody answered. */
    @Test
    void aSleeperThatWokeWhileThereWasNoGateway_isServedWhenItAsksAgain() {
        device.sleeps(100);
        fixture.crash(200);
        fixture.pass(T_RETRY_SECONDS - 1);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        device.wakes();
        device.gets(Messages.PINGRESP);
        fixture.pass(T_RETRY_SECONDS + 1);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
    }

    @Test
    void theRestOfASleepGoesOn() {
        device.sleeps(100);
        fixture.pass(50);
        fixture.crash(40);
        fixture.pass(19);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        fixture.pass(2);
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
    }

    @Test
    void aWakeBeforeTheCrashCounts() {
        device.sleeps(100);
        fixture.pass(90);
        device.wakes();
        device.gets(Messages.PINGRESP);
        fixture.crash(100);
        fixture.pass(5);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    void anActiveDeviceHasItsWholeKeepAliveAfterARestart() {
        fixture.crash(3600);
        fixture.pass(50);
        assertThat(device.state()).isInstanceOf(SessionState.Active.class);
    }

    @Test
    void connAckWaitsForTheCommit_alsoARepeatedOne() {
        store.commitsAtOnce = false;
        TestDevice second = fixture.device("e", 7, 5000);
        Connect connect = Messages.connect("e", false);
        second.sends(connect);
        second.sends(connect);
        second.getsNothing();
        store.commit();
        fixture.settle();
        second.gets(Messages.CONNACK, Messages.CONNACK);
        store.commitsAtOnce = true;
    }

    @Test
    void whatWasNotCommitted_wasNotSaidEither() {
        store.commitsAtOnce = false;
        device.sends(Messages.register(1, "a"));
        device.sends(Messages.subscribe(2, "b", Qos.ONE));
        device.getsNothing();
        fixture.crash(1);
        store.commitsAtOnce = true;
        device.sends(Messages.register(1, "c"));
        device.gets(new org.sngateway.codec.v12.RegAck(ID, 1, ReturnCode.ACCEPTED));
    }

    @Test
    @Covers({"SN12-QOS-05"})
    void aQos2MessageReceivedBeforeTheCrash_isNotPublishedAgainWhenItIsRepeated() {
        device.sends(Messages.register(1, "a"));
        Publish publish = Messages.publish(Qos.TWO, ID, 2, "x");
        device.sends(publish);
        device.takes();
        fixture.crash(1);
        device.sends(Messages.again(publish));
        device.gets(new PubRec(2));
        assertThat(device.leg().publishes).isEmpty();
        device.sends(new PubRel(2));
        device.gets(new PubComp(2));
        fixture.crash(1);
        Publish next = Messages.publish(Qos.TWO, ID, 2, "x");
        device.sends(next);
        device.gets(new PubRec(2));
        assertThat(device.leg().publishes).as("a new message under a free id").hasSize(1);
    }

    /**
     * Seeds 1080 and 1193 of the simulated worlds: the disk has the subscription, and the gateway ends before SUBACK leaves.
     */
    @Test
    @Covers({"SN12-TID-07"})
    void anIdWhoseSubAckDidNotLeave_isAnnouncedAfterTheRestart() {
        store.commitsAtOnce = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        store.commit();
        fixture.crash(1);
        store.commitsAtOnce = true;
        device.getsNothing();
        device.isDelivered("a", "x", Qos.ONE);
        assertThat(device.takes())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Register.class))
                .extracting(Register::topicId)
                .isEqualTo(ID);
    }

    @Test
    void anIdWhoseRegAckWasNotSentToASleeper_isAnnouncedInItsNextWake() {
        device.sends(Messages.subscribe(1, "+", Qos.ONE));
        device.takes();
        device.sleeps(3000);
        device.isDelivered("s", "x", Qos.ONE);
        device.wakes();
        device.takes();
        store.commitsAtOnce = false;
        device.sends(Messages.register(9, "a"));
        fixture.pass(100);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        store.commitsAtOnce = true;
        store.commit();
        fixture.settle();
        device.takes();
        TopicRegistry.Entry entry = fixture.session("d").topics().byName("a");
        assertThat(entry).isNotNull().extracting(known -> known.confirmed).isEqualTo(false);
    }

    @Test
    void messageIdsGoOn_soThatTheDeviceDoesNotTakeANewMessageForAnOldOne() {
        device.sends(Messages.subscribe(1, "a", Qos.TWO));
        device.takes();
        device.isDelivered("a", "x", Qos.TWO);
        int before = ((Publish) device.takes().get(0)).msgId();
        device.sends(new PubRec(before));
        device.gets(new PubRel(before));
        fixture.crash(1);
        device.isDelivered("a", "y", Qos.TWO);
        assertThat(((Publish) device.takes().get(0)).msgId()).isGreaterThan(before);
    }

    @Test
    void aSubscriptionEndedWhileTheBrokerWasAway_isEndedAfterTheRestart() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        device.sends(new Unsubscribe(3, new TopicRef.Named(Octets.ofUtf8("a"))));
        assertThat(device.takes()).hasSize(1);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.crash(1);
        assertThat(device.leg().unsubscribes).containsExactly("a");
    }

    /** Seed 298 of the simulated worlds: what was stored is what the gateway goes by. */
    @Test
    void anEndedSubscriptionThatTheBrokerHasNotConfirmed_isOwedUntilItDoes() {
        endsSubscriptionWhileTheBrokerIsAway();
        fixture.broker.answersSubscribes = false;
        fixture.pass(3);
        assertThat(device.leg().unsubscribes).containsExactly("a");
        assertThat(subscriptionsInStore()).hasSize(1).isEqualTo(subscriptionsInEngine());
        fixture.crash(1);
        fixture.broker.answersSubscribes = true;
        assertThat(device.leg().unsubscribes).as("told again").containsExactly("a");
        assertThat(subscriptionsInStore()).hasSize(1).isEqualTo(subscriptionsInEngine());
        device.leg()
                .say(new BrokerEvent.Unsubscribed(device.leg().unsubscribeTokens.get(0), true));
        fixture.settle();
        store.commit();
        assertThat(subscriptionsInStore()).isEmpty();
        assertThat(subscriptionsInEngine()).isEmpty();
    }

    @Test
    @Covers({"SN12-CLS-03"})
    void aCleanStartLeavesNothingOwed() {
        endsSubscriptionWhileTheBrokerIsAway();
        device.sends(Messages.connect("d", true));
        device.gets(Messages.CONNACK);
        assertThat(device.leg().unsubscribes).isEmpty();
        store.commit();
        assertThat(subscriptionsInStore()).isEmpty();
    }

    private void endsSubscriptionWhileTheBrokerIsAway() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        device.sends(new Unsubscribe(3, new TopicRef.Named(Octets.ofUtf8("a"))));
        device.gets(new UnsubAck(3));
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
    }

    private List<StoredSubscription> subscriptionsInStore() {
        return store.clients().get(0).subscriptions();
    }

    private List<StoredSubscription> subscriptionsInEngine() {
        return Objects.requireNonNull(fixture.engine.stored("d")).subscriptions();
    }

    @Test
    void aDeviceThatSaidGoodbye_isNotMissedAfterARestart() {
        TestDevice willing = fixture.device("w", 9, 5000);
        willing.sends(Messages.connectWithWill("w", true));
        willing.sends(Messages.willTopic("will"));
        willing.sends(Messages.willMsg("gone"));
        willing.takes();
        willing.sends(Disconnect.PLAIN);
        willing.gets(Disconnect.PLAIN);
        fixture.crash(1);
        assertThat(fixture.engine.session("w")).isNull();
    }

    @Test
    void aWillThatIsOwed_isPublishedByTheNextProcess() {
        TestDevice willing = fixture.device("w", 9, 5000);
        willing.sends(Messages.connectWithWill("w", true));
        willing.sends(Messages.willTopic("will"));
        willing.sends(Messages.willMsg("gone"));
        willing.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        willing.leg().breaks();
        fixture.pass(200);
        assertThat(willing.state()).isInstanceOf(SessionState.Lost.class);
        fixture.crash(1);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(100);
        assertThat(willing.leg().lastPublish().topic()).isEqualTo("will");
        assertThat(fixture.engine.session("w")).isNull();
    }

    @Test
    void aDeviceThatMayNotConnectAnyMore_isDisconnected() {
        fixture.policy = (clientId, peer) -> null;
        fixture.crash(1);
        assertThat(device.state().name()).isEqualTo(StateName.DISCONNECTED);
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK_NOT_SUPPORTED);
    }

    @Test
    void whatIsHeldBackForTheStoreIsLimited() {
        store.commitsAtOnce = false;
        device.sends(Messages.register(1, "a"));
        for (int i = 0; i < 100; i++) {
            device.sends(new org.sngateway.codec.v12.PingReq(Octets.EMPTY));
        }
        store.commit();
        fixture.settle();
        assertThat(device.takes()).hasSize(SessionJournal.HELD_MAX);
        assertThat(fixture.observer.drops(org.sngateway.gateway.session.port.DropReason.HELD_OVERFLOW))
                .isEqualTo(37);
        store.commitsAtOnce = true;
    }

    /**
     * A slow store, and more messages for the device than what is held back for it may be (seed 911).
     *
     * <pre>
     * device                gateway                       store
     *   | REGISTER            |  append                     |
     *   |-------------------->|---------------------------->|
     *   |                     |  100 x PUBLISH QoS 0        |
     *   |                     |  (32 held back, 68 stay     |
     *   |                     |   in the buffer)            |
     *   | REGACK, 32 PUBLISH  |               committed     |
     *   |<--------------------|<----------------------------|
     *   | 68 PUBLISH          |
     *   |<--------------------|
     * </pre>
     */
    @Test
    void aSlowStore_costsNoQos0Message() {
        device.sends(Messages.subscribe(1, "a", Qos.ZERO));
        device.takes();
        store.commitsAtOnce = false;
        device.sends(Messages.register(2, "b"));
        for (int i = 0; i < 100; i++) {
            device.isDelivered("a", "x" + i, Qos.ZERO);
        }
        store.commitsAtOnce = true;
        store.commit();
        fixture.pass(1);
        List<SnMessage> got = device.takes();
        assertThat(got).hasSize(101);
        assertThat(((Publish) got.get(100)).data()).isEqualTo(Octets.ofUtf8("x99"));
        assertThat(fixture.observer.drops(org.sngateway.gateway.session.port.DropReason.HELD_OVERFLOW))
                .isZero();
    }
}

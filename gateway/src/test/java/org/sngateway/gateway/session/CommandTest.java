package org.sngateway.gateway.session;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlOutcome.Refusal;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.DownlinkReceipt;
import org.sngateway.gateway.session.port.DropReason;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Operators send messages to devices, awake, asleep or away. */
class CommandTest {
    private static final int ID = 0x0401;
    private static final int MESSAGES_MAX = 10;

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(
            TestOptions.capacity(o -> new EngineOptions.Capacity(
                    o.uplinkWindow(),
                    o.topicsMax(),
                    o.subscriptionsMax(),
                    MESSAGES_MAX,
                    1_000,
                    o.bufferAgeNanosMax(),
                    o.sessionNanos(),
                    o.keepWill(),
                    List.of("config/#"))),
            store);
    private final TestDevice device = fixture.connected("d", false, 60);

    private CommandTest() {
        fixture.broker.sessionPresent = true;
        device.sends(Messages.register(1, "a"));
        device.takes();
    }

    @AfterEach
    void nothingLeaks() {
        store.commitsAtOnce = true;
        fixture.checkNothingLeaks();
    }

    private void commands(String text, Qos qos) {
        fixture.control(EngineFixture.command("d", "a", text, qos));
    }

    private void commands(String topic, String text, long expirySeconds, boolean keepLatest) {
        fixture.control(new ControlRequest.Publish(
                "d",
                new DownlinkCommand(
                        topic,
                        DownlinkCommand.BY_NAME,
                        Octets.ofUtf8(text),
                        Qos.ONE,
                        false,
                        expirySeconds,
                        keepLatest,
                        "order " + text)));
    }

    private ControlOutcome.Queued queued() {
        assertThat(fixture.answer()).isInstanceOf(ControlOutcome.Queued.class);
        return (ControlOutcome.Queued) fixture.answer();
    }

    /** Takes all that the device gets in this wake, answering each, and returns the texts. */
    private List<String> drains() {
        List<String> texts = new ArrayList<>();
        List<SnMessage> got = device.takes();
        while (!got.isEmpty()) {
            for (SnMessage message : got) {
                if (message instanceof Publish publish) {
                    texts.add(publish.data().utf8());
                    if (publish.qos() == Qos.TWO) {
                        device.sends(new PubRec(publish.msgId()));
                    } else if (publish.qos() == Qos.ONE) {
                        device.sends(Messages.pubAck(publish.topic().wireId(), publish.msgId()));
                    }
                } else if (message instanceof Register register) {
                    device.sends(Messages.regAck(register.topicId(), register.msgId()));
                } else if (message instanceof PubRel release) {
                    device.sends(new PubComp(release.msgId()));
                }
            }
            got = device.takes();
        }
        return texts;
    }

    @Test
    void anActiveDeviceGetsItAtOnce_underTheIdThatItHasRegistered() {
        commands("on", Qos.ONE);
        assertThat(queued()).isEqualTo(new ControlOutcome.Queued(1, fixture.nowNanos, -1, true));
        Publish publish = (Publish) device.takes().get(0);
        assertThat(publish.topic().wireId()).isEqualTo(ID);
        device.sends(Messages.pubAck(ID, publish.msgId()));
        assertThat(device.leg().acknowledged)
                .as("the broker knows nothing of it")
                .isEmpty();
        assertThat(store.clients().get(0).commands()).isEmpty();
    }

    @Test
    void itsReceiptTellsWhenItWasQueuedAndHowOftenItWasSent() {
        device.sleeps(100);
        commands("a", "on", Delivery.NO_EXPIRY, false);
        long queuedNanos = fixture.nowNanos;
        fixture.pass(50);
        device.wakes();
        device.takes();
        fixture.pass(11);
        assertThat(drains()).containsExactly("on");
        assertThat(fixture.observer.delivered).hasSize(1);
        DownlinkReceipt receipt = fixture.observer.delivered.get(0);
        assertThat(receipt.queuedNanos()).isEqualTo(queuedNanos);
        assertThat(receipt.attempts()).isEqualTo(2);
        assertThat(receipt.correlation()).isEqualTo("order on");
        assertThat(receipt.source()).isEqualTo(DownlinkReceipt.Source.COMMAND);
    }

    @Test
    void aTopicThatTheDeviceDoesNotKnow_isAnnouncedFirst() {
        fixture.control(EngineFixture.command("d", "b", "on", Qos.ONE));
        assertThat(device.takes())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Register.class))
                .extracting(register -> register.topicName().utf8())
                .isEqualTo("b");
    }

    @Test
    void itWaitsForASleeper_inTheBrokersOrder() {
        device.sends(Messages.subscribe(2, "a", Qos.ONE));
        device.takes();
        device.sleeps(300);
        device.isDelivered("a", "first", Qos.ONE);
        commands("second", Qos.ONE);
        assertThat(queued().expectedNanos()).isEqualTo(fixture.nowNanos + 300 * EngineFixture.SECOND);
        device.isDelivered("a", "third", Qos.ONE);
        device.getsNothing();
        device.wakes();
        assertThat(drains()).containsExactly("first", "second", "third");
    }

    @Test
    void whoIsAwayGetsItWithTheNextConnection() {
        device.sends(Disconnect.PLAIN);
        device.takes();
        commands("on", Qos.ONE);
        assertThat(queued().expectedNanos()).isEqualTo(ControlOutcome.Queued.UNKNOWN);
        device.sends(Messages.connect("d", false));
        assertThat(drains()).containsExactly("on");
    }

    @Test
    void aCleanSessionThatIsOverTakesNone() {
        TestDevice clean = fixture.connected("c", true, 60);
        clean.sends(Disconnect.PLAIN);
        clean.takes();
        fixture.control(EngineFixture.command("c", "a", "on", Qos.ONE));
        assertThat(fixture.refusal()).isEqualTo(Refusal.UNKNOWN_CLIENT);
    }

    @Test
    void itIsConfirmedOnlyWhenItIsStored_andNotSentBefore() {
        store.commitsAtOnce = false;
        commands("on", Qos.ONE);
        assertThat(fixture.answers).isEmpty();
        device.getsNothing();
        store.commitsAtOnce = true;
        store.commit();
        fixture.settle();
        assertThat(queued().durable()).isTrue();
        assertThat(drains()).containsExactly("on");
    }

    @Test
    void qos0IsHeldInMemory_andSaysSo() {
        device.sleeps(300);
        commands("on", Qos.ZERO);
        assertThat(queued().durable()).isFalse();
        fixture.crash(1);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    void whatWasConfirmed_outlivesACrash() {
        device.sleeps(300);
        commands("one", Qos.ONE);
        commands("two", Qos.TWO);
        fixture.crash(10);
        device.wakes();
        assertThat(drains()).containsExactly("one", "two");
        assertThat(store.clients().get(0).commands()).isEmpty();
        fixture.crash(1);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    void aQos2CommandSentBeforeACrash_comesAgainUnderItsMessageId_soThatTheDeviceCanTell() {
        commands("on", Qos.TWO);
        Publish before = (Publish) device.takes().get(0);
        fixture.crash(1);
        device.getsNothing();
        fixture.pass(1);
        Publish after = (Publish) device.takes().get(0);
        assertThat(after.msgId()).isEqualTo(before.msgId());
        assertThat(after.dup()).isTrue();
        device.sends(new PubRec(after.msgId()));
        device.gets(new PubRel(after.msgId()));
    }

    /** A device that has heard PUBREL forgets the id: what is sent under another one would be new to it. */
    @Test
    void pubRelWaitsUntilAQos2CommandIsOutOfTheStore() {
        commands("on", Qos.TWO);
        Publish publish = (Publish) device.takes().get(0);
        store.commitsAtOnce = false;
        device.sends(new PubRec(publish.msgId()));
        device.getsNothing();
        store.commit();
        fixture.settle();
        device.gets(new PubRel(publish.msgId()));
        assertThat(store.clients().get(0).commands()).isEmpty();
    }

    @Test
    void aFailingStoreTakesNone() {
        store.healthy = false;
        commands("on", Qos.ONE);
        assertThat(fixture.refusal()).isEqualTo(Refusal.NOT_STORED);
        store.healthy = true;
    }

    @Test
    void aFullQueueTakesNone_alsoWhereTheBrokerCouldSendMore() {
        device.sleeps(300);
        for (int i = 0; i < MESSAGES_MAX; i++) {
            commands("m" + i, Qos.ONE);
            queued();
        }
        commands("more", Qos.ONE);
        assertThat(fixture.answer())
                .isEqualTo(new ControlOutcome.Refused(
                        Refusal.LIMIT,
                        "the client's queue is full (options sleep.queue.max_messages and sleep.queue.max_bytes)"));
        assertThat(store.clients().get(0).commands()).hasSize(MESSAGES_MAX);
    }

    @Test
    void aFullQueueMakesRoomAtTheCostOfQos0() {
        device.sleeps(300);
        for (int i = 0; i < MESSAGES_MAX; i++) {
            commands("m" + i, Qos.ZERO);
        }
        commands("more", Qos.ONE);
        queued();
        assertThat(fixture.observer.downlinkDrops).containsExactly("m0 DOWNLINK_OVERFLOW");
    }

    @Test
    void anIllegalTopic_anUnknownId_andALargeMessageAreRefused() {
        fixture.control(EngineFixture.command("d", "a/#", "x", Qos.ONE));
        assertThat(fixture.refusal()).isEqualTo(Refusal.BAD_TOPIC);
        fixture.control(new ControlRequest.Publish(
                "d", new DownlinkCommand("", 7, Octets.EMPTY, Qos.ONE, false, Delivery.NO_EXPIRY, false, "")));
        assertThat(fixture.refusal()).isEqualTo(Refusal.BAD_TOPIC);
        commands("x".repeat(1_400), Qos.ONE);
        assertThat(fixture.refusal()).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void anExpiredCommandIsNotDelivered_andSaysSoWhenItsTimeIsUp() {
        device.sleeps(300);
        commands("a", "brief", 20, false);
        commands("a", "long", 200, false);
        fixture.pass(21);
        assertThat(fixture.observer.downlinkDrops).containsExactly("brief DOWNLINK_EXPIRED");
        assertThat(store.clients().get(0).commands()).hasSize(1);
        device.wakes();
        assertThat(drains()).containsExactly("long");
    }

    @Test
    void theTimeBeforeACrashCounts() {
        device.sleeps(300);
        commands("a", "brief", 20, false);
        fixture.crash(15);
        fixture.pass(6);
        assertThat(fixture.observer.downlinkDrops).containsExactly("brief DOWNLINK_EXPIRED");
    }

    @Test
    void itIsNotRepeatedAfterItsTime() {
        commands("a", "brief", 15, false);
        assertThat(device.takes()).hasSize(1);
        fixture.pass(11);
        assertThat(device.takes()).as("repeated").hasSize(1);
        fixture.pass(20);
        device.getsNothing();
        assertThat(fixture.observer.downlinkDrops).containsExactly("brief DOWNLINK_EXPIRED");
    }

    @Test
    void itIsNotSentWhenTheStoreTookTooLong() {
        store.commitsAtOnce = false;
        commands("a", "brief", 5, false);
        fixture.pass(6);
        store.commit();
        fixture.settle();
        device.getsNothing();
    }

    @Test
    void theBrokersExpiryCountsFromItsArrival_whateverItSaysWhenItComesAgain() {
        device.sends(Messages.subscribe(2, "a", Qos.ONE));
        device.takes();
        device.sleeps(300);
        device.leg().say(new BrokerEvent.MessageArrived(brief(1, 60)));
        fixture.settle();
        fixture.pass(40);
        device.leg().breaks();
        fixture.pass(2);
        // A broker sends what is left: the time until now must not be counted twice.
        device.leg().say(new BrokerEvent.MessageArrived(brief(2, 18)));
        fixture.settle();
        fixture.pass(10);
        device.wakes();
        assertThat(drains()).containsExactly("brief");
        assertThat(device.leg().acknowledged).containsExactly(2L);
    }

    private static Delivery brief(long id, long expirySeconds) {
        return new Delivery(id, "a", Octets.ofUtf8("brief"), Qos.ONE, false, expirySeconds);
    }

    @Test
    void keepLatest_replacesWhatStillWaitsOnTheTopic() {
        device.sleeps(300);
        commands("a", "old", Delivery.NO_EXPIRY, false);
        commands("b", "other", Delivery.NO_EXPIRY, false);
        commands("a", "new", Delivery.NO_EXPIRY, true);
        assertThat(fixture.observer.downlinkDrops).containsExactly("old " + DropReason.DOWNLINK_REPLACED);
        assertThat(store.clients().get(0).commands()).hasSize(2);
        device.wakes();
        assertThat(drains()).containsExactly("other", "new");
    }

    @Test
    void keepLatest_neverReplacesWhatMayHaveBeenSent() {
        commands("a", "old", Delivery.NO_EXPIRY, true);
        assertThat(device.takes()).hasSize(1);
        commands("a", "new", Delivery.NO_EXPIRY, true);
        commands("a", "newest", Delivery.NO_EXPIRY, true);
        assertThat(fixture.observer.downlinkDrops).containsExactly("new DOWNLINK_REPLACED");
        fixture.pass(11);
        assertThat(drains()).containsExactly("old", "newest");
    }

    @Test
    void keepLatest_byOption_replacesTheBrokersMessages_andTellsTheBroker() {
        device.sends(Messages.subscribe(2, "config/#", Qos.TWO));
        device.takes();
        device.sleeps(300);
        device.isDelivered("config/d", "1", Qos.ONE);
        device.isDelivered("config/d", "2", Qos.TWO);
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.isDelivered("config/d", "3", Qos.ZERO);
        assertThat(device.leg().acknowledged).as("QoS 0 takes nobody's place").containsExactly(1L);
        device.wakes();
        assertThat(drains()).containsExactly("2", "3");
    }

    @Test
    void theBrokerForgetsWhatACommandReplaces_onlyWhenTheCommandIsStored() {
        device.sends(Messages.subscribe(2, "a", Qos.ONE));
        device.takes();
        device.sleeps(300);
        device.isDelivered("a", "old", Qos.ONE);
        store.commitsAtOnce = false;
        commands("a", "new", Delivery.NO_EXPIRY, true);
        assertThat(device.leg().acknowledged).isEmpty();
        store.commit();
        fixture.settle();
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }

    @Test
    void aForgottenDeviceGetsNoCommand() {
        device.sleeps(300);
        commands("on", Qos.ONE);
        fixture.control(new ControlRequest.Forget("d"));
        assertThat(fixture.answer()).isEqualTo(new ControlOutcome.Done(1));
        fixture.crash(1);
        assertThat(store.clients()).isEmpty();
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK);
    }

    /** Seed 354 of the operated worlds: it waited for the store, behind something that had to be stored first. */
    @Test
    void whatWasHeldBackWhenTheDeviceWasForgotten_isNotSentAfterwards() {
        store.commitsAtOnce = false;
        device.sends(Messages.register(2, "b"));
        commands("on", Qos.ZERO);
        fixture.control(new ControlRequest.Forget("d"));
        store.commit();
        fixture.settle();
        device.gets(Disconnect.PLAIN);
    }

    @Test
    void aDroppedCommandDoesNotComeBack() {
        device.sleeps(300);
        commands("on", Qos.TWO);
        fixture.control(new ControlRequest.Drop("d", queued().number()));
        fixture.crash(1);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    void aCleanStartEndsWhatWaits() {
        device.sends(Disconnect.PLAIN);
        device.takes();
        commands("on", Qos.ONE);
        device.sends(Messages.connect("d", true));
        device.gets(Messages.CONNACK);
        assertThat(fixture.observer.downlinkDrops).containsExactly("on DOWNLINK_SESSION_ENDED");
        assertThat(store.clients().get(0).commands()).isEmpty();
    }
}

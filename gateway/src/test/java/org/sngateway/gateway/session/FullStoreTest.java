package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.DropReason;

import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** The disk is full: what would have to be stored is refused with congestion, and everything else goes on. */
class FullStoreTest {
    private static final int ID = 0x0401;

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(UnaryOperator.identity(), store);
    private final TestDevice device = connected();

    private TestDevice connected() {
        TestDevice made = fixture.connected("d", false, 3600);
        made.sends(Messages.register(1, "a"));
        made.takes();
        return made;
    }

    private void diskIsFull() {
        store.healthy = false;
        store.commitsAtOnce = false;
    }

    private void thereIsRoom() {
        store.healthy = true;
        store.commitsAtOnce = true;
        store.commit();
        fixture.settle();
    }

    @AfterEach
    void nothingLeaks() {
        thereIsRoom();
        fixture.checkNothingLeaks();
    }

    @Test
    void newDeviceIsToldCongestion_andConnectsWhenThereIsRoom() {
        diskIsFull();
        TestDevice late = fixture.device("late");
        late.sends(Messages.connect("late", false));
        late.gets(new ConnAck(ReturnCode.CONGESTION));
        thereIsRoom();
        late.sends(Messages.connect("late", false));
        late.gets(new ConnAck(ReturnCode.ACCEPTED));
    }

    /** Seed 2077 of the simulated worlds. */
    @Test
    @Covers({"SN12-KA-02"})
    void refusedConnectIsASignOfLife() {
        TestDevice minute = fixture.connected("m", false, 60);
        diskIsFull();
        fixture.pass(80);
        minute.sends(Messages.connect("m", true));
        minute.gets(new ConnAck(ReturnCode.CONGESTION));
        fixture.pass(80);
        assertThat(minute.state()).isInstanceOf(SessionState.Active.class);
        fixture.pass(11);
        assertThat(minute.state()).isInstanceOf(SessionState.Lost.class);
    }

    /** Seed 3686 of the simulated worlds. */
    @Test
    @Covers({"SN12-SLP-02"})
    void aSleeperIsNotSentWhatWaitedTooLongForTheDisk() {
        diskIsFull();
        device.sends(new Disconnect(600));
        device.getsNothing();
        fixture.pass(11);
        thereIsRoom();
        device.getsNothing();
        assertThat(fixture.observer.drops(DropReason.HELD_TOO_LONG)).isEqualTo(1);
        device.sends(new Disconnect(600));
        device.gets(Disconnect.PLAIN);
    }

    /** The same seed: what the drop cost is told, and not only that there was one. */
    @Test
    @Covers({"SN12-SLP-02"})
    void aMessageThatWaitedTooLongForTheDisk_isReportedAsLost() {
        diskIsFull();
        device.sends(new Disconnect(600));
        device.isDelivered("a", "x", Qos.ZERO);
        device.wakes();
        fixture.pass(11);
        thereIsRoom();
        device.getsNothing();
        assertThat(fixture.observer.downlinkDrops).containsExactly("x HELD_TOO_LONG");
    }

    @Test
    void aSleeperThatStillListens_isToldAsSoonAsThereIsRoom() {
        diskIsFull();
        device.sends(new Disconnect(600));
        fixture.pass(9);
        thereIsRoom();
        device.gets(Disconnect.PLAIN);
    }

    @Test
    void messagesThatTheBrokerTakesGoOn() {
        diskIsFull();
        device.sends(Messages.publish(Qos.ZERO, ID, 0, "x"));
        device.sends(Messages.publish(Qos.ONE, ID, 5, "y"));
        device.gets(Messages.pubAck(ID, 5));
        assertThat(device.leg().publishes).hasSize(2);
    }

    @Test
    void qos2IsRefused_andTakenWhenThereIsRoom() {
        diskIsFull();
        device.sends(Messages.publish(Qos.TWO, ID, 5, "x"));
        device.gets(Messages.pubAck(ID, 5, ReturnCode.CONGESTION));
        assertThat(device.leg().publishes).isEmpty();
        thereIsRoom();
        device.sends(Messages.publish(Qos.TWO, ID, 6, "x"));
        device.gets(new PubRec(6));
        device.sends(new PubRel(6));
        assertThat(device.leg().publishes).hasSize(1);
        device.takes();
    }

    @Test
    void whatIsToBeSpooledIsRefused() {
        diskIsFull();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        device.sends(Messages.publish(Qos.ONE, ID, 5, "x"));
        device.gets(Messages.pubAck(ID, 5, ReturnCode.CONGESTION));
        assertThat(store.spooled()).isZero();
    }

    @Test
    void newTopicIsRefused_andAKnownOneIsNot() {
        diskIsFull();
        device.sends(Messages.register(2, "b"));
        device.gets(new RegAck(0, 2, ReturnCode.CONGESTION));
        device.sends(Messages.register(3, "a"));
        device.gets(new RegAck(ID, 3, ReturnCode.ACCEPTED));
    }

    @Test
    void subscriptionIsRefused() {
        diskIsFull();
        device.sends(Messages.subscribe(2, "a", Qos.ONE));
        device.gets(Messages.subNack(2, ReturnCode.CONGESTION));
    }

    @Test
    void newWillIsRefused() {
        diskIsFull();
        device.sends(new WillTopicUpd(Qos.ONE, false, Octets.ofUtf8("w")));
        device.gets(new WillTopicResp(ReturnCode.CONGESTION));
        device.sends(new WillMsgUpd(Octets.ofUtf8("gone")));
        device.gets(new WillMsgResp(ReturnCode.CONGESTION));
    }

    /** What it sent when the disk had not shown yet that it is full waits, and nothing else. */
    @Test
    void deviceThatWaitsForTheDiskIsServedMeanwhile() {
        store.commitsAtOnce = false;
        device.sends(Messages.register(2, "b"));
        diskIsFull();
        device.getsNothing();
        device.sends(Messages.publish(Qos.ONE, ID, 3, "x"));
        device.gets(Messages.pubAck(ID, 3));
        device.sends(Messages.publish(Qos.TWO, ID, 4, "y"));
        device.gets(Messages.pubAck(ID, 4, ReturnCode.CONGESTION));
        thereIsRoom();
        device.gets(Messages.regAck(ID + 1, 2));
    }
}

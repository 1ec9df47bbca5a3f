package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;

import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.pubAck;
import static org.sngateway.gateway.session.Messages.publish;
import static org.sngateway.gateway.session.Messages.subscribe;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/** Who is who when addresses change hands: by client id, by address, by a wake-up from elsewhere. */
class TakeOverTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private static EngineFixture wakeFrom(EngineOptions.WakeFrom policy) {
        return new EngineFixture(TestOptions.sleep(
                o -> new EngineOptions.Sleep(o.durationSecondsMax(), policy, true, true, o.wakesMax(), 0)));
    }

    private void connectsWithWill(TestDevice device, boolean clean) {
        device.sends(connectWithWill(device.clientId, clean));
        device.sends(willTopic("w/" + device.clientId));
        device.sends(willMsg("bye"));
        device.takes();
    }

    @Test
    @Covers({"SN12-AMB-08", "SN12-ARC-05", "SN12-CONN-13"})
    void sameClientFromElsewhere_takesItsSessionAlong_oldAddressIsToldOnce_noWill() {
        connectsWithWill(c1, false);
        c1.sends(Messages.register(1, "a/b"));
        c1.takes();
        TestDevice moved = fixture.device("c1", 2, 7000);
        moved.sends(connect("c1", false));
        moved.gets(CONNACK);
        c1.gets(DISCONNECT);
        assertThat(c1.leg().opens).as("one leg, bound again").hasSize(1);
        assertThat(c1.leg().publishes).isEmpty();
        moved.sends(publish(Qos.ONE, 0x0401, 2, "x"));
        moved.gets(pubAck(0x0401, 2));
        c1.sends(publish(Qos.ONE, 0x0401, 3, "x"));
        c1.gets(DISCONNECT);
        assertThat(fixture.engine.boundPeers()).isEqualTo(1);
        assertThat(fixture.bound).containsExactly(moved.peer);
    }

    /** Seed 1833 of the simulated worlds. */
    @Test
    @Covers({"SN12-AMB-08"})
    void displacedDevice_isSentNothingBehindItsDisconnect_thatWasHeldBackForTheDisk() {
        MemoryStore store = new MemoryStore();
        EngineFixture durable = new EngineFixture(UnaryOperator.identity(), store);
        store.commitsAtOnce = false;
        TestDevice first = durable.device("c1");
        TestDevice second = durable.device("c1", 2, 7000);
        first.sends(connect("c1", false));
        second.sends(connect("c1", false));
        first.gets(DISCONNECT);
        store.commitsAtOnce = true;
        store.commit();
        durable.settle();
        first.getsNothing();
        second.gets(CONNACK);
        durable.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-AMB-08"})
    void takeOverThatIsAbandoned_leavesTheOldConnectionAsItWas() {
        c1.sends(new org.sngateway.codec.v12.Connect(false, false, 1, 600, Octets.ofUtf8("c1")));
        c1.takes();
        TestDevice other = fixture.device("c1", 2, 7000);
        other.sends(connectWithWill("c1", false));
        other.takes();
        fixture.pass(91);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        c1.sends(PingReq.EMPTY);
        c1.gets(PINGRESP);
        other.sends(PingReq.EMPTY);
        other.gets(DISCONNECT);
    }

    @Test
    @Covers({"SN12-AMB-09"})
    void anotherClientOnAKnownAddress_activeOneIsLostWithItsWill() {
        connectsWithWill(c1, false);
        TestDevice c2 = new TestDevice(fixture, "c2", c1.peer);
        c2.sends(connect("c2", true));
        c2.gets(CONNACK);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).hasSize(1);
        c2.sends(PingReq.EMPTY);
        c2.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-09", "SN12-AMB-25"})
    void anotherClientOnASleepersAddress_sleeperSleepsOnAndWakesFromAnotherPort() {
        connectsWithWill(c1, false);
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(6000);
        TestDevice c2 = new TestDevice(fixture, "c2", c1.peer);
        c2.sends(connect("c2", true));
        c2.gets(CONNACK);
        assertThat(c1.state()).isInstanceOf(SessionState.Asleep.class);
        assertThat(c1.leg().publishes).isEmpty();
        c1.isDelivered("a/b", "secret", Qos.ONE);
        c2.sends(PingReq.EMPTY);
        c2.gets(PINGRESP);
        TestDevice moved = c1.atPort(5999);
        moved.wakes();
        moved.gets(publish(Qos.ONE, 0x0401, 1, "secret"));
        moved.sends(pubAck(0x0401, 1));
        moved.gets(PINGRESP);
        c2.getsNothing();
    }

    @Test
    @Covers({"SN12-AMB-09"})
    void anotherClientDuringAHandshake_endsThatHandshake() {
        c1.sends(connectWithWill("c1", true));
        c1.takes();
        TestDevice c2 = new TestDevice(fixture, "c2", c1.peer);
        c2.sends(connect("c2", true));
        c2.gets(CONNACK);
        assertThat(fixture.engine.session("c1")).isNull();
        c2.sends(willTopic("w/c1"));
        c2.getsNothing();
        assertThat(fixture.engine.boundPeers()).isEqualTo(1);
    }

    @Test
    @Covers({"SN12-AMB-25"})
    void wakeFromAnotherPortOfTheSameHost_isTheDefault() {
        c1.sends(connect("c1", false));
        c1.takes();
        c1.sleeps(6000);
        TestDevice moved = c1.atPort(5001);
        moved.wakes();
        moved.gets(PINGRESP);
        assertThat(fixture.observer.events).contains("moved c1 10.0.0.1:5000 10.0.0.1:5001");
        c1.sends(PingReq.EMPTY);
        c1.gets(DISCONNECT);
        TestDevice elsewhere = fixture.device("c1", 9, 5000);
        elsewhere.wakes();
        elsewhere.gets(DISCONNECT);
        assertThat(fixture.observer.events).contains("wakeRefused c1 10.0.0.9:5000");
        moved.wakes();
        moved.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-25"})
    void wakeFromNowhereElse_orFromAnywhere_areOptions() {
        for (EngineOptions.WakeFrom policy : EngineOptions.WakeFrom.values()) {
            EngineFixture other = wakeFrom(policy);
            TestDevice device = other.device("c1");
            device.sends(connect("c1", false));
            device.takes();
            device.sleeps(6000);
            TestDevice port = device.atPort(5001);
            port.wakes();
            port.gets(policy == EngineOptions.WakeFrom.NEVER ? DISCONNECT : PINGRESP);
            TestDevice host = other.device("c1", 9, 5000);
            host.wakes();
            host.gets(policy == EngineOptions.WakeFrom.ANY ? PINGRESP : DISCONNECT);
            other.checkNothingLeaks();
        }
    }

    @Test
    @Covers({"SN12-AMB-25"})
    void pingWithTheIdOfAnActiveClientFromElsewhere_isTurnedAwayAndChangesNothing() {
        c1.sends(connect("c1", false));
        c1.takes();
        TestDevice moved = c1.atPort(5001);
        moved.wakes();
        moved.gets(DISCONNECT);
        c1.sends(PingReq.EMPTY);
        c1.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-25"})
    void pingThatNamesAnotherSleeper_movesThatOneHere_andUnbindsWhoWasHere() {
        connectsWithWill(c1, false);
        TestDevice sleeper = fixture.device("s", 1, 6000);
        sleeper.sends(connect("s", false));
        sleeper.takes();
        sleeper.sleeps(6000);
        c1.sends(new PingReq(Octets.ofUtf8("s")));
        c1.gets(PINGRESP);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(sleeper.state()).isInstanceOf(SessionState.Asleep.class);
        sleeper.sends(PingReq.EMPTY);
        sleeper.gets(DISCONNECT);
        c1.sends(PingReq.EMPTY);
        c1.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-25"})
    void pingThatNamesASleeperOfAnotherHost_isTurnedAway_andBothStay() {
        c1.sends(connect("c1", false));
        TestDevice sleeper = fixture.device("s", 7, 6000);
        sleeper.sends(connect("s", false));
        sleeper.takes();
        c1.takes();
        sleeper.sleeps(6000);
        c1.sends(new PingReq(Octets.ofUtf8("s")));
        c1.gets(DISCONNECT);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        sleeper.wakes();
        sleeper.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-01", "SN12-SLP-15"})
    void sleeperReconnectsFromElsewhere_oldAddressIsLeftAlone_bufferFollowsConnack() {
        c1.sends(connect("c1", false));
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(6000);
        c1.isDelivered("a/b", "1", Qos.ONE);
        TestDevice moved = fixture.device("c1", 2, 7000);
        moved.sends(connect("c1", true));
        moved.gets(CONNACK, publish(Qos.ONE, 0x0401, 1, "1"));
        moved.sends(pubAck(0x0401, 1));
        moved.getsNothing();
        c1.getsNothing();
        assertThat(c1.leg().opens).hasSize(1);
    }
}

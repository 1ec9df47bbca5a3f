package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.TOPIC;
import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.started;
import static org.sngateway.simulator.check.Story.up;

class NobodyStartsOverTest {
    private static final Connect CONNECT = new Connect(false, true, 1, 60, Octets.ofUtf8(ME));
    private static final PubAck INVALID = new PubAck(TOPIC_ID, 1, ReturnCode.INVALID_TOPIC_ID);

    private final Story story = Story.of(ledger -> new NobodyStartsOver());

    private Story restarted() {
        return story.then(crashed(), started());
    }

    private Story registered() {
        return story.connects(false)
                .hears(new Register(0, 1, Octets.ofUtf8(TOPIC)))
                .sends(new RegAck(TOPIC_ID, 1, ReturnCode.ACCEPTED));
    }

    @Test
    void breaksWhenASleeperIsToldToStartOver() {
        story.connects(true).sleeps(600);
        restarted().wakes().sends(Disconnect.PLAIN).breaks("DISCONNECT");
    }

    @Test
    void breaksWhenAConnectedDeviceIsToldToStartOver() {
        story.connects(false);
        restarted().hears(up("u1", Qos.ONE, 1)).sends(Disconnect.PLAIN).breaks("DISCONNECT");
    }

    @Test
    void letsAnActiveCleanSessionStartOver() {
        story.connects(true);
        restarted().hears(up("u1", Qos.ONE, 1)).sends(Disconnect.PLAIN).holds();
    }

    @Test
    void letsADeviceGoAndSleep() {
        story.connects(false);
        restarted().hears(new Disconnect(60)).sends(Disconnect.PLAIN).holds();
    }

    @Test
    void letsALostDeviceStartOver() {
        story.connects(true).sleeps(600);
        restarted()
                .after(901)
                .turns(StateName.ASLEEP, StateName.LOST)
                .wakes()
                .sends(Disconnect.PLAIN)
                .holds();
    }

    @Test
    void letsAMovedDeviceStartOver() {
        story.connects(false).then(new WorldEvent.DeviceMoved(ME, ME));
        restarted().hears(up("u1", Qos.ONE, 1)).sends(Disconnect.PLAIN).holds();
    }

    @Test
    void letsTheBrokersAbsenceEndSessions() {
        story.connects(false);
        restarted()
                .then(new WorldEvent.BrokerWentAway())
                .after(300)
                .sends(Disconnect.PLAIN)
                .holds();
    }

    @Test
    void breaksWhenATopicIdIsForgotten() {
        registered();
        restarted().hears(up("u1", Qos.ONE, 1)).sends(INVALID).breaks("topic id");
    }

    @Test
    void letsAStaleTopicIdBeRefused() {
        registered()
                .connects(true, StateName.ACTIVE)
                .hears(up("u1", Qos.ONE, 1))
                .sends(INVALID)
                .holds();
    }

    /** Seed 1081: the double connected after the restart, and the session is its own since then. */
    @Test
    void letsADoubleTakeTheSession() {
        story.connects(true).sleeps(600);
        restarted()
                .then(new WorldEvent.DeviceSent("double", ME, CONNECT))
                .then(new WorldEvent.GatewayReceived("double", ME, CONNECT))
                .wakes()
                .sends(Disconnect.PLAIN)
                .holds();
    }

    @Test
    void breaksWhenTheDoubleWasNotHeardYet() {
        story.connects(true).sleeps(600);
        restarted()
                .then(new WorldEvent.DeviceSent("double", ME, CONNECT))
                .wakes()
                .sends(Disconnect.PLAIN)
                .breaks("DISCONNECT");
    }
}

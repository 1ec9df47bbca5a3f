package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.queued;

class ExactlyOnceDownlinkTest {
    private final Story story = Story.of(ExactlyOnceDownlink::new);

    private Story got() {
        return story.connects(false)
                .then(queued("d1", Qos.TWO))
                .sends(down("d1", Qos.TWO, 1))
                .then(deviceGot("d1", Qos.TWO))
                .hears(new PubRec(1));
    }

    private Story sentAgain(int msgId) {
        return story.sends(down("d1", Qos.TWO, msgId)).then(deviceGot("d1", Qos.TWO));
    }

    @Test
    void holdsOnce() {
        got().holds();
    }

    @Test
    void breaksTwice() {
        got();
        sentAgain(1).breaks("2 times");
    }

    @Test
    void breaksWhenARepetitionHasAnotherMessageId() {
        story.connects(false)
                .then(queued("d1", Qos.TWO))
                .sends(down("d1", Qos.TWO, 1))
                .then(deviceGot("d1", Qos.TWO));
        sentAgain(2).breaks("2 times");
    }

    @Test
    void doesNotBlameTheGatewayForACopyThatTheNetworkMade() {
        got().sends(new PubRel(1)).then(deviceGot("d1", Qos.TWO)).holds();
    }

    @Test
    void breaksAcrossAConnectionThatKeepsTheSession() {
        got().connects(false, StateName.ACTIVE);
        sentAgain(1).breaks("d1");
    }

    @Test
    void excusesAReboot() {
        got().then(new WorldEvent.DeviceRebooted(ME, ME));
        sentAgain(1).holds();
    }

    @Test
    void excusesACrashAndACleanStart() {
        got().then(crashed());
        sentAgain(2).connects(true, StateName.ACTIVE);
        sentAgain(3).holds();
    }

    @Test
    void countsARetainedMessageForEachTimeThatTheBrokerTookItIn() {
        got().then(queued("d1", Qos.TWO));
        sentAgain(2).holds();
    }

    @Test
    void takesADoublesCopyForItsFirst() {
        got().then(new WorldEvent.DeviceGot("double", ME, "d1", Story.TOPIC, Qos.TWO))
                .holds();
    }

    /** Seed 706: the gateway keeps the session of a sleeper that starts anew; the device has forgotten what it had. */
    @Test
    void excusesADeviceThatStartsAnewByItself() {
        got().then(new WorldEvent.DeviceStateChanged(ME, ME, DeviceState.OFFLINE));
        story.hears(new Connect(false, true, 1, 60, Octets.ofUtf8(ME)));
        sentAgain(1).holds();
    }

    /** The copy that it does not know comes in addition to a retained one. */
    @Test
    void doesNotCountTheCopyThatADeviceForgot() {
        story.connects(false)
                .then(queued("d1", Qos.TWO))
                .sends(down("d1", Qos.TWO, 1))
                .then(deviceGot("d1", Qos.TWO))
                .then(new WorldEvent.DeviceStateChanged(ME, ME, DeviceState.OFFLINE))
                .hears(new Connect(false, true, 1, 60, Octets.ofUtf8(ME)))
                .then(queued("d1", Qos.TWO));
        sentAgain(1).hears(new PubRec(1));
        sentAgain(2).holds();
    }

    @Test
    void breaksWhenASleeperReconnects() {
        got().then(new WorldEvent.DeviceStateChanged(ME, ME, DeviceState.ASLEEP));
        story.hears(new Connect(false, true, 1, 60, Octets.ofUtf8(ME)));
        sentAgain(1).breaks("2 times");
    }

    /** With MQTT 3.1.1 the client's memory ends with its leg, and the broker delivers again what it has no answer for. */
    @Test
    void excusesALegThatTookItsMemoryWithIt() {
        got().then(new WorldEvent.LegForgot(ME));
        sentAgain(2).holds();
    }

    @Test
    void breaksWhenTheLegOfAnotherClientForgot() {
        got().then(new WorldEvent.LegForgot("another"));
        sentAgain(2).breaks("2 times");
    }

    @Test
    void breaksWhenTheLegForgotBeforeTheFirstTime() {
        story.then(new WorldEvent.LegForgot(ME));
        got();
        sentAgain(2).breaks("2 times");
    }
}

package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.queued;

class ExactlyOnceDownlinkTest {
    private final Story story = Story.of(ExactlyOnceDownlink::new);

    private Story got() {
        return story.connects(false).then(queued("d1", Qos.TWO), deviceGot("d1", Qos.TWO));
    }

    @Test
    void holdsOnce() {
        got().holds();
    }

    @Test
    void breaksTwice() {
        got().then(deviceGot("d1", Qos.TWO)).breaks("2 times");
    }

    @Test
    void breaksAcrossAConnectionThatKeepsTheSession() {
        got().connects(false, StateName.ACTIVE).then(deviceGot("d1", Qos.TWO)).breaks("d1");
    }

    @Test
    void excusesAReboot() {
        got().then(new WorldEvent.DeviceRebooted(ME, ME), deviceGot("d1", Qos.TWO))
                .holds();
    }

    @Test
    void excusesACrashAndACleanStart() {
        got().then(crashed(), deviceGot("d1", Qos.TWO))
                .connects(true, StateName.ACTIVE)
                .then(deviceGot("d1", Qos.TWO))
                .holds();
    }

    @Test
    void countsARetainedMessageForEachTimeThatTheBrokerTookItIn() {
        got().then(queued("d1", Qos.TWO), deviceGot("d1", Qos.TWO)).holds();
    }

    @Test
    void takesADoublesCopyForItsFirst() {
        got().then(new WorldEvent.DeviceGot("double", ME, "d1", Story.TOPIC, Qos.TWO))
                .holds();
    }
}

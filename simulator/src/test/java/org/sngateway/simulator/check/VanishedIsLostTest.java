package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.ended;
import static org.sngateway.simulator.check.Story.healed;
import static org.sngateway.simulator.check.Story.started;

class VanishedIsLostTest {
    private static final WorldEvent WILL = new WorldEvent.WillPublished(ME, "will/dev", "will-dev", false);

    private final Story story = Story.of(ledger -> new VanishedIsLost()).begins();

    private Story connectedWithWill() {
        return story.hears(
                        new Connect(true, false, 1, 60, Octets.ofUtf8(ME)),
                        new WillTopic(Qos.ONE, false, Octets.ofUtf8("will/dev")),
                        new WillMsg(Octets.ofUtf8("w")))
                .connects(new Connect(true, false, 1, 60, Octets.ofUtf8(ME)), StateName.DISCONNECTED);
    }

    private Story vanished() {
        return story.then(new WorldEvent.DeviceVanished(ME, ME), healed());
    }

    @Test
    void holdsWhenItIsLostInTime() {
        connectedWithWill();
        vanished()
                .after(90)
                .turns(StateName.ACTIVE, StateName.LOST)
                .then(WILL)
                .after(7_200)
                .then(ended())
                .holds();
    }

    @Test
    void breaksWhenItIsNotDeclaredLost() {
        connectedWithWill();
        vanished().after(600).then(ended()).breaks("not declared lost");
    }

    @Test
    void breaksWhenTheWillOfASleeperIsMissing() {
        connectedWithWill().sleeps(600);
        vanished()
                .after(900)
                .turns(StateName.ASLEEP, StateName.LOST)
                .after(600)
                .then(ended())
                .breaks("Will was not published");
    }

    @Test
    void wantsNoWillThatWasDeletedByTheLastMessageOnItsWay() {
        connectedWithWill();
        vanished()
                .hears(WillTopicUpd.EMPTY)
                .after(90)
                .turns(StateName.ACTIVE, StateName.LOST)
                .after(3_600)
                .then(ended())
                .holds();
    }

    @Test
    void waitsForTheSleepToRunOut() {
        connectedWithWill().sleeps(6_000);
        vanished().after(6_000).then(ended()).holds();
    }

    @Test
    void forgetsAnActiveCleanSessionInACrash() {
        story.connects(true);
        vanished().then(crashed(), started()).after(3_600).then(ended()).holds();
    }

    @Test
    void wantsNoWillFromADeviceWithoutOne() {
        story.connects(false);
        vanished()
                .after(90)
                .turns(StateName.ACTIVE, StateName.LOST)
                .after(3_600)
                .then(ended())
                .holds();
    }
}

package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;

class WillOnceTest {
    private static final WorldEvent WILL = new WorldEvent.WillPublished(ME, "will/dev", "will-dev", false);

    private final Story story = Story.of(ledger -> new WillOnce());

    private Story lost() {
        return story.connects(false).turns(StateName.ACTIVE, StateName.LOST);
    }

    @Test
    void holdsOnceForEachLoss() {
        lost().then(WILL).connects(false, StateName.LOST);
        story.turns(StateName.ACTIVE, StateName.LOST).then(WILL).holds();
    }

    @Test
    void breaksTwice() {
        lost().then(WILL, WILL).then(Story.ended()).breaks("more than once");
    }

    /** Seeds 659, 957, 1095 and 1237: the acknowledgement did not come before the device was back. */
    @Test
    void letsTheSamePublishComeAgainWithDup() {
        lost().then(WILL).connects(false, StateName.LOST);
        story.then(new WorldEvent.WillPublished(ME, "will/dev", "will-dev", true))
                .after(20)
                .then(Story.ended())
                .holds();
    }

    @Test
    void breaksWhenNobodyIsLost() {
        story.connects(false).then(WILL).after(20).then(Story.healed()).breaks("ACTIVE");
    }

    @Test
    void letsTheBrokerPublishWhenTheConnectionBreaks() {
        story.connects(false)
                .then(WILL, new WorldEvent.LegLost(ME), Story.ended())
                .holds();
    }

    @Test
    void letsTheBrokerPublishAfterACrash() {
        story.connects(false).then(crashed(), WILL).holds();
    }

    @Test
    void letsAWillThatHadToWaitComeAfterItsDeviceIsBack() {
        lost().connects(false, StateName.LOST)
                .then(WILL)
                .after(20)
                .then(Story.ended())
                .holds();
    }
}

package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;

class UnsubscribedStaysSoTest {
    private static final TopicRef FILTER = new TopicRef.Named(Octets.ofUtf8("a/#"));
    private static final Unsubscribe UNSUBSCRIBE = new Unsubscribe(5, FILTER);
    private static final UnsubAck UNSUBACK = new UnsubAck(5);
    private static final WorldEvent TOLD = new WorldEvent.BrokerUnsubscribed(ME, "a/#");

    private final Story story = Story.of(ledger -> new UnsubscribedStaysSo())
            .begins()
            .connects(false)
            .then(new WorldEvent.LegOpened(ME, false), new WorldEvent.BrokerSubscribed(ME, "a/#"))
            .after(200);

    private Story ends() {
        return story.then(Story.healed()).after(600).then(Story.ended());
    }

    @Test
    void holdsWhenTheBrokerIsToldFirst() {
        story.hears(UNSUBSCRIBE).then(TOLD).sends(UNSUBACK);
        ends().holds();
    }

    @Test
    void breaksWhenTheDeviceIsToldAndTheBrokerIsNot() {
        story.hears(UNSUBSCRIBE).sends(UNSUBACK).breaks("the broker was not told");
    }

    @Test
    void holdsForARepetitionThatIsAbsorbed() {
        story.hears(UNSUBSCRIBE).then(TOLD).hears(UNSUBSCRIBE).sends(UNSUBACK);
        ends().holds();
    }

    @Test
    void holdsWhenTheBrokerIsToldAsSoonAsItIsBack() {
        story.then(new WorldEvent.LegLost(ME))
                .hears(UNSUBSCRIBE)
                .sends(UNSUBACK)
                .then(new WorldEvent.LegOpened(ME, true), TOLD);
        ends().holds();
    }

    @Test
    void breaksWhenThatIsForgotten() {
        story.then(new WorldEvent.LegLost(ME))
                .hears(UNSUBSCRIBE)
                .sends(UNSUBACK)
                .then(new WorldEvent.LegOpened(ME, true));
        ends().breaks("the broker still has it");
    }

    @Test
    void letsTheDeviceSubscribeAgain() {
        story.hears(UNSUBSCRIBE)
                .then(TOLD)
                .sends(UNSUBACK)
                .hears(new Subscribe(false, Qos.ONE, 6, FILTER))
                .then(new WorldEvent.BrokerSubscribed(ME, "a/#"));
        ends().holds();
    }
}

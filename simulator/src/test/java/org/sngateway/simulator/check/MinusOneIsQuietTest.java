package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;

class MinusOneIsQuietTest {
    private static final TopicRef SHORT = new TopicRef.ShortName('u' << 8 | 'a');
    private static final Publish PUBLISH = new Publish(false, Qos.MINUS_ONE, false, SHORT, 0, Octets.ofUtf8("m1"));
    private static final WorldEvent GOT = new WorldEvent.BrokerGotMinusOne("m1", "ua");

    private final Story story = Story.of(MinusOneIsQuiet::new)
            .begins()
            .then(new WorldEvent.DevicePublished(ME, ME, "m1", "ua", Qos.MINUS_ONE));

    @Test
    void holdsOnceForEachCopyThatArrived() {
        story.hears(PUBLISH).then(GOT).hears(PUBLISH).then(GOT).holds();
    }

    @Test
    void breaksWhenItIsPublishedTwice() {
        story.hears(PUBLISH).then(GOT, GOT).breaks("more often");
    }

    @Test
    void breaksUnderAnotherName() {
        story.hears(PUBLISH).then(new WorldEvent.BrokerGotMinusOne("m1", "ub")).breaks("on ub");
    }

    @Test
    void breaksWhenItIsAnswered() {
        story.hears(PUBLISH)
                .sends(new PubAck(SHORT.wireId(), 0, ReturnCode.ACCEPTED))
                .breaks("was answered");
    }

    @Test
    void holdsWhenSomethingElseIsAnswered() {
        story.hears(PUBLISH)
                .then(GOT)
                .sends(new PubAck(SHORT.wireId(), 7, ReturnCode.ACCEPTED))
                .holds();
    }
}

package org.sngateway.gateway.session;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;

/**
 * One device, one broker, a network that loses, doubles and delays: whatever happens, the promises of the architecture
 * hold (S1 to S8), and once everything is well again all that was promised has arrived. The seed of a failure is printed
 * by jqwik; {@link ModelWorld#run} with it repeats the run.
 */
class DeviceModelTest {

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    @Covers({
        "SN12-QOS-01",
        "SN12-QOS-02",
        "SN12-QOS-03",
        "SN12-SLP-02",
        "SN12-SLP-05",
        "SN12-SLP-06",
        "SN12-TMR-02",
        "SN12-PUBG-08",
        "SN12-REG-04"
    })
    void promisesHold_withLossDuplicatesSleepAndLostLegs(@ForAll long seed) {
        new ModelWorld(seed).run();
    }

    /** All repetitions of a REGISTER were lost in the last moments of trouble. */
    @Test
    void whatWasRepeatedInVainGoesOnWhenTheDeviceIsHeard() {
        new ModelWorld(156_782).run();
    }

    @Test
    @Covers({"SN12-SEQ-02", "SN12-SEQ-03", "SN12-SEQ-04", "SN12-SEQ-05", "SN12-SEQ-06", "SN12-TMR-02"})
    void oneConversation_withEachDatagramLostOnceOrDoubledOnce() {
        int datagrams = new ModelWorld(1).converse(-1, -1);
        for (int i = 0; i < datagrams; i++) {
            new ModelWorld(1).converse(i, -1);
            new ModelWorld(1).converse(-1, i);
        }
    }
}

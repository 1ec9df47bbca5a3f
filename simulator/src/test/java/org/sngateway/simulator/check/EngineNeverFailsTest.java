package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.started;

class EngineNeverFailsTest {
    private final Story story = Story.of(ledger -> new EngineNeverFails()).begins();

    @Test
    void holdsWhenTheProcessIsKilledAndStartsAgain() {
        story.connects(false).then(crashed(), started()).hears(PingReq.EMPTY).holds();
    }

    @Test
    void breaksWhenTheEngineThrows() {
        story.connects(false)
                .then(new WorldEvent.EngineFailed("java.lang.IllegalStateException: twice"))
                .hears(PingReq.EMPTY)
                .breaks("IllegalStateException: twice");
    }
}

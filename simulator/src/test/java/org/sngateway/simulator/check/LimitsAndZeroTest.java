package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.world.WorldEvent;
import org.sngateway.simulator.world.WorldEvent.EngineNumbers;

class LimitsAndZeroTest {
    private final Story story = Story.of(ledger -> new LimitsAndZero()).begins();

    private Story measured(EngineNumbers numbers) {
        return story.then(new WorldEvent.EngineMeasured(numbers));
    }

    @Test
    void holdsWithinLimits() {
        measured(new EngineNumbers(2, 3, 5, 400, 1, 4)).holds();
    }

    @Test
    void breaksBeyondTheBuffer() {
        measured(new EngineNumbers(2, 2, 0, 401, 0, 0)).breaks("buffered");
    }

    @Test
    void breaksWithTooManyLegsBeingOpened() {
        measured(new EngineNumbers(9, 9, 0, 0, 0, 5)).breaks("legs");
    }

    @Test
    void breaksWithAddressesOfNobody() {
        measured(new EngineNumbers(0, 1, 0, 0, 0, 0)).breaks("bound");
    }

    @Test
    void breaksWhenSomethingIsLeftWithoutSessions() {
        measured(new EngineNumbers(0, 0, 0, 3, 0, 0)).breaks("3 messages");
        Story.of(ledger -> new LimitsAndZero())
                .begins()
                .then(new WorldEvent.EngineMeasured(new EngineNumbers(0, 0, 1, 0, 0, 0)))
                .breaks("no sessions");
    }

    @Test
    void doesNotJudgeWhatIsNotTold() {
        measured(new EngineNumbers(0, -1, -1, -1, -1, -1)).holds();
    }

    @Test
    void wantsNothingLeftInTheEnd() {
        story.then(new WorldEvent.AllGone(0, 0, 0, 0, 0)).holds();
        story.then(new WorldEvent.AllGone(0, 0, 0, 1, 0)).breaks("storedClients=1");
    }
}

package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

class ForeignChangesNothingTest {
    private static final WorldEvent FOREIGN = new WorldEvent.GatewayReceivedForeign("PINGREQ of nobody");
    private static final WorldEvent HANDLED = new WorldEvent.ForeignHandled(null);

    private final Story story = Story.of(ledger -> new ForeignChangesNothing());

    @Test
    void holdsWhenAStrangerIsTurnedAway() {
        story.then(FOREIGN, new WorldEvent.GatewaySent(null, null, Disconnect.PLAIN), HANDLED)
                .sends(new PingResp())
                .turns(StateName.ACTIVE, StateName.LOST)
                .holds();
    }

    @Test
    void breaksWhenASessionChangesItsState() {
        story.then(FOREIGN).turns(StateName.ACTIVE, StateName.DISCONNECTED).breaks("PINGREQ of nobody");
    }

    @Test
    void breaksWhenADeviceIsSentSomething() {
        story.then(FOREIGN).sends(Disconnect.PLAIN).breaks("PINGREQ of nobody");
    }

    @Test
    void breaksWhenTheEngineTellsADifference() {
        story.then(FOREIGN, new WorldEvent.ForeignHandled("one session more")).breaks("one session more");
    }
}

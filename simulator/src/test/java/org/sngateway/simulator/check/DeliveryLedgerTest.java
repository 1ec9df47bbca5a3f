package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.simulator.check.Story.accepted;
import static org.sngateway.simulator.check.Story.brokerGot;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.queued;
import static org.sngateway.simulator.check.Story.up;

class DeliveryLedgerTest {
    private final DeliveryLedger ledger = new DeliveryLedger();
    private final Story story = Story.of(own -> ledger);

    @Test
    void countsWhatBecameOfAMessage() {
        story.then(published("u1", Qos.ONE))
                .hears(up("u1", Qos.ONE, 1))
                .then(brokerGot("u1", Qos.ONE), brokerGot("u1", Qos.ONE))
                .sends(accepted(1))
                .holds();
        assertThat(ledger.uplinks()).singleElement().satisfies(entry -> {
            assertThat(entry.isPromised()).isTrue();
            assertThat(entry.gotByBroker()).isEqualTo(2);
        });
    }

    @Test
    void breaksWhenTheBrokerGetsWhatNobodyPublished() {
        story.then(brokerGot("u1", Qos.ONE)).breaks("u1");
    }

    @Test
    void breaksWhenADeviceGetsWhatWasNotQueuedForIt() {
        story.then(new WorldEvent.BrokerQueued("other", "d1", Story.TOPIC, Qos.ONE), deviceGot("d1", Qos.ONE))
                .breaks("d1");
    }

    @Test
    void takesDownlinkMessagesForEachClientByItself() {
        story.then(queued("d1", Qos.ONE), deviceGot("d1", Qos.ONE)).holds();
    }

    @Test
    void readsTheKeyUpToTheFirstBlank() {
        assertThat(MessageKeys.of(Octets.ofUtf8("u1 xxx"))).isEqualTo("u1");
        assertThat(MessageKeys.of(Octets.ofUtf8("u1"))).isEqualTo("u1");
        assertThat(MessageKeys.of(Octets.EMPTY)).isNull();
    }
}

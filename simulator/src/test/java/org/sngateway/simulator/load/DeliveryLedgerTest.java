package org.sngateway.simulator.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryLedgerTest {
    private final DeliveryLedger ledger = new DeliveryLedger(2);

    private void sent(int device, int count) {
        for (int i = 0; i < count; i++) {
            ledger.onSent(device);
        }
    }

    @Test
    void acknowledgedAndNotArrived_isLost() {
        sent(0, 3);
        ledger.onAcknowledged(0, 0);
        ledger.onAcknowledged(0, 1);
        ledger.onArrived(0, 1);
        assertThat(ledger.totals(true).lost()).isEqualTo(1);
        assertThat(ledger.totals(false).lost())
                .as("without promise, all that was sent")
                .isEqualTo(2);
    }

    @Test
    void aSecondArrival_isADuplicate_notALateOne() {
        sent(0, 2);
        ledger.onArrived(0, 0);
        ledger.onArrived(0, 1);
        ledger.onArrived(0, 0);
        assertThat(ledger.totals(true).duplicates()).isEqualTo(1);
        assertThat(ledger.totals(true).outOfOrder()).isZero();
        assertThat(ledger.totals(true).arrived()).isEqualTo(2);
    }

    @Test
    void aFirstArrivalBehindALaterMessage_isOutOfOrder_perDevice() {
        sent(0, 2);
        sent(1, 2);
        ledger.onArrived(0, 1);
        ledger.onArrived(1, 0);
        ledger.onArrived(0, 0);
        assertThat(ledger.totals(true).outOfOrder()).isEqualTo(1);
    }

    @Test
    void whatNobodySent_isForeign() {
        sent(0, 1);
        ledger.onArrived(0, 1);
        ledger.onArrived(7, 0);
        ledger.onArrived(-1, 0);
        assertThat(ledger.totals(true).foreign()).isEqualTo(3);
        assertThat(ledger.totals(true).arrived()).isZero();
    }
}

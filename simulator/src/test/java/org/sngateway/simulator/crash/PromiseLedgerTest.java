package org.sngateway.simulator.crash;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromiseLedgerTest {
    private static final int STREAM = PromiseLedger.stream(1, 2);

    private final PromiseLedger ledger = new PromiseLedger("uplink", 2);

    private PromiseLedger.Verdict judge() {
        return ledger.judge((stream, sent, promised) -> false);
    }

    @Test
    void namesWhatWasAcknowledgedAndDidNotArrive() {
        ledger.onRound(3);
        int lost = ledger.onSent(STREAM, 10);
        ledger.onRound(4);
        ledger.onPromised(STREAM, lost, 20);
        assertThat(ledger.owed()).isEqualTo(1);
        assertThat(judge().lost()).containsExactly(new PromiseLedger.Broken("uplink", 1, 2, 0, 3, 10, 4, 20));
    }

    @Test
    void owesNothingForWhatWasNeverAcknowledged() {
        ledger.onSent(STREAM, 10);
        assertThat(judge().lost()).isEmpty();
        assertThat(judge().sent()).isEqualTo(1);
    }

    @Test
    void countsSeparatelyWhatHasAnExcuse() {
        int lost = ledger.onSent(STREAM, 10);
        ledger.onPromised(STREAM, lost, 20);
        PromiseLedger.Verdict verdict = ledger.judge((stream, sent, promised) -> promised == 20);
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.excused()).isEqualTo(1);
    }

    @Test
    void countsCopiesByQos() {
        ledger.onSent(STREAM, 10);
        ledger.onArrived(STREAM, 0);
        ledger.onArrived(STREAM, 0);
        assertThat(judge().copiesQos2()).isEqualTo(1);
        assertThat(judge().copiesQos1()).isZero();
    }

    @Test
    void seesAMessageOvertakeOneThatWasAcknowledgedBeforeItWasSent() {
        ledger.onSent(STREAM, 10);
        ledger.onPromised(STREAM, 0, 20);
        ledger.onSent(STREAM, 30);
        ledger.onArrived(STREAM, 1);
        ledger.onArrived(STREAM, 0);
        assertThat(judge().disordered()).hasSize(1);
    }

    @Test
    void leavesTheOrderFreeOfWhatWasUnderWayTogether() {
        ledger.onSent(STREAM, 10);
        ledger.onSent(STREAM, 15);
        ledger.onPromised(STREAM, 0, 20);
        ledger.onArrived(STREAM, 1);
        ledger.onArrived(STREAM, 0);
        assertThat(judge().disordered()).isEmpty();
    }

    @Test
    void takesArrivalsThatNobodySentForForeign() {
        ledger.onArrived(STREAM, 0);
        ledger.onArrived(99, 0);
        assertThat(judge().foreign()).isEqualTo(2);
    }
}

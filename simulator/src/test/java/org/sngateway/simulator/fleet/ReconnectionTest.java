package org.sngateway.simulator.fleet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectionTest {
    private static final long WAIT = 5 * Times.SECOND;

    private final FleetTally tally = new FleetTally();
    private final Reconnection reconnection = new Reconnection(tally, WAIT);

    @Test
    void waitsTwiceAsLongAfterEachRefusalUpToSixteenTimes() {
        reconnection.onPower(Times.NEVER, 0);
        assertThat(reconnection.takeDue(0)).isTrue();
        assertThat(reconnection.takeDue(0)).as("once").isFalse();
        for (long factor : new long[] {1, 2, 4, 8, 16, 16}) {
            reconnection.onRefused(1000);
            assertThat(reconnection.dueNanos()).isEqualTo(1000 + factor * WAIT);
        }
        reconnection.onConnected(true, 2000);
        reconnection.onLost(3000);
        assertThat(reconnection.dueNanos()).as("a connection ends the doubling").isEqualTo(3000 + WAIT);
    }

    @Test
    void countsARecoveryFromTheLossAndNotFromTheLastAttempt() {
        reconnection.onPower(Times.NEVER, 0);
        reconnection.onConnected(true, 0);
        assertThat(tally.reconnectTime.getTotalCount()).as("it was never away").isZero();
        reconnection.onLost(10 * Times.SECOND);
        reconnection.onLost(20 * Times.SECOND);
        reconnection.onConnected(true, 40 * Times.SECOND);
        assertThat(tally.reconnectTime.getTotalCount()).isEqualTo(1);
        assertThat(Times.seconds(tally.reconnectTime.getMaxValue())).isBetween(29.9, 30.1);
        assertThat(tally.connects).isEqualTo(2);
    }

    @Test
    void forgetsAllOfItWithThePower() {
        reconnection.onPower(Times.NEVER, 0);
        reconnection.onRefused(0);
        reconnection.onPowerLost();
        assertThat(reconnection.dueNanos()).isEqualTo(Times.NEVER);
        reconnection.onPower(7 * Times.SECOND, 7 * Times.SECOND);
        reconnection.onConnected(true, 9 * Times.SECOND);
        assertThat(Times.seconds(tally.reconnectTime.getMaxValue())).isBetween(1.99, 2.01);
        reconnection.onLost(10 * Times.SECOND);
        assertThat(reconnection.dueNanos()).isEqualTo(10 * Times.SECOND + WAIT);
    }

    @Test
    void countsNothingWhenTheRunCountsNoMore() {
        reconnection.onPower(Times.NEVER, 0);
        reconnection.onConnected(false, 1);
        assertThat(reconnection.isConnected()).isTrue();
        assertThat(tally.connects).isZero();
        assertThat(tally.connectTime.getTotalCount()).isZero();
    }
}

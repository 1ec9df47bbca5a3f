package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import static org.assertj.core.api.Assertions.assertThat;

/** How many finished messages are known again, and for how long. */
class RedeliveriesTest {
    private static final int REMEMBERED = 3;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Redeliveries redeliveries = new Redeliveries(REMEMBERED);
    private final SleepBuffer buffer = new SleepBuffer(10, 1_000);

    private static Delivery delivery(int number) {
        return new Delivery(number, "t", Octets.ofUtf8("m" + number), Qos.ONE, false, Delivery.NO_EXPIRY);
    }

    private Redeliveries.Match match(int number, long nowNanos) {
        return redeliveries.match(delivery(number), buffer, nowNanos);
    }

    @Test
    void beyondTheLimitTheOldestIsForgotten_andComesToTheDeviceAgain() {
        for (int number = 1; number <= REMEMBERED + 1; number++) {
            redeliveries.finished(new DownlinkItem(delivery(number), 0));
        }
        redeliveries.onUpstreamUp(true, buffer, 0);
        assertThat(match(1, 1)).isEqualTo(Redeliveries.Match.NEW);
        for (int number = 2; number <= REMEMBERED + 1; number++) {
            assertThat(match(number, 1)).isEqualTo(Redeliveries.Match.FINISHED);
        }
    }

    @Test
    void eachIsKnownOnce() {
        redeliveries.finished(new DownlinkItem(delivery(1), 0));
        redeliveries.onUpstreamUp(true, buffer, 0);
        assertThat(match(1, 1)).isEqualTo(Redeliveries.Match.FINISHED);
        assertThat(match(1, 2)).isEqualTo(Redeliveries.Match.NEW);
    }

    @Test
    void afterAWhileNothingCountsAsDeliveredAgain() {
        redeliveries.finished(new DownlinkItem(delivery(1), 0));
        redeliveries.onUpstreamUp(true, buffer, 0);
        assertThat(match(1, 10 * SECOND_NANOS)).isEqualTo(Redeliveries.Match.NEW);
    }

    @Test
    void withoutTheBrokersSessionNothingIsDeliveredAgain() {
        redeliveries.finished(new DownlinkItem(delivery(1), 0));
        redeliveries.onUpstreamUp(false, buffer, 0);
        assertThat(match(1, 1)).isEqualTo(Redeliveries.Match.NEW);
    }
}

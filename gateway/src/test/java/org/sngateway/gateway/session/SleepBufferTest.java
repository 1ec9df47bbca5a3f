package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SleepBufferTest {
    private final SleepBuffer buffer = new SleepBuffer(4, 100);

    /** A message of {@code octets} with its one-octet topic. */
    private static DownlinkItem item(Qos qos, int octets) {
        Octets payload = Octets.copyOf(new byte[octets - 1]);
        return new DownlinkItem(new Delivery(1, "t", payload, qos, false, Delivery.NO_EXPIRY), 0);
    }

    private DownlinkItem keeps(Qos qos, int octets) {
        DownlinkItem item = item(qos, octets);
        assertThat(buffer.offer(item, null)).isEqualTo(SleepBuffer.Offer.KEPT);
        return item;
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void fullByCount_theOldestQos0MakesRoom() {
        keeps(Qos.ONE, 1);
        DownlinkItem oldest = keeps(Qos.ZERO, 1);
        keeps(Qos.ZERO, 1);
        keeps(Qos.ONE, 1);
        keeps(Qos.ONE, 1);
        assertThat(buffer.takeEvicted()).containsExactly(oldest);
        assertThat(buffer.takeEvicted()).isEmpty();
        assertThat(buffer.size()).isEqualTo(4);
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void fullByOctets_asManyGoAsNeeded_andTheLimitHolds() {
        List<DownlinkItem> small = List.of(keeps(Qos.ZERO, 20), keeps(Qos.ZERO, 20), keeps(Qos.ZERO, 20));
        keeps(Qos.ZERO, 70);
        assertThat(buffer.takeEvicted()).isEqualTo(small.subList(0, 2));
        assertThat(buffer.octets()).isEqualTo(90);
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void qos0ThatWouldNotFitAnyway_isDropped_andCostsNothing() {
        keeps(Qos.ONE, 50);
        keeps(Qos.ZERO, 40);
        assertThat(buffer.offer(item(Qos.ZERO, 60), null)).isEqualTo(SleepBuffer.Offer.DROPPED);
        assertThat(buffer.offer(item(Qos.ZERO, 101), null)).isEqualTo(SleepBuffer.Offer.DROPPED);
        assertThat(buffer.takeEvicted()).isEmpty();
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void acknowledgedMessages_areBoundedByCountOnly_andRefusedBeyondIt() {
        for (int i = 0; i < 4 * 20; i++) {
            keeps(i % 2 == 0 ? Qos.ONE : Qos.TWO, 60);
        }
        assertThat(buffer.offer(item(Qos.ONE, 1), null)).isEqualTo(SleepBuffer.Offer.REFUSED);
        assertThat(buffer.offer(item(Qos.TWO, 1), null)).isEqualTo(SleepBuffer.Offer.REFUSED);
        assertThat(buffer.offer(item(Qos.ZERO, 1), null)).isEqualTo(SleepBuffer.Offer.DROPPED);
    }

    @Test
    void theHeadUnderWay_isNeverEvicted() {
        DownlinkItem inFlight = keeps(Qos.ZERO, 50);
        DownlinkItem other = keeps(Qos.ZERO, 50);
        assertThat(buffer.offer(item(Qos.ZERO, 10), inFlight)).isEqualTo(SleepBuffer.Offer.KEPT);
        assertThat(buffer.takeEvicted()).containsExactly(other);
        assertThat(buffer.head()).isSameAs(inFlight);
        assertThat(buffer.offer(item(Qos.ZERO, 60), inFlight)).isEqualTo(SleepBuffer.Offer.DROPPED);
    }

    @Test
    void emptied_itHoldsNothing() {
        keeps(Qos.ZERO, 50);
        buffer.removeHead();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.octets()).isZero();
        keeps(Qos.ZERO, 100);
    }
}

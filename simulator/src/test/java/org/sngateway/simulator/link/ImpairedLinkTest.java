package org.sngateway.simulator.link;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.sngateway.simulator.link.LinkSpec.Bursts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** When datagrams arrive, how often, and in which order. */
class ImpairedLinkTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final int HEADER = 28;

    @Property(tries = 100)
    void keepsTheOrderUnlessToldOtherwise(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = 1000) long delayMillis,
            @ForAll @LongRange(min = 0, max = 2000) long jitterMillis,
            @ForAll @DoubleRange(min = 0, max = 0.5) double duplicate) {
        LinkSpec spec = new LinkSpec(delayMillis * MILLI, jitterMillis * MILLI, 0.1, null, duplicate, 0, 0, 0, null);
        long last = 0;
        for (long[] arrivals : pass(new ImpairedLink(spec, seed), 500, 3 * MILLI)) {
            for (long arrival : arrivals) {
                assertThat(arrival).isGreaterThanOrEqualTo(last);
                last = arrival;
            }
        }
    }

    @Property(tries = 50)
    void delaysWithinItsBounds(@ForAll long seed, @ForAll @LongRange(min = 0, max = 100) long jitterMillis) {
        LinkSpec spec = new LinkSpec(100 * MILLI, jitterMillis * MILLI, 0, null, 0, 0, 0, 0, null);
        List<long[]> all = pass(new ImpairedLink(spec, seed), 300, SECOND);
        for (int i = 0; i < all.size(); i++) {
            long delay = all.get(i)[0] - i * SECOND;
            assertThat(delay).isBetween((100 - jitterMillis) * MILLI, (100 + jitterMillis) * MILLI);
        }
    }

    /** An even distribution over 0..200 ms: its mean is 100 ms, a quarter is below 50 ms. */
    @Test
    void delaysAreEvenlyDistributed() {
        LinkSpec spec = new LinkSpec(100 * MILLI, 100 * MILLI, 0, null, 0, 0, 0, 0, null);
        int count = 20_000;
        double sum = 0;
        int low = 0;
        List<long[]> all = pass(new ImpairedLink(spec, 7), count, SECOND);
        for (int i = 0; i < count; i++) {
            double delay = (double) (all.get(i)[0] - i * SECOND) / MILLI;
            sum += delay;
            low += delay < 50 ? 1 : 0;
        }
        assertThat(sum / count).isCloseTo(100, within(6 * 200 / Math.sqrt(12.0 * count)));
        assertThat((double) low / count).isCloseTo(0.25, within(6 * Math.sqrt(0.25 * 0.75 / count)));
    }

    @Test
    void overtakersAreNotDelayedAndOthersKeepTheirOrder() {
        LinkSpec spec = new LinkSpec(500 * MILLI, 400 * MILLI, 0, null, 0, 0.3, 0, 0, null);
        List<long[]> all = pass(new ImpairedLink(spec, 3), 10_000, 10 * MILLI);
        int overtakers = 0;
        long last = 0;
        for (int i = 0; i < all.size(); i++) {
            long arrival = all.get(i)[0];
            if (arrival == 10L * i * MILLI) {
                overtakers++;
            } else {
                assertThat(arrival).isGreaterThanOrEqualTo(last);
                last = arrival;
            }
        }
        assertThat(overtakers / 10_000.0).isCloseTo(0.3, within(6 * Math.sqrt(0.3 * 0.7 / 10_000)));
    }

    @Test
    void doublesAsManyAsItSays() {
        LinkSpec spec = new LinkSpec(0, 0, 0, null, 0.2, 0, 0, 0, null);
        long doubled = pass(new ImpairedLink(spec, 5), 10_000, MILLI).stream()
                .filter(arrivals -> arrivals.length == 2)
                .count();
        assertThat(doubled / 10_000.0).isCloseTo(0.2, within(6 * Math.sqrt(0.2 * 0.8 / 10_000)));
    }

    /** n datagrams sent at once are through after n times their length, and no sooner. */
    @Property(tries = 100)
    void sendsNoFasterThanItsRate(
            @ForAll @IntRange(min = 1, max = 1400) int octets,
            @ForAll @LongRange(min = 100, max = 1_000_000) long rate) {
        ImpairedLink link = new ImpairedLink(new LinkSpec(0, 0, 0, null, 0, 0, rate, 0, null), 1);
        long[] arrivals = new long[2];
        double oneNanos = (octets + HEADER) * 8.0 / rate * 1e9;
        for (int i = 1; i <= 50; i++) {
            assertThat(link.pass(true, octets, 0, arrivals)).isEqualTo(1);
            assertThat((double) arrivals[0]).isCloseTo(i * oneNanos, within((double) i));
        }
    }

    @Test
    void isFreeAgainAfterAPause() {
        // 100 octets with headers at 8 kbit/s: 100 ms
        ImpairedLink link = new ImpairedLink(new LinkSpec(0, 0, 0, null, 0, 0, 8000, 0, null), 1);
        long[] arrivals = new long[2];
        link.pass(true, 100 - HEADER, 0, arrivals);
        assertThat(arrivals[0]).isEqualTo(100 * MILLI);
        link.pass(true, 100 - HEADER, 10 * SECOND, arrivals);
        assertThat(arrivals[0]).isEqualTo(10 * SECOND + 100 * MILLI);
    }

    /** One is being sent and three wait; the fifth is lost. When one has gone there is room for one. */
    @Test
    void losesWhatFindsNoRoomInTheQueue() {
        ImpairedLink link = new ImpairedLink(new LinkSpec(0, 0, 0, null, 0, 0, 8000, 3, null), 1);
        long[] arrivals = new long[2];
        int octets = 100 - HEADER;
        for (int i = 1; i <= 4; i++) {
            assertThat(link.pass(true, octets, 0, arrivals)).isEqualTo(1);
            assertThat(arrivals[0]).isEqualTo(100L * i * MILLI);
        }
        assertThat(link.pass(true, octets, 0, arrivals)).isZero();
        assertThat(link.pass(true, octets, 99 * MILLI, arrivals)).isZero();
        assertThat(link.pass(true, octets, 100 * MILLI, arrivals)).isEqualTo(1);
        assertThat(arrivals[0]).isEqualTo(500 * MILLI);
        assertThat(link.pass(true, octets, 100 * MILLI, arrivals)).isZero();
    }

    @Test
    void hasAQueueForEachDirection() {
        ImpairedLink link = new ImpairedLink(new LinkSpec(0, 0, 0, null, 0, 0, 8000, 1, null), 1);
        long[] arrivals = new long[2];
        link.pass(true, 100 - HEADER, 0, arrivals);
        link.pass(true, 100 - HEADER, 0, arrivals);
        assertThat(link.pass(false, 100 - HEADER, 0, arrivals)).isEqualTo(1);
        assertThat(arrivals[0]).isEqualTo(100 * MILLI);
    }

    @Property(tries = 30)
    void doesTheSameForTheSameSeed(@ForAll long seed) {
        LinkSpec spec = harsh();
        assertThat(flat(pass(new ImpairedLink(spec, seed), 500, 20 * MILLI)))
                .isEqualTo(flat(pass(new ImpairedLink(spec, seed), 500, 20 * MILLI)))
                .isNotEqualTo(flat(pass(new ImpairedLink(spec, seed + 1), 500, 20 * MILLI)));
    }

    /** What a device hears must not change because it says more. */
    @Test
    void drawsForEachDirectionByItself() {
        ImpairedLink quiet = new ImpairedLink(harsh(), 11);
        ImpairedLink busy = new ImpairedLink(harsh(), 11);
        long[] first = new long[2];
        long[] second = new long[2];
        for (int i = 0; i < 500; i++) {
            busy.pass(true, 50, i * MILLI, second);
            int count = quiet.pass(false, 50, i * MILLI, first);
            assertThat(busy.pass(false, 50, i * MILLI, second)).isEqualTo(count);
            if (count > 0) {
                assertThat(second[0]).isEqualTo(first[0]);
            }
        }
    }

    @Test
    void changesAtOnceAndKeepsTheOrderOfWhatIsUnderWay() {
        ImpairedLink link = new ImpairedLink(new LinkSpec(SECOND, 0, 0, null, 0, 0, 0, 0, null), 1);
        long[] arrivals = new long[2];
        link.pass(true, 10, 0, arrivals);
        link.change(LinkSpec.IDEAL);
        link.pass(true, 10, MILLI, arrivals);
        assertThat(arrivals[0]).isEqualTo(SECOND);
        link.pass(true, 10, 2 * SECOND, arrivals);
        assertThat(arrivals[0]).isEqualTo(2 * SECOND);
        link.change(new LinkSpec(0, 0, 1, null, 0, 0, 0, 0, null));
        assertThat(link.pass(true, 10, 3 * SECOND, arrivals)).isZero();
    }

    private static LinkSpec harsh() {
        return new LinkSpec(100 * MILLI, 90 * MILLI, 0.05, new Bursts(0.05, 0.3, 0.9), 0.1, 0.1, 100_000, 10, null);
    }

    private static List<long[]> pass(ImpairedLink link, int count, long everyNanos) {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] arrivals = new long[ImpairedLink.ARRIVALS_MAX];
            int times = link.pass(true, 50, i * everyNanos, arrivals);
            all.add(Arrays.copyOf(arrivals, times));
        }
        return all;
    }

    private static List<String> flat(List<long[]> all) {
        return all.stream().map(Arrays::toString).toList();
    }
}

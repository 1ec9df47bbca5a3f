package org.sngateway.simulator.link;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sngateway.simulator.link.LinkSpec.Bursts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a link loses, held against the closed formulas of Gilbert's and Elliott's model. */
class LossTest {
    private static final int DATAGRAMS = 100_000;

    /** Six standard deviations: one test in a billion would fail by chance. */
    private static final double DEVIATIONS = 6;

    @Property(tries = 40)
    void losesAsManyAsTheModelSays(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double enter,
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double leave,
            @ForAll @DoubleRange(min = 0.2, max = 1) double lossInBurst,
            @ForAll @DoubleRange(min = 0, max = 0.05) double lossOutside) {
        boolean[] lost = losses(spec(lossOutside, new Bursts(enter, leave, lossInBurst)), seed);

        double inBurst = enter / (enter + leave);
        double expected = inBurst * lossInBurst + (1 - inBurst) * lossOutside;
        double memory = 1 - enter - leave;
        double spread = inBurst * (1 - inBurst) * Math.pow(lossInBurst - lossOutside, 2);
        double variance = (expected * (1 - expected) + 2 * spread * memory / (1 - memory)) / DATAGRAMS;
        assertThat(share(lost)).isCloseTo(expected, within(DEVIATIONS * Math.sqrt(variance)));
    }

    /** Where a burst loses everything and nothing else is lost, runs of losses have a geometric distribution. */
    @Property(tries = 40)
    void losesInBurstsOfTheModelsLength(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double enter,
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double leave) {
        boolean[] lost = losses(spec(0, new Bursts(enter, leave, 1)), seed);

        int runs = 0;
        int all = 0;
        for (int i = 1; i < lost.length; i++) {
            runs += lost[i] && !lost[i - 1] ? 1 : 0;
            all += lost[i] ? 1 : 0;
        }
        double expected = 1 / leave;
        double deviation = Math.sqrt(1 - leave) / leave / Math.sqrt(runs);
        // one run may be cut off at either end
        assertThat((double) all / runs).isCloseTo(expected, within(DEVIATIONS * deviation + 2 * expected / runs));
    }

    @Property(tries = 40)
    void losesIndependentlyWithoutBursts(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double loss) {
        boolean[] lost = losses(spec(loss, null), seed);

        double sigma = Math.sqrt(loss * (1 - loss) / DATAGRAMS);
        assertThat(share(lost)).isCloseTo(loss, within(DEVIATIONS * sigma + 1e-9));
        int pairs = 0;
        for (int i = 1; i < lost.length; i++) {
            pairs += lost[i] && lost[i - 1] ? 1 : 0;
        }
        // that two in a row are lost is as likely as loss * loss; neighbouring pairs overlap
        double pair = loss * loss;
        double variance = (pair * (1 - pair) + 2 * (loss * pair - pair * pair)) / DATAGRAMS;
        assertThat((double) pairs / DATAGRAMS).isCloseTo(pair, within(DEVIATIONS * Math.sqrt(variance) + 2e-5));
    }

    /** A short run must lose as much as a long one: the chain begins anywhere, not always in its good state. */
    @Test
    void beginsInABurstAsOftenAsItIsInOne() {
        int links = 20_000;
        int lost = 0;
        for (int seed = 0; seed < links; seed++) {
            lost += new ImpairedLink(spec(0, new Bursts(0.1, 0.3, 1)), seed).pass(true, 10, 0, new long[2]) == 0
                    ? 1
                    : 0;
        }
        assertThat((double) lost / links).isCloseTo(0.25, within(DEVIATIONS * Math.sqrt(0.25 * 0.75 / links)));
    }

    @Test
    void losesEverythingOrNothingAtTheEnds() {
        assertThat(share(losses(spec(1, null), 1))).isEqualTo(1);
        assertThat(share(losses(spec(0, null), 1))).isZero();
        assertThat(share(losses(spec(0, new Bursts(0.5, 0.5, 0)), 1))).isZero();
    }

    private static LinkSpec spec(double loss, @Nullable Bursts bursts) {
        return new LinkSpec(0, 0, loss, bursts, 0, 0, 0, 0, null);
    }

    private static boolean[] losses(LinkSpec spec, long seed) {
        ImpairedLink link = new ImpairedLink(spec, seed);
        boolean[] lost = new boolean[DATAGRAMS];
        long[] arrivals = new long[ImpairedLink.ARRIVALS_MAX];
        for (int i = 0; i < DATAGRAMS; i++) {
            lost[i] = link.pass(true, 20, i, arrivals) == 0;
        }
        return lost;
    }

    private static double share(boolean[] lost) {
        int count = 0;
        for (boolean isLost : lost) {
            count += isLost ? 1 : 0;
        }
        return (double) count / lost.length;
    }
}

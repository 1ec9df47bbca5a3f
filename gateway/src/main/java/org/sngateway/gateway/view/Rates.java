package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * How fast counters rise. Samples are taken only when somebody asks: over the last seconds for who asks again and again, since
 * the last question for who asks now and then, and unknown for who has not asked for a long time. Safe for all threads; no
 * shard's thread comes here.
 */
public final class Rates {
    /** Over less time than this, a few datagrams more or less would look like a trend. */
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** What is measured over, if it was asked for often enough. */
    private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** What the counters said. */
    private static final class Sample {
        final long nanos;
        final long[] counts;

        Sample(long nanos, long[] counts) {
            this.nanos = nanos;
            this.counts = counts.clone();
        }
    }

    /** The youngest last; at most one for each {@link #SHORTEST_NANOS}. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param nowNanos a monotonic clock
     * @param counts what the counters say now, always in the same order
     * @return how much each rose in a second; NaN while that is not known
     */
    public synchronized double[] of(long nowNanos, long... counts) {
        samples.removeIf(sample -> nowNanos - sample.nanos > LONGEST_NANOS);
        Sample base = base(nowNanos);
        Sample youngest = samples.peekLast();
        if (youngest == null || nowNanos - youngest.nanos >= SHORTEST_NANOS) {
            samples.addLast(new Sample(nowNanos, counts));
            forgetOld(nowNanos);
        }
        double[] rates = new double[counts.length];
        Arrays.fill(rates, Double.NaN);
        if (base != null) {
            double seconds = (nowNanos - base.nanos) / 1e9;
            for (int i = 0; i < rates.length; i++) {
                rates[i] = (counts[i] - base.counts[i]) / seconds;
            }
        }
        return rates;
    }

    /** The youngest sample that is old enough; if there is none, the oldest that will do. */
    private @Nullable Sample base(long nowNanos) {
        Iterator<Sample> youngestFirst = samples.descendingIterator();
        Sample best = null;
        while (youngestFirst.hasNext()) {
            Sample sample = youngestFirst.next();
            if (nowNanos - sample.nanos >= SHORTEST_NANOS) {
                best = sample;
            }
            if (nowNanos - sample.nanos >= USUAL_NANOS) {
                break;
            }
        }
        return best;
    }

    /** One sample beyond the usual time is enough. */
    private void forgetOld(long nowNanos) {
        Iterator<Sample> youngestFirst = samples.descendingIterator();
        boolean enough = false;
        while (youngestFirst.hasNext()) {
            Sample sample = youngestFirst.next();
            if (enough) {
                youngestFirst.remove();
            }
            enough |= nowNanos - sample.nanos >= USUAL_NANOS;
        }
    }
}

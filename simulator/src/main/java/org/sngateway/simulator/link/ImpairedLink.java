package org.sngateway.simulator.link;

import java.util.SplittableRandom;

/**
 * One device's link: decides for each datagram whether and when it arrives. Both directions follow the same {@link
 * LinkSpec}, each with a state and chance of its own. No clock, no thread; the same seed and calls give the same answers.
 *
 * <p>A datagram first waits for its turn and takes its time at the link's rate, then it is lost, delayed or doubled on its
 * way: what is lost in the air was sent all the same.
 */
public final class ImpairedLink {
    /** The most arrivals of one datagram. */
    public static final int ARRIVALS_MAX = 2;

    /** What IPv4 and UDP add to each datagram. */
    public static final int HEADER_OCTETS = 28;

    private final Direction up;
    private final Direction down;

    private LinkSpec spec;

    public ImpairedLink(LinkSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.spec = spec;
        this.up = new Direction(random.split());
        this.down = new Direction(random.split());
    }

    /** Another link from now on; what is under way stays so. */
    public void change(LinkSpec newSpec) {
        spec = newSpec;
    }

    /**
     * Sends a datagram.
     *
     * @param isUp whether it goes from device to gateway
     * @param octets of it, without IP's and UDP's headers
     * @param nowNanos not before that of the call before
     * @param arrivals is filled with the times of arrival, the earliest first; has room for two
     * @return how often it arrives: 0, 1 or 2
     */
    public int pass(boolean isUp, int octets, long nowNanos, long[] arrivals) {
        return (isUp ? up : down).pass(spec, octets, nowNanos, arrivals);
    }

    /** What is remembered of one direction. */
    private static final class Direction {
        private static final double BITS_PER_OCTET = 8;
        private static final double SECOND_NANOS = 1e9;

        private final SplittableRandom random;
        private final SendQueue queue = new SendQueue();
        private final BurstState bursts = new BurstState();

        private boolean hasArrivals;
        private long lastArrival;

        Direction(SplittableRandom random) {
            this.random = random;
        }

        int pass(LinkSpec spec, int octets, long nowNanos, long[] arrivals) {
            long sent = nowNanos;
            if (spec.rateBitsPerSecond() > 0) {
                double bits = (octets + HEADER_OCTETS) * BITS_PER_OCTET;
                long duration = Math.round(bits * SECOND_NANOS / spec.rateBitsPerSecond());
                if (!queue.hasRoom(nowNanos, spec.queueDatagrams())) {
                    return 0;
                }
                sent = queue.send(nowNanos, duration, spec.queueDatagrams());
            }
            if (isLost(spec)) {
                return 0;
            }
            boolean overtakes = happens(spec.reorder());
            arrivals[0] = arrival(spec, sent, overtakes);
            if (!happens(spec.duplicate())) {
                return 1;
            }
            arrivals[1] = Math.max(arrivals[0], arrival(spec, sent, overtakes));
            return ARRIVALS_MAX;
        }

        private boolean isLost(LinkSpec spec) {
            LinkSpec.Bursts model = spec.bursts();
            boolean isInBurst = model != null && bursts.next(model, random);
            return happens(isInBurst && model != null ? model.lossInBurst() : spec.loss());
        }

        /** Who overtakes is not delayed at all, as with netem; all others stay behind those before them. */
        private long arrival(LinkSpec spec, long sent, boolean overtakes) {
            if (overtakes) {
                return sent;
            }
            long jitter = spec.jitterNanos();
            long delay = spec.delayNanos() + (jitter == 0 ? 0 : random.nextLong(-jitter, jitter + 1));
            long arrival = sent + Math.max(0, delay);
            if (hasArrivals && arrival - lastArrival < 0) {
                arrival = lastArrival;
            }
            hasArrivals = true;
            lastArrival = arrival;
            return arrival;
        }

        private boolean happens(double chance) {
            return chance > 0 && random.nextDouble() < chance;
        }
    }
}

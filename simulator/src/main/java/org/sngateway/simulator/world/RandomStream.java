package org.sngateway.simulator.world;

import java.util.List;

/*
 * SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014). Own code, so that a seed means
 * the same run on every Java platform for ever.
 */
/** Random numbers of one component of a world: what others draw does not change what this one gives. */
final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private final long origin;
    private long state;

    RandomStream(long seed) {
        origin = mix(seed + GOLDEN_GAMMA);
        state = origin;
    }

    /** A stream of its own for a part of this component; the same for the same name, however much was drawn here. */
    RandomStream split(String name) {
        return new RandomStream(origin ^ mix(name.hashCode() * GOLDEN_GAMMA));
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** At least 0, below 1. */
    double fraction() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** True with this probability; draws nothing where the answer is certain. */
    boolean chance(double probability) {
        return probability > 0 && (probability >= 1 || fraction() < probability);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low >= high ? low : low + Math.floorMod(nextLong(), high - low + 1);
    }

    int between(int low, int high) {
        return (int) between((long) low, (long) high);
    }

    /** From {@code low} to {@code high}, small values as likely as large ones: by orders of magnitude. */
    long spread(long low, long high) {
        double exponent = Math.log((double) high / low) * fraction();
        return Math.min(high, Math.round(low * Math.exp(exponent)));
    }

    /** A pause of a process that happens every {@code meanNanos} on average. */
    long pause(long meanNanos) {
        return Math.max(1, (long) (-Math.log(1 - fraction()) * meanNanos));
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }
}

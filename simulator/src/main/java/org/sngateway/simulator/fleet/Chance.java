package org.sngateway.simulator.fleet;

/*
 * SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014), as in simulator.world. Own code, so
 * that a seed means the same run on every Java platform for ever.
 */
/** Chance that the seed decides: a stream of numbers of its own for each part of a run, and numbers by place. */
final class Chance {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final double TO_FRACTION = 0x1.0p-53;

    private long state;

    Chance(long seed) {
        state = mix(seed);
    }

    /** Spreads every bit of {@code value} over the result. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** A seed for the part {@code number} of what has {@code seed}. */
    static long split(long seed, long number) {
        return mix(seed + GOLDEN_GAMMA * (number + 1));
    }

    /** At least 0, below 1; the same for the same place of the same seed, in whatever order it is asked for. */
    static double fractionAt(long seed, long place) {
        return (split(seed, place) >>> 11) * TO_FRACTION;
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** At least 0, below 1. */
    double fraction() {
        return (nextLong() >>> 11) * TO_FRACTION;
    }

    /** From 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) Math.floorMod(nextLong(), (long) bound);
    }

    byte[] octets(int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) nextLong();
        }
        return octets;
    }

    /** {@code share} of the numbers 0 to {@code count} - 1, rounded, in a drawn order. */
    int[] draw(int count, double share) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        int drawn = (int) Math.min(count, Math.round(count * share));
        for (int i = 0; i < drawn; i++) {
            int other = i + below(count - i);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return java.util.Arrays.copyOf(numbers, drawn);
    }
}

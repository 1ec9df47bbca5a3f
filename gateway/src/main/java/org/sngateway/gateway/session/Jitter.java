package org.sngateway.gateway.session;

/** A reproducible stream of fractions (SplitMix64, Steele et al. 2014), so that devices do not all come back at once. */
final class Jitter {
    private long state;

    Jitter(long seed) {
        state = seed;
    }

    /** The next fraction, 0 inclusive to 1 exclusive. */
    double nextFraction() {
        state += 0x9E37_79B9_7F4A_7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
    }
}

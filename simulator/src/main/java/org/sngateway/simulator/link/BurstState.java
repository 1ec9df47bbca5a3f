package org.sngateway.simulator.link;

import java.util.SplittableRandom;

/**
 * Where the chain of Gilbert and Elliott stands: good or in a burst. It begins as it is in the long run, so that short runs
 * lose as much as long ones.
 *
 * <p>In the long run the share of datagrams in bursts is enter / (enter + leave), and a burst is 1 / leave datagrams long
 * (E. N. Gilbert, "Capacity of a burst-noise channel", 1960; E. O. Elliott, 1963).
 */
final class BurstState {
    private boolean hasBegun;
    private boolean isInBurst;

    /** Whether the next datagram falls into a burst; the chain then moves on. */
    boolean next(LinkSpec.Bursts model, SplittableRandom random) {
        if (!hasBegun) {
            hasBegun = true;
            double sum = model.enter() + model.leave();
            isInBurst = sum > 0 && random.nextDouble() < model.enter() / sum;
        }
        boolean result = isInBurst;
        double change = isInBurst ? model.leave() : model.enter();
        isInBurst ^= random.nextDouble() < change;
        return result;
    }
}

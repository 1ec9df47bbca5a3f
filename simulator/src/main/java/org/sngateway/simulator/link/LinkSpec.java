package org.sngateway.simulator.link;

import org.jspecify.annotations.Nullable;

/**
 * How a link treats datagrams, each direction by itself. Named after the parameters of netem.
 *
 * @param delayNanos one way
 * @param jitterNanos how far a delay may be shorter or longer; evenly distributed
 * @param loss share 0..1 that is lost outside bursts
 * @param bursts {@code null}: losses are independent
 * @param duplicate share 0..1 that arrives twice
 * @param reorder share 0..1 that may overtake others; all others keep their order
 * @param rateBitsPerSecond 0: unlimited
 * @param queueDatagrams that wait for their turn at that rate; more are lost. 0: unlimited
 * @param nat {@code null}: no NAT on the way
 */
public record LinkSpec(
        long delayNanos,
        long jitterNanos,
        double loss,
        @Nullable Bursts bursts,
        double duplicate,
        double reorder,
        long rateBitsPerSecond,
        int queueDatagrams,
        @Nullable Nat nat) {

    /** Gilbert-Elliott: chance per datagram to enter and to leave the bad state, and loss 0..1 in it. */
    public record Bursts(double enter, double leave, double lossInBurst) {}

    /**
     * A NAT box that forgets.
     *
     * @param timeoutNanos of silence after which an address is forgotten: nothing comes back over it, and the next
     *     datagram of the device leaves from another one
     */
    public record Nat(long timeoutNanos, boolean changesAddress) {}

    /** Loses nothing, takes no time. */
    public static final LinkSpec IDEAL = new LinkSpec(0, 0, 0, null, 0, 0, 0, 0, null);
}

package org.sngateway.simulator.link;

/**
 * The NAT box between one device and the gateway, as far as it matters: it forgets an address that was silent too long
 * (RFC 4787 s.4.3). No clock of its own.
 */
public final class NatBox {
    private final LinkSpec.Nat nat;

    private boolean hasMapping;
    private long usedNanos;

    public NatBox(LinkSpec.Nat nat) {
        this.nat = nat;
    }

    /** Whether the address of earlier is gone; not before there was one. */
    public boolean hasForgotten(long nowNanos) {
        return hasMapping && nowNanos - usedNanos >= nat.timeoutNanos();
    }

    /** A datagram passed that keeps the address, or gets a new one. */
    public void used(long nowNanos) {
        hasMapping = true;
        usedNanos = nowNanos;
    }

    /** Whether the new address differs in more than its port. */
    public boolean changesAddress() {
        return nat.changesAddress();
    }
}

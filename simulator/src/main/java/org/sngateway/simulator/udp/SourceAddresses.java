package org.sngateway.simulator.udp;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where sockets are bound: the operating system's choice, or spread over so many addresses of 127.0.0.0/8 (loopback
 * gateways only), as a gateway that counts sessions per source address needs it.
 */
public record SourceAddresses(int count) {
    private static final int PER_NETWORK = 250;
    private static final int NETWORKS = 250;

    /** {@code null}: the system's choice. */
    public @Nullable InetSocketAddress of(int index) {
        return count == 0 ? null : address(1, index % count);
    }

    /** An address of 127.0.0.0/8 that {@link #of} never gives: where somebody has moved to. */
    public static InetSocketAddress elsewhere(int index) {
        return address(2, index % (PER_NETWORK * NETWORKS));
    }

    private static InetSocketAddress address(int area, int host) {
        byte[] address = {127, (byte) area, (byte) (host / PER_NETWORK), (byte) (1 + host % PER_NETWORK)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four octets are an address", impossible);
        }
    }
}

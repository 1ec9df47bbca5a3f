package org.sngateway.simulator.load;

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

    @Nullable
    InetSocketAddress of(int index) {
        if (count == 0) {
            return null;
        }
        int host = index % count;
        byte[] address = {127, 1, (byte) (host / PER_NETWORK), (byte) (1 + host % PER_NETWORK)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four octets are an address", impossible);
        }
    }
}

package org.sngateway.gateway.adapter.udp;

/**
 * How a listener was opened.
 *
 * @param address with the port it really has: {@code [::]:1883}
 * @param transport {@code epoll} or {@code nio}
 * @param sockets how many sockets share the address
 * @param receiveBufferWanted octets asked for, each socket
 * @param receiveBufferGranted octets that the kernel gave; Linux grants at most {@code net.core.rmem_max}
 */
public record ListenerReport(
        String name, String address, String transport, int sockets, int receiveBufferWanted, int receiveBufferGranted) {

    /** Whether the kernel gave less than was asked for: bursts may then be lost. */
    public boolean isBufferSmall() {
        return receiveBufferGranted < receiveBufferWanted;
    }
}

package org.sngateway.gateway.adapter.udp;

import org.sngateway.gateway.session.port.Peer;

import java.net.InetSocketAddress;
import java.util.function.Predicate;

/**
 * One address that devices send to.
 *
 * @param bind {@code [::]} hears IPv6 and IPv4, {@code 0.0.0.0} IPv4 alone; port 0 takes any free one
 * @param allowed whose datagrams are looked at; all others are dropped unread.
 */
public record UdpListener(
        String name,
        InetSocketAddress bind,
        Predicate<Peer.Udp> allowed,
        MulticastSettings multicast,
        DatagramLimits limits) {

    /** With the default limits. */
    public UdpListener(String name, InetSocketAddress bind, Predicate<Peer.Udp> allowed, MulticastSettings multicast) {
        this(name, bind, allowed, multicast, DatagramLimits.DEFAULT);
    }
}

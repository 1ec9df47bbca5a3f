package org.sngateway.gateway.adapter.udp;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a listener takes part in discovery.
 *
 * @param groups multicast addresses and ports; empty for none
 * @param interfaces names of the interfaces to join on; empty takes every one that is up and can do multicast, the
 *     loopback interface only when there is no other
 * @param hopsMax how far our multicasts go when no radius says less: IPv4 TTL, IPv6 hop limit, 1..255
 */
public record MulticastSettings(List<InetSocketAddress> groups, List<String> interfaces, int hopsMax) {
    public static final MulticastSettings NONE = new MulticastSettings(List.of(), List.of(), 1);

    public MulticastSettings {
        groups = List.copyOf(groups);
        interfaces = List.copyOf(interfaces);
        if (hopsMax < 1 || hopsMax > 255) {
            throw new IllegalArgumentException("hop limit " + hopsMax);
        }
        for (InetSocketAddress group : groups) {
            if (group.isUnresolved() || !group.getAddress().isMulticastAddress() || group.getPort() == 0) {
                throw new IllegalArgumentException(group + " is no multicast group with a port");
            }
        }
    }
}

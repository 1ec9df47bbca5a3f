package org.sngateway.gateway;

import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.trace.Endpoints;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where devices see the gateway, for people. A listener on the wildcard address does not know; the system's routing says which
 * address it would send from, without sending anything. Safe for all threads, but not for a shard's: a new host costs a system
 * call or three.
 */
final class GatewayAddresses {
    private static final int HOSTS_MAX = 4096;

    private final List<InetSocketAddress> listening;
    private final Map<String, String> hosts = new ConcurrentHashMap<>();

    /** @param listening where each listener is bound, as text */
    GatewayAddresses(List<String> listening) {
        this.listening = listening.stream()
                .map(text -> Objects.requireNonNull(Endpoints.of(text), text))
                .toList();
    }

    /** The gateway's end of what is exchanged with {@code peer}, such as {@code 10.0.0.1:1883}. */
    String towards(Peer.Udp peer) {
        InetSocketAddress bound = listening.get(peer.listener());
        if (!bound.getAddress().isAnyLocalAddress()) {
            return new HostPort(bound.getAddress().getHostAddress(), bound.getPort()).text();
        }
        if (hosts.size() > HOSTS_MAX) {
            hosts.clear();
        }
        String host = hosts.computeIfAbsent(peer.addressText(), address -> route(address, peer.isIpv4()));
        return new HostPort(host, bound.getPort()).text();
    }

    private static String route(String address, boolean isIpv4) {
        String unknown = isIpv4 ? "0.0.0.0" : "::";
        try (DatagramSocket probe = new DatagramSocket()) {
            InetAddress host = InetAddress.getByName(address);
            probe.connect(new InetSocketAddress(host, 9));
            InetAddress own = probe.getLocalAddress();
            boolean isSameVersion = own.getAddress().length == (isIpv4 ? 4 : 16);
            return isSameVersion ? own.getHostAddress() : unknown;
        } catch (SocketException | UnknownHostException | UncheckedIOException noRoute) {
            return unknown;
        }
    }
}

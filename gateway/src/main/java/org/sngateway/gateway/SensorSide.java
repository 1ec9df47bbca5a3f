package org.sngateway.gateway;

import org.sngateway.gateway.adapter.udp.DatagramLimits;
import org.sngateway.gateway.adapter.udp.MulticastSettings;
import org.sngateway.gateway.adapter.udp.UdpListener;
import org.sngateway.gateway.adapter.udp.UdpSettings;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.ListenerConfig;
import org.sngateway.gateway.session.port.Peer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Turns the section {@code listeners} into the settings of the UDP adapter. */
final class SensorSide {
    private SensorSide() {}

    static UdpSettings settings(GatewayConfig config, AllowLists allowed) throws CannotStart {
        List<UdpListener> listeners = new ArrayList<>();
        for (ListenerConfig listener : config.listeners()) {
            listeners.add(listener(listener, allowed.of(listener.name())));
        }
        return UdpSettings.of(listeners);
    }

    private static UdpListener listener(ListenerConfig listener, Predicate<Peer.Udp> allowed) throws CannotStart {
        InetSocketAddress bind = address(listener, listener.bind());
        List<InetSocketAddress> groups = new ArrayList<>();
        for (HostPort configured : listener.discovery().groups()) {
            InetSocketAddress group = address(listener, configured);
            // Defaults of the IP version that the listener does not speak are no wish that could be disappointed.
            if (isReachable(bind.getAddress(), group.getAddress()) || !ListenerConfig.Discovery.isDefault(configured)) {
                groups.add(group);
            }
        }
        return new UdpListener(
                listener.name(),
                bind,
                allowed,
                new MulticastSettings(
                        groups,
                        listener.discovery().interfaces(),
                        listener.discovery().hopLimit()),
                new DatagramLimits(listener.maxPacketSize(), listener.receiveBuffer()));
    }

    private static boolean isReachable(InetAddress bind, InetAddress group) {
        boolean isIpv4 = group instanceof Inet4Address;
        return isIpv4 == bind instanceof Inet4Address || isIpv4 && bind.isAnyLocalAddress();
    }

    /** Addresses are literals, as the configuration has checked; no resolver is asked. */
    private static InetSocketAddress address(ListenerConfig listener, HostPort hostPort) throws CannotStart {
        try {
            return new InetSocketAddress(InetAddress.getByName(hostPort.host()), hostPort.port());
        } catch (UnknownHostException unknown) {
            throw CannotStart.configuration(
                    "listener " + listener.name() + ": " + hostPort.text() + " is no address of this machine");
        }
    }
}

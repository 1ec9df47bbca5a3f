package org.sngateway.gateway;

import org.sngateway.gateway.adapter.udp.DatagramLimits;
import org.sngateway.gateway.adapter.udp.MulticastSettings;
import org.sngateway.gateway.adapter.udp.UdpListener;
import org.sngateway.gateway.adapter.udp.UdpSettings;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.ListenerConfig;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Turns the section {@code listeners} into the settings of the UDP adapter. */
final class SensorSide {
    private SensorSide() {}

    static UdpSettings settings(GatewayConfig config) throws CannotStart {
        List<UdpListener> listeners = new ArrayList<>();
        for (ListenerConfig listener : config.listeners()) {
            listeners.add(listener(listener));
        }
        return UdpSettings.of(listeners);
    }

    private static UdpListener listener(ListenerConfig listener) throws CannotStart {
        List<InetSocketAddress> groups = new ArrayList<>();
        for (HostPort group : listener.discovery().groups()) {
            groups.add(address(listener, group));
        }
        return new UdpListener(
                listener.name(),
                address(listener, listener.bind()),
                listener.allow(),
                new MulticastSettings(
                        groups,
                        listener.discovery().interfaces(),
                        listener.discovery().hopLimit()),
                new DatagramLimits(listener.maxPacketSize(), listener.receiveBuffer()));
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

package org.sngateway.gateway.adapter.udp;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The network interfaces for multicast, as they are at one moment.
 *
 * @param wanted those to join groups on
 * @param missing names that were asked for but are not up, or not there
 * @param local every address of this machine
 */
record Interfaces(List<NetworkInterface> wanted, List<String> missing, Set<InetAddress> local) {
    static final Interfaces NONE = new Interfaces(List.of(), List.of(), Set.of());

    /** @param names which to look for; empty for every one that fits */
    static Interfaces scan(List<String> names) {
        List<NetworkInterface> up = new ArrayList<>();
        Set<InetAddress> local = new HashSet<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                each.getInterfaceAddresses().forEach(address -> local.add(address.getAddress()));
                if (each.isUp()) {
                    up.add(each);
                }
            }
            return names.isEmpty() ? new Interfaces(automatic(up), List.of(), local) : named(names, up, local);
        } catch (SocketException unreadable) {
            return new Interfaces(List.of(), names, local);
        }
    }

    private static List<NetworkInterface> automatic(List<NetworkInterface> up) throws SocketException {
        List<NetworkInterface> fitting = new ArrayList<>();
        List<NetworkInterface> loopback = new ArrayList<>();
        for (NetworkInterface each : up) {
            if (each.isLoopback()) {
                loopback.add(each);
            } else if (each.supportsMulticast()) {
                fitting.add(each);
            }
        }
        return fitting.isEmpty() ? loopback : fitting;
    }

    private static Interfaces named(List<String> names, List<NetworkInterface> up, Set<InetAddress> local) {
        List<NetworkInterface> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            NetworkInterface match = null;
            for (NetworkInterface each : up) {
                match = each.getName().equals(name) ? each : match;
            }
            if (match == null) {
                missing.add(name);
            } else {
                found.add(match);
            }
        }
        return new Interfaces(found, missing, local);
    }

    boolean isLocal(InetAddress address) {
        return local.contains(address);
    }

    /** Whether an interface has an address of the group's family. */
    static boolean speaks(NetworkInterface each, InetAddress group) {
        return addressFor(each, group) != null;
    }

    private static @Nullable InetAddress addressFor(NetworkInterface each, InetAddress group) {
        for (InterfaceAddress address : each.getInterfaceAddresses()) {
            if (address.getAddress() instanceof Inet4Address == group instanceof Inet4Address) {
                return address.getAddress();
            }
        }
        return null;
    }
}

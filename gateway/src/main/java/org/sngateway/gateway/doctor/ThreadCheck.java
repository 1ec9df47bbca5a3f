package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.ListenerConfig;

import java.util.ArrayList;
import java.util.List;

/** What a Thread network needs: the border router's interface, an address and a route on it, and the realm-local group. */
final class ThreadCheck implements Check {
    private static final String INTERFACE = "wpan0";
    private static final String REALM_LOCAL = "ff03::1";
    private static final int INTERFACE_OF_ADDRESS = 5;
    private static final int SCOPE_OF_ADDRESS = 3;
    private static final String LINK_LOCAL_SCOPE = "20";

    private final boolean isAsked;

    /** @param isAsked whether somebody wants to know, though there is no such interface */
    ThreadCheck(boolean isAsked) {
        this.isAsked = isAsked;
    }

    @Override
    public List<Finding> look(Machine machine, GatewayConfig config) {
        if (!machine.exists("/sys/class/net/" + INTERFACE)) {
            return isAsked
                    ? List.of(Finding.fault(
                            "thread",
                            "interface",
                            "there is no interface " + INTERFACE + " on this machine",
                            "run the gateway on the host of the OpenThread border router; in a container: with the "
                                    + "host's network"))
                    : List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(address(machine));
        findings.add(route(machine));
        if (config.listeners().stream().noneMatch(ThreadCheck::hearsRealm)) {
            findings.add(Finding.warning(
                    "thread",
                    "group",
                    "no listener with an IPv6 address joins " + REALM_LOCAL
                            + ": Thread devices that search do not find it",
                    "bind \"[::]:1883\" and keep \"[ff03::1]:1883\" in listeners[].discovery.groups"));
        }
        return findings;
    }

    private static boolean hearsRealm(ListenerConfig listener) {
        return listener.bind().host().indexOf(':') >= 0
                && listener.discovery().groups().stream()
                        .anyMatch(group -> group.host().equals(REALM_LOCAL));
    }

    private static Finding address(Machine machine) {
        boolean routable = machine.text("/proc/net/if_inet6")
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(fields -> fields.length > INTERFACE_OF_ADDRESS
                        && fields[INTERFACE_OF_ADDRESS].equals(INTERFACE)
                        && !fields[SCOPE_OF_ADDRESS].equals(LINK_LOCAL_SCOPE));
        return routable
                ? Finding.ok("thread", "address", INTERFACE + " has a mesh address")
                : Finding.fault(
                        "thread",
                        "address",
                        INTERFACE + " has no address beyond its link: devices behind a router are out of reach",
                        "start the border router (ot-ctl state must not be disabled or detached)");
    }

    private static Finding route(Machine machine) {
        boolean routed = machine.text("/proc/net/ipv6_route")
                .lines()
                .anyMatch(
                        line -> line.strip().endsWith(INTERFACE) && !line.startsWith("fe80") && !line.startsWith("ff"));
        return routed
                ? Finding.ok("thread", "route", "there is a route into the mesh")
                : Finding.fault(
                        "thread",
                        "route",
                        "no route leads into the mesh: answers to devices leave by another interface",
                        "ip -6 route show dev " + INTERFACE + " must list the mesh-local and on-mesh prefixes");
    }
}

package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;

import java.util.List;

/** A container with a network of its own hides its devices' addresses behind the bridge, and hears no multicast. */
final class ContainerCheck implements Check {
    private final boolean isAsked;

    /** @param isAsked whether somebody wants to know, though this is no container */
    ContainerCheck(boolean isAsked) {
        this.isAsked = isAsked;
    }

    @Override
    public List<Finding> look(Machine machine, GatewayConfig config) {
        if (!isContainer(machine)) {
            return isAsked ? List.of(Finding.ok("docker", "container", "this is no container")) : List.of();
        }
        if (hasBridge(machine) || isBridged(machine)) {
            return hasBridge(machine)
                    ? List.of(Finding.ok("docker", "network", "the container has the host's network"))
                    : List.of(Finding.warning(
                            "docker",
                            "network",
                            "the container has a network of its own: all devices may seem to have one address, which "
                                    + "roaming and limits go by, and multicast does not arrive",
                            "network_mode: host (docker run --network host)"));
        }
        return List.of(
                Finding.note("docker", "network", "this is a container; how its network is made cannot be seen"));
    }

    private static boolean isContainer(Machine machine) {
        return machine.exists("/.dockerenv")
                || machine.exists("/run/.containerenv")
                || !machine.variable("container").isEmpty();
    }

    /** The bridge itself is seen by who has the host's network. */
    private static boolean hasBridge(Machine machine) {
        return machine.exists("/sys/class/net/docker0") || machine.exists("/sys/class/net/podman0");
    }

    /** One Ethernet interface beside the loopback, with an address from the range that bridges give out. */
    private static boolean isBridged(Machine machine) {
        return machine.names("/sys/class/net").size() <= 2
                && machine.exists("/sys/class/net/eth0")
                && machine.text("/proc/net/fib_trie").lines().anyMatch(line -> line.contains("|-- 172."));
    }
}

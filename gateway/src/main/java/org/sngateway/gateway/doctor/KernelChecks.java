package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.ListenerConfig;

import java.util.ArrayList;
import java.util.List;

/** Settings of the kernel that the sensor side depends on. */
final class KernelChecks {
    private static final String RMEM_MAX = "/proc/sys/net/core/rmem_max";
    private static final String MEMBERSHIPS = "/proc/sys/net/ipv4/igmp_max_memberships";
    private static final String NO_IPV6 = "/proc/sys/net/ipv6/conf/all/disable_ipv6";

    private KernelChecks() {}

    /** Whether a burst fits into what the kernel grants. */
    static List<Finding> receiveBuffer(Machine machine, GatewayConfig config) {
        long granted = number(machine.text(RMEM_MAX));
        int wanted = config.listeners().stream()
                .mapToInt(ListenerConfig::receiveBuffer)
                .max()
                .orElse(0);
        if (granted < 0) {
            return List.of();
        }
        if (granted >= wanted) {
            return List.of(
                    Finding.ok("udp", "receive_buffer", "the kernel grants receive buffers of " + wanted + " octets"));
        }
        return List.of(Finding.warning(
                "udp",
                "receive_buffer",
                "the kernel grants receive buffers of " + granted + " octets where " + wanted
                        + " are wanted: bursts may be lost",
                "sysctl -w net.core.rmem_max=" + wanted + ", and the same line in /etc/sysctl.d/90-sn-gateway.conf"));
    }

    /** Whether multicast groups can be joined at all. */
    static List<Finding> memberships(Machine machine, GatewayConfig config) {
        long most = number(machine.text(MEMBERSHIPS));
        long groups = config.listeners().stream()
                .flatMap(listener -> listener.discovery().groups().stream())
                .filter(group -> group.host().indexOf(':') < 0)
                .count();
        if (most < 0 || groups == 0) {
            return List.of();
        }
        if (most >= groups) {
            return List.of(
                    Finding.ok("udp", "multicast", "the kernel lets a socket join " + most + " multicast groups"));
        }
        return List.of(Finding.fault(
                "udp",
                "multicast",
                "the kernel lets a socket join " + most + " multicast groups and " + groups
                        + " are wanted: devices cannot find the gateway by SEARCHGW",
                "sysctl -w net.ipv4.igmp_max_memberships=20, and the same line in /etc/sysctl.d/90-sn-gateway.conf"));
    }

    /** Whether there is IPv6 where it is wanted. */
    static List<Finding> ipv6(Machine machine, GatewayConfig config) {
        boolean wanted = config.listeners().stream()
                .anyMatch(listener -> listener.bind().host().indexOf(':') >= 0);
        if (!wanted || number(machine.text(NO_IPV6)) != 1) {
            return List.of();
        }
        return List.of(Finding.warning(
                "udp",
                "ipv6",
                "a listener binds an IPv6 address, but IPv6 is switched off on this machine",
                "sysctl -w net.ipv6.conf.all.disable_ipv6=0, or bind 0.0.0.0 instead"));
    }

    static List<Finding> all(Machine machine, GatewayConfig config) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(receiveBuffer(machine, config));
        findings.addAll(memberships(machine, config));
        findings.addAll(ipv6(machine, config));
        return findings;
    }

    /** -1 for what is no number. */
    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}

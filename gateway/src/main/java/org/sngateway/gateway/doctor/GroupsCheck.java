package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.ListenerConfig;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** On which interfaces the multicast groups are joined while a gateway runs; without one nothing can be said. */
final class GroupsCheck implements Check {

    @Override
    public List<Finding> look(Machine machine, GatewayConfig config) {
        if (!isServed(machine, config)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Set<String> asked = new TreeSet<>();
        for (ListenerConfig listener : config.listeners()) {
            for (HostPort group : listener.discovery().groups()) {
                if (asked.add(group.host())) {
                    findings.add(ofGroup(machine, group.host()));
                }
            }
        }
        return findings;
    }

    private static boolean isServed(Machine machine, GatewayConfig config) {
        return new PortCheck()
                .look(machine, config).stream().anyMatch(port -> port.text().contains("is served by"));
    }

    private static Finding ofGroup(Machine machine, String group) {
        Set<String> interfaces = joined(machine, group);
        if (!interfaces.isEmpty()) {
            return Finding.ok("udp", "groups", group + " is joined on " + String.join(", ", interfaces));
        }
        return Finding.warning(
                "udp",
                "groups",
                group + " is joined on no interface: devices that search there do not find the gateway",
                "see multicast.unavailable in the gateway's log, or name interfaces in listeners[].discovery.interfaces");
    }

    private static Set<String> joined(Machine machine, String group) {
        byte[] address;
        try {
            // The text is a literal, which nobody is asked about.
            address = InetAddress.getByName(group).getAddress();
        } catch (UnknownHostException noAddress) {
            return Set.of();
        }
        return address.length == 4
                ? igmp(machine.text("/proc/net/igmp"), address)
                : igmp6(machine.text("/proc/net/igmp6"), address);
    }

    /** The groups of an interface follow its line, each as a number in the machine's order. */
    private static Set<String> igmp(String table, byte[] address) {
        byte[] little = {address[3], address[2], address[1], address[0]};
        String littleEndian = HexFormat.of().withUpperCase().formatHex(little);
        String bigEndian = HexFormat.of().withUpperCase().formatHex(address);
        Set<String> interfaces = new TreeSet<>();
        String current = "";
        for (String line : table.lines().toList()) {
            String[] fields = line.strip().split("\\s+", -1);
            if (!line.startsWith("\t") && fields.length > 1) {
                current = fields[1];
            } else if (fields[0].equals(littleEndian) || fields[0].equals(bigEndian)) {
                interfaces.add(current);
            }
        }
        return interfaces;
    }

    private static Set<String> igmp6(String table, byte[] address) {
        String wanted = HexFormat.of().formatHex(address);
        Set<String> interfaces = new TreeSet<>();
        table.lines().forEach(line -> {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 2 && fields[2].toLowerCase(Locale.ROOT).equals(wanted)) {
                interfaces.add(fields[1]);
            }
        });
        return interfaces;
    }
}

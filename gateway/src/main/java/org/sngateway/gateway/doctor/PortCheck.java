package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.ListenerConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who has the listeners' ports. A port that another program has is the commonest reason why nothing arrives. */
final class PortCheck implements Check {

    @Override
    public List<Finding> look(Machine machine, GatewayConfig config) {
        List<Finding> findings = new ArrayList<>();
        for (int index = 0; index < config.listeners().size(); index++) {
            ListenerConfig listener = config.listeners().get(index);
            int port = listener.bind().port();
            if (port != 0) {
                findings.add(ofPort(machine, listener, index, port));
            }
        }
        return findings;
    }

    private static Finding ofPort(Machine machine, ListenerConfig listener, int index, int port) {
        TreeSet<String> inodes = new TreeSet<>();
        inodes.addAll(UdpTable.inodes(machine.text("/proc/net/udp"), port));
        inodes.addAll(UdpTable.inodes(machine.text("/proc/net/udp6"), port));
        String name = "port " + port + "/udp of listener " + listener.name();
        if (inodes.isEmpty()) {
            return Finding.ok("udp", "port", name + " is free");
        }
        TreeSet<String> owners = new TreeSet<>();
        boolean isGateway = false;
        for (String pid : Processes.holding(machine, inodes)) {
            isGateway |= Processes.isGateway(machine, pid);
            owners.add(Processes.name(machine, pid) + " (process " + pid + ")");
        }
        if (isGateway) {
            return Finding.ok("udp", "port", name + " is served by " + String.join(", ", owners));
        }
        String owner =
                owners.isEmpty() ? "a process that only its own user or root can see" : String.join(", ", owners);
        return Finding.fault(
                "udp",
                "port",
                name + " is taken by " + owner,
                "stop it, or choose another port with listeners[" + index + "].bind; who it is: ss -lunp sport = :"
                        + port);
    }
}

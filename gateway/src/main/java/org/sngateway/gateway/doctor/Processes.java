package org.sngateway.gateway.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Other processes, as far as they may be looked at. */
final class Processes {
    private Processes() {}

    /** The processes that have one of these sockets open. */
    static List<String> holding(Machine machine, Set<String> inodes) {
        List<String> pids = new ArrayList<>();
        for (String pid : machine.names("/proc")) {
            if (Character.isDigit(pid.charAt(0)) && holds(machine, pid, inodes)) {
                pids.add(pid);
            }
        }
        return pids;
    }

    private static boolean holds(Machine machine, String pid, Set<String> inodes) {
        String folder = "/proc/" + pid + "/fd";
        for (String descriptor : machine.names(folder)) {
            String target = machine.linkTarget(folder + "/" + descriptor);
            if (target.startsWith("socket:[") && inodes.contains(target.substring(8, target.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    static String name(Machine machine, String pid) {
        return isGateway(machine, pid)
                ? "sn-gateway"
                : machine.text("/proc/" + pid + "/comm").strip();
    }

    static boolean isGateway(Machine machine, String pid) {
        String commandLine = machine.text("/proc/" + pid + "/cmdline");
        return commandLine.contains("sn-gateway") || commandLine.contains("org.sngateway.gateway");
    }
}

package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All looks, by area. */
public final class Doctor {
    /** What is looked at when nothing is named, in this order. */
    public static final List<String> AREAS = List.of("system", "udp", "broker", "docker", "thread");

    private Doctor() {}

    /**
     * Looks at the machine. The broker, and the devices of a gateway that runs, are not looked at here.
     *
     * @param asked areas that are named; empty for all
     */
    public static List<Finding> look(Machine machine, GatewayConfig config, Set<String> asked) {
        Map<String, List<Check>> checks = Map.of(
                "system", List.of(SystemChecks::all),
                "udp", List.of(new PortCheck(), KernelChecks::all, new GroupsCheck()),
                "docker", List.of(new ContainerCheck(asked.contains("docker"))),
                "thread", List.of(new ThreadCheck(asked.contains("thread"))));
        Set<String> areas = new LinkedHashSet<>(AREAS);
        if (!asked.isEmpty()) {
            areas.retainAll(asked);
        }
        List<Finding> findings = new ArrayList<>();
        for (String area : areas) {
            for (Check check : checks.getOrDefault(area, List.of())) {
                findings.addAll(check.look(machine, config));
            }
        }
        return findings;
    }
}

package org.sngateway.simulator;

import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.link.NetemLine;
import org.sngateway.simulator.scenario.Scenario;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The links of a scenario as a shell script of Linux's netem: one command for each, of which one is in force at a time. */
final class NetemScript {
    private static final String DEVICE = "lo";

    private NetemScript() {}

    static String of(Scenario scenario) {
        StringBuilder script = new StringBuilder();
        Set<String> remarks = new LinkedHashSet<>();
        for (Map.Entry<String, LinkSpec> link : scenario.linksInUse().entrySet()) {
            script.append("# ").append(link.getKey()).append('\n');
            script.append(NetemLine.of(link.getValue(), DEVICE)).append('\n');
            remarks.addAll(NetemLine.remarks(link.getValue()));
        }
        script.append("# One at a time; this ends it:\n")
                .append(NetemLine.end(DEVICE))
                .append('\n');
        remarks.forEach(remark -> script.append("#   ").append(remark).append('\n'));
        return script.toString();
    }
}

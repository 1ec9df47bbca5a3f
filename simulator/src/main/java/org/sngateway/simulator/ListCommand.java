package org.sngateway.simulator;

import org.sngateway.gateway.config.Sentences;
import org.sngateway.simulator.link.LinkPresets;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

import static org.sngateway.gateway.config.Durations.text;

/** {@code sn-sim list}: the scenarios that are shipped, and the links that a scenario may name. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the scenarios that sn-sim run knows by name.")
final class ListCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    CommandSpec spec;

    @Option(names = "--links", description = "the links that a scenario may name, instead")
    boolean isOfLinks;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (isOfLinks) {
            LinkPresets.byName().forEach((name, preset) -> out.printf("%-10s %s%n", name, preset.reason()));
        } else {
            Scenarios.shipped().forEach(scenario -> print(out, scenario));
        }
        out.flush();
    }

    private static void print(PrintWriter out, Scenario scenario) {
        List<String> needs = Scenarios.needs(scenario);
        out.printf(
                "%-17s %s, %s%s%n",
                scenario.name(),
                Sentences.count(scenario.devices(), "device"),
                text(Duration.ofNanos(scenario.durationNanos())),
                needs.isEmpty() ? "" : "; needs " + String.join(" and ", needs));
        out.printf("%-17s %s%n", "", scenario.summary());
    }
}

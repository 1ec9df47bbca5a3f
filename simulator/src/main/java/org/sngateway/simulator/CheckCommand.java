package org.sngateway.simulator;

import org.sngateway.gateway.config.Durations;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Sentences;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.ScenarioReader;
import org.sngateway.simulator.scenario.ScenarioResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code sn-sim check}: whether scenario files are good, without running them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads scenarios and says what is wrong with them, all at once. Exit code 78 when something is.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "SCENARIO", description = "files, or names of shipped scenarios")
    List<String> files = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "over what the file says, such as fleets.0.count=5")
    List<String> settings = List.of();

    @Option(
            names = "--via-netem",
            description = "print for each link that devices use the tc line that does the same with Linux's netem")
    boolean isViaNetem;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int code = SimulatorMain.OK;
        for (String file : files) {
            ScenarioResult result = ScenarioReader.read(file, settings);
            if (result instanceof ScenarioResult.Read read) {
                good(out, file, read);
            } else if (result instanceof ScenarioResult.Refused refused) {
                err.print(refused.report().format());
                code = RunCommand.BAD_SCENARIO;
            }
        }
        out.flush();
        err.flush();
        return code;
    }

    private void good(PrintWriter out, String file, ScenarioResult.Read read) {
        Scenario scenario = read.scenario();
        out.println(file + ": good; " + Sentences.count(scenario.devices(), "device") + ", "
                + Durations.text(Duration.ofNanos(scenario.durationNanos())));
        for (Problem warning : read.warnings()) {
            out.println("  " + warning.place().text() + "  " + warning.path() + " " + warning.message());
        }
        if (isViaNetem) {
            out.print(NetemScript.of(scenario));
        }
    }
}

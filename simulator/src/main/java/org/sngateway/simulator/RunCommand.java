package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.FleetRun;
import org.sngateway.simulator.fleet.RunListener;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.program.LocalProgram;
import org.sngateway.simulator.report.ReportException;
import org.sngateway.simulator.report.Reports;
import org.sngateway.simulator.report.RunReader;
import org.sngateway.simulator.report.TerminalSummary;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.ScenarioReader;
import org.sngateway.simulator.scenario.ScenarioResult;
import org.sngateway.simulator.site.UdpSite;
import org.sngateway.simulator.tool.Interruption;
import org.sngateway.simulator.world.VirtualSite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code sn-sim run}: a scenario against a gateway, measured and judged. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a scenario against an MQTT-SN 1.2 gateway: fleets of devices over real UDP, measured at the devices and at"
                    + " the broker, judged by the scenario's thresholds.",
            "Exit code 0: all thresholds held; 99: one did not; 98: this program was late itself, the figures say nothing;"
                    + " 1: the run cannot take place; 64: usage; 78: a mistake in the scenario."
        })
final class RunCommand implements Callable<Integer> {
    static final int BAD_SCENARIO = 78;
    static final int INVALID = 98;

    private static final double MILLI_NANOS = 1e6;
    /** What Ctrl-C leaves, at most, for ending traffic, the summary and the reports; it takes about a second. */
    private static final long END_MILLIS = 15_000;

    /** What time the devices live in. */
    enum Clock {
        REAL,
        VIRTUAL
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "a file, or the name of a shipped one (see sn-sim list)")
    private String scenario = "";

    @Mixin
    private RunTarget target = new RunTarget();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "changes the scenario: fleets.0.count=5, thresholds.uplink_latency_p99=\"< 2s\"")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "of all chance; default: the scenario's")
    private @Nullable Long seed;

    @Option(names = "--duration", paramLabel = "TIME", description = "of traffic, such as 90s; default: the scenario's")
    private @Nullable String duration;

    @Option(
            names = "--clock",
            defaultValue = "real",
            description = "real: over UDP. virtual: this build's own engine in a simulated world, as fast as it goes")
    private Clock clock = Clock.REAL;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "out", description = "for reports, default out")
    private Path out = Path.of("out");

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "the JSON of an earlier run, to stand beside this one in the HTML report")
    private @Nullable Path compare;

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress, only the summary")
    private boolean quiet;

    @Option(
            names = "--lag-limit",
            paramLabel = "MS",
            description = "how late this program itself may be, 99th percentile; default 50")
    private double lagLimitMillis = FleetRun.LAG_P99_NANOS_MAX / MILLI_NANOS;

    @Option(
            names = "--via-netem",
            description = "prints the links that devices use as commands of Linux's netem, and ends")
    private boolean viaNetem;

    @Option(names = "--self-test", description = "first measures and prints what this machine can do")
    private boolean selfTest;

    @Override
    public Integer call() {
        PrintWriter console = commandLine().getOut();
        Scenario read = read();
        if (read == null) {
            return BAD_SCENARIO;
        }
        if (viaNetem) {
            console.print(NetemScript.of(read));
            console.flush();
            return SimulatorMain.OK;
        }
        if (selfTest) {
            console.println(SelfTest.sentence());
            console.flush();
        }
        RunResult before = compare == null ? null : earlier(compare);
        boolean isVirtual = clock == Clock.VIRTUAL;
        RunTarget.Place place = isVirtual ? null : target.place(read);
        try (RunProgress progress = new RunProgress(console, TerminalStyle.isTerminal())) {
            RunListener listener = quiet ? second -> {} : progress;
            ScenarioRun run = new ScenarioRun(
                    place == null ? read : place.scenario(), listener, (long) (lagLimitMillis * MILLI_NANOS));
            try (Interruption interruption = new Interruption(run::stop, END_MILLIS, LocalProgram::killAll)) {
                RunResult result = place == null ? inVirtualTime(run, read) : overUdp(run, place, console, progress);
                progress.close();
                return interruption.finished(conclude(result, before, console));
            }
        }
    }

    private static RunResult inVirtualTime(ScenarioRun run, Scenario scenario) {
        try (Site site = VirtualSite.of(scenario)) {
            return run.at(site, true);
        }
    }

    private static RunResult overUdp(
            ScenarioRun run, RunTarget.Place place, PrintWriter console, RunProgress progress) {
        try (UdpSite site = UdpSite.open(place.options())) {
            RunResult result = run.at(site, false);
            progress.close();
            for (Path log : site.logs()) {
                console.println("output: " + log);
            }
            return result;
        }
    }

    private @Nullable Scenario read() {
        List<String> overrides = new ArrayList<>(settings);
        if (target.gateway != null) {
            overrides.add("target.gateway=" + target.gateway);
        }
        if (target.broker != null) {
            overrides.add("target.broker=" + target.broker);
        }
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        if (duration != null) {
            overrides.add("duration=" + duration);
        }
        ScenarioResult result = ScenarioReader.read(scenario, overrides);
        if (result instanceof ScenarioResult.Read read) {
            return read.scenario();
        }
        if (result instanceof ScenarioResult.Refused refused) {
            commandLine().getErr().print(refused.report().format());
            commandLine().getErr().flush();
        }
        return null;
    }

    private static RunResult earlier(Path file) {
        try {
            return RunReader.read(file);
        } catch (ReportException wrong) {
            throw new SiteException("Cannot compare with " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private int conclude(RunResult result, @Nullable RunResult before, PrintWriter console) {
        List<Path> files;
        try {
            files = Reports.write(result, out, Reports.stem(result));
            if (before != null) {
                Reports.page(result, before, files.get(0));
            }
        } catch (IOException failed) {
            throw new SiteException("Cannot write the report into " + out + ": " + failed.getMessage() + ".", failed);
        }
        console.println(TerminalSummary.text(result, TerminalStyle.ofProcess(), files));
        console.flush();
        if (!result.isValid()) {
            return INVALID;
        }
        return result.hasPassed() ? SimulatorMain.OK : SimulatorMain.THRESHOLD_MISSED;
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets this");
        }
        return spec.commandLine();
    }
}

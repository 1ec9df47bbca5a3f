package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.conformance.Catalogue;
import org.sngateway.simulator.conformance.Settings;
import org.sngateway.simulator.conformance.Suite;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TargetUnreachable;
import org.sngateway.simulator.conformance.TestCase;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.report.HtmlReport;
import org.sngateway.simulator.conformance.report.Interpretations;
import org.sngateway.simulator.conformance.report.JsonReport;
import org.sngateway.simulator.conformance.report.JunitReport;
import org.sngateway.simulator.conformance.report.MarkdownReport;
import org.sngateway.simulator.conformance.report.TerminalReport;
import org.sngateway.simulator.conformance.script.BrokerUnusable;
import org.sngateway.simulator.conformance.script.TestBed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code sn-sim conformance}: tests any MQTT-SN 1.2 gateway from outside. */
@Command(
        name = "conformance",
        description = {
            "Tests an MQTT-SN 1.2 gateway from outside: plays devices over UDP, and looks at its broker.",
            "FAIL: a MUST is broken. WARN: a SHOULD, or another reading of an unclear clause. SKIP: cannot be judged.",
            "Exit code 0: no FAIL; 99: a FAIL; 69: the gateway or the broker cannot be reached; 64: usage."
        })
final class ConformanceCommand implements Callable<Integer> {
    private static final double RETRY_SECONDS_MAX = 600;

    /** The forms of a report. */
    enum ReportForm {
        HTML,
        JSON,
        JUNIT,
        MARKDOWN
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "HOST[:PORT]", description = "the gateway; port 1883 unless given")
    private @Nullable String target;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description =
                    "its broker, mqtt://[user:password@]host[:port] or mqtts://...; without it tests that look there are skipped")
    private @Nullable URI broker;

    @Option(names = "--version", paramLabel = "V", defaultValue = "1.2", description = "of MQTT-SN; only 1.2")
    private String version = "1.2";

    @Option(names = "--only", paramLabel = "IDS", split = ",", description = "only these tests, such as SLP-*,PUB-03")
    private List<String> only = new ArrayList<>();

    @Option(names = "--list", description = "prints the tests and plays none")
    private boolean list;

    @Option(
            names = "--retry",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "the gateway's T_retry; default 10")
    private double retrySeconds = 10;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "how long an answer may take; default 5")
    private double patienceSeconds = 5;

    @Option(
            names = "--predefined",
            paramLabel = "ID=TOPIC",
            description =
                    "a predefined topic id that the gateway knows for every client; {client_id} may be part of the topic")
    private Map<Integer, String> predefined = new LinkedHashMap<>();

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "48", description = "tests at a time; default 48")
    private int parallel = 48;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "no test is started after this time; default 600")
    private int limitSeconds = 600;

    @Option(
            names = "--report",
            paramLabel = "FORMS",
            split = ",",
            description = "html, json, junit, markdown: files in --out")
    private List<ReportForm> reports = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "out", description = "where reports go; default out")
    private Path out = Path.of("out");

    @Option(names = "--json", description = "prints the result as JSON instead of text")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "a line for tests that passed, too")
    private boolean verbose;

    @Option(names = "--help", usageHelp = true, description = "this help")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, to leave this command alone
    private boolean help;

    @Override
    public Integer call() throws IOException {
        List<TestCase> tests = Catalogue.matching(only);
        check(tests);
        PrintWriter console = commandLine().getOut();
        if (list) {
            print(tests, console);
            return SimulatorMain.OK;
        }
        try {
            SuiteResult result = play(settings(), tests);
            writeReports(result, console);
            return exitCode(result);
        } catch (TargetUnreachable | BrokerUnusable unreachable) {
            commandLine().getErr().println("sn-sim: " + unreachable.getMessage());
            return SimulatorMain.UNREACHABLE;
        }
    }

    private static int exitCode(SuiteResult result) {
        if (result.count(Verdict.FAIL) > 0) {
            return SimulatorMain.THRESHOLD_MISSED;
        }
        return result.trouble().isEmpty() ? SimulatorMain.OK : SimulatorMain.UNREACHABLE;
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets this");
        }
        return spec.commandLine();
    }

    private void check(List<TestCase> tests) {
        if (!version.equals("1.2")) {
            throw usage("there are tests of MQTT-SN 1.2 only, not " + version);
        }
        if (tests.isEmpty()) {
            throw usage("no test is called " + String.join(",", only) + "; see --list");
        }
        if (target == null && !list) {
            throw usage("say which gateway: HOST[:PORT]");
        }
        boolean isTimeRight = retrySeconds >= 0.1 && retrySeconds <= RETRY_SECONDS_MAX && patienceSeconds >= 0.1;
        if (!isTimeRight || parallel < 1 || limitSeconds < 1) {
            throw usage("--retry is 0.1 to 600 s, --patience at least 0.1 s, --parallel and --limit at least 1");
        }
        boolean isBrokerRight = broker == null
                || broker.getHost() != null && List.of("mqtt", "mqtts").contains(String.valueOf(broker.getScheme()));
        if (!isBrokerRight) {
            throw usage("the broker is mqtt://host[:port] or mqtts://host[:port], not " + broker);
        }
        for (int id : predefined.keySet()) {
            if (id < 1 || id > 0xFFFE) {
                throw usage("a predefined topic id is 1 to 65534, not " + id);
            }
        }
    }

    private CommandLine.ParameterException usage(String what) {
        return new CommandLine.ParameterException(commandLine(), what);
    }

    private Settings settings() {
        Settings.Target gateway;
        try {
            gateway = Settings.Target.parse(String.valueOf(target));
        } catch (IllegalArgumentException wrong) {
            throw usage("\"" + target + "\" is not HOST or HOST:PORT");
        }
        TestBed.Knowledge knowledge =
                new TestBed.Knowledge(seconds(retrySeconds), seconds(patienceSeconds), predefined);
        return new Settings(gateway, broker, knowledge, parallel, Duration.ofSeconds(limitSeconds));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private static void print(List<TestCase> tests, PrintWriter console) {
        for (TestCase test : tests) {
            console.printf("%-7s %-6s %-14s %s%n", test.id(), test.level(), test.section(), test.title());
        }
        console.println(tests.size() + " tests");
    }

    private static SuiteResult play(Settings settings, List<TestCase> tests) {
        try (TerminalBar progress = new TerminalBar("tests", tests.size(), "")) {
            return new Suite(settings, tests, result -> progress.step()).play();
        }
    }

    private void writeReports(SuiteResult result, PrintWriter console) throws IOException {
        List<String> written = new ArrayList<>();
        for (ReportForm form : reports) {
            Path file = out.resolve(name(form));
            Files.createDirectories(out);
            Files.writeString(file, text(form, result));
            written.add(file.toString());
        }
        if (json) {
            console.println(JsonReport.of(result));
        } else {
            TerminalReport.print(result, verbose, console);
            if (!written.isEmpty()) {
                console.println("report " + String.join(" ", written));
            }
        }
        console.flush();
    }

    private static String name(ReportForm form) {
        return switch (form) {
            case HTML -> "conformance.html";
            case JSON -> "conformance.json";
            case JUNIT -> "conformance.xml";
            case MARKDOWN -> "conformance.md";
        };
    }

    private static String text(ReportForm form, SuiteResult result) {
        return switch (form) {
            case HTML -> HtmlReport.of(result, Interpretations.ofThisProgram());
            case JSON -> JsonReport.of(result);
            case JUNIT -> JunitReport.of(result);
            case MARKDOWN -> MarkdownReport.of(result);
        };
    }
}

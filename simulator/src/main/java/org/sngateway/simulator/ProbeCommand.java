package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.tool.DeviceSettings;
import org.sngateway.simulator.tool.DeviceTool;
import org.sngateway.simulator.tool.HostPort;
import org.sngateway.simulator.tool.ProbePlan;
import org.sngateway.simulator.tool.ProbeReport;
import org.sngateway.simulator.tool.Terminal;
import org.sngateway.simulator.tool.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code sn-sim probe}: is a gateway well, and how fast? */
@Command(
        name = "probe",
        sortOptions = false,
        description = "Connects, publishes one message and disconnects, and says how long each took.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all was answered",
            "1:the gateway refused something, or stopped answering",
            "64:wrong options",
            "69:the gateway does not answer at all"
        })
final class ProbeCommand implements Callable<Integer> {
    private static final int RETRIES_MAX = 1_000;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    @Parameters(paramLabel = "HOST[:PORT]", description = "gateway; the port is 1883 unless given")
    HostPort gateway = new HostPort("127.0.0.1", HostPort.DEFAULT_PORT);

    @Option(
            names = {"-t", "--topic"},
            defaultValue = "sn-sim/probe",
            description = "topic to publish to; default ${DEFAULT-VALUE}")
    String topic = "sn-sim/probe";

    @Option(
            names = {"-T", "--topic-id"},
            description = "predefined topic id, instead of -t")
    @Nullable
    Integer topicId;

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "1",
            description = "0, 1 or 2; default ${DEFAULT-VALUE}")
    int qos;

    @Option(
            names = {"-i", "--id"},
            description = "client id; default sn-sim-probe- and the process id")
    @Nullable
    String clientId;

    @Option(names = "--timeout", defaultValue = "5", description = "seconds for all of it; default ${DEFAULT-VALUE}")
    double timeout;

    @Option(names = "--json", description = "print one JSON object")
    boolean json;

    @Option(names = "--prometheus", description = "print metrics in Prometheus' text format")
    boolean prometheus;

    @Option(names = "-d", description = "show each packet, on standard error; -dd with its octets")
    boolean[] debug = {};

    @Override
    public Integer call() {
        check(qos >= 0 && qos <= 2, "-q is 0, 1 or 2");
        check(timeout >= 0.01 && timeout <= 3_600, "--timeout is 0.01 to 3600 seconds");
        check(!topic.isEmpty() && !Topics.hasWildcard(topic), "-t is a name without wildcards");
        check(topicId == null || topicId > 0 && topicId < 0xFFFF, "a predefined topic id is 1 to 65534");
        check(!json || !prometheus, "--json and --prometheus exclude each other");
        TopicRef target = topicId == null ? Topics.ofName(topic, false) : new TopicRef.Predefined(topicId);
        String id = clientId == null ? "sn-sim-probe-" + ProcessHandle.current().pid() : clientId;
        DeviceOptions options = DeviceOptions.of(id).withRetries(1_000_000_000L, RETRIES_MAX);
        DeviceTool tool = new DeviceTool(
                new DeviceSettings(gateway, null, options, null, debug.length, false),
                Terminal.ofProcess(commandSpec().commandLine().getErr()));
        ProbeReport report =
                tool.probe(new ProbePlan(target, Qos.ofBits(qos), Octets.ofUtf8("probe"), (long) (timeout * 1e9)));
        System.out.print(json ? report.json() : prometheus ? report.prometheus() : report.text());
        System.out.flush();
        return report.exitCode();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec;
    }

    private void check(boolean condition, String sentence) {
        if (!condition) {
            throw new ParameterException(commandSpec().commandLine(), sentence);
        }
    }
}

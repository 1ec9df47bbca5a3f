package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.demo.Demo;
import org.sngateway.simulator.demo.DemoSettings;
import org.sngateway.simulator.demo.PortChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** {@code sn-sim demo}: all of it in one process, to look at. */
@Command(
        name = "demo",
        sortOptions = false,
        description =
                "Runs a gateway, an MQTT broker, sleeping thermometers, an air conditioner, a door switch and a rule"
                        + " in one process, and says what happens. Nothing is written outside a temporary folder.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:ended by Ctrl-C or --seconds",
            "1:failed",
            "64:wrong options",
            "73:the port that was asked for cannot be used"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int THINGS_MAX = 1_000;
    private static final int PORT_MAX = 0xFFFF;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    @Option(names = "--things", defaultValue = "20", description = "thermometers; default ${DEFAULT-VALUE}")
    int things = 20;

    @Option(
            names = {"-p", "--port"},
            defaultValue = "-1",
            description = "UDP port for devices, 0 for any free one; default 1883, or 18830 and up when that is taken")
    int port = -1;

    @Option(
            names = "--broker-port",
            defaultValue = "-1",
            description = "TCP port of the MQTT broker, 0 for any free one; default 1883, or 18830 and up")
    int brokerPort = -1;

    @Option(
            names = "--http-port",
            defaultValue = "-1",
            description = "TCP port of the pages for a browser, 0 for any free one; default 8080, or 18080 and up")
    int httpPort = -1;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "address at which devices are listened to; default ${DEFAULT-VALUE}, 0.0.0.0 lets devices of"
                    + " your network in")
    String bind = "127.0.0.1";

    @Option(names = "--seconds", defaultValue = "0", description = "end after so many seconds; default at Ctrl-C")
    long seconds;

    @Option(names = "--quiet", description = "leave the events out")
    boolean quiet;

    @Override
    public Integer call() {
        check(things >= 1 && things <= THINGS_MAX, "--things is 1 to " + THINGS_MAX);
        check(isPort(port) && isPort(brokerPort) && isPort(httpPort), "a port is 0 to " + PORT_MAX);
        check(seconds >= 0, "--seconds is not negative");
        DemoSettings settings = new DemoSettings(
                things,
                bind,
                PortChoice.of(port, "--port, --bind"),
                PortChoice.of(brokerPort, "--broker-port"),
                PortChoice.ofPages(httpPort, "--http-port"),
                seconds,
                quiet);
        return new Demo(settings, new PrintWriter(System.out, true, StandardCharsets.UTF_8)).run();
    }

    private static boolean isPort(int given) {
        return given >= -1 && given <= PORT_MAX;
    }

    private void check(boolean condition, String sentence) {
        if (!condition && spec != null) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}

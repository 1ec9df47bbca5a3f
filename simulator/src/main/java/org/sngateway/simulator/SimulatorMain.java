package org.sngateway.simulator;

import org.sngateway.simulator.crash.CrashException;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.load.LoadException;
import org.sngateway.simulator.report.ReportException;
import org.sngateway.simulator.tool.HostPort;
import org.sngateway.simulator.tool.ToolException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Map;
import java.util.function.Function;

/**
 * The program {@code sn-sim}. Exit codes: 0 ok, 1 the run failed or says nothing, 64 usage, 69 the gateway or the broker
 * cannot be reached, 99 a threshold was missed or a conformance MUST failed; {@code run} and {@code check}
 * have 78 for mistakes in a scenario, and {@code run} 98 when it was late itself; the device tools have those of {@link
 * org.sngateway.simulator.tool.ToolExit}.
 */
@Command(
        name = "sn-sim",
        mixinStandardHelpOptions = true,
        description =
                "MQTT-SN devices, one or by the thousand: to publish and subscribe, to test gateways and to load-test"
                        + " them, to crash them, and in virtual time.",
        subcommands = {
            PubCommand.class,
            SubCommand.class,
            DemoCommand.class,
            DiscoverCommand.class,
            ProbeCommand.class,
            RunCommand.class,
            ListCommand.class,
            NewCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            ConformanceCommand.class,
            ReportCommand.class,
            CrashCommand.class,
            WorldCommand.class,
            ReferenceCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class SimulatorMain {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 64;
    static final int UNREACHABLE = 69;
    static final int THRESHOLD_MISSED = 99;

    public static void main(String[] arguments) {
        keepLogOutOfTheOutput();
        System.exit(run(arguments));
    }

    /** Libraries may complain on standard error; standard output is the report alone. */
    private static void keepLogOutOfTheOutput() {
        Map.of("tinylog.level", "warn", "tinylog.writer", "console", "tinylog.writer.stream", "err")
                .forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    }

    /** Runs a command line and returns its exit code. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new SimulatorMain());
        commandLine.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof LoadException
                    || failure instanceof CrashException
                    || failure instanceof ReportException
                    || failure instanceof SiteException) {
                command.getErr().println("sn-sim: " + failure.getMessage());
                return FAILURE;
            }
            if (failure instanceof ToolException cannot) {
                command.getErr().println("sn-sim: " + cannot.getMessage());
                return cannot.exitCode();
            }
            throw failure;
        });
        commandLine.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("sn-sim: " + wrong.getMessage());
            command.getErr().println("see " + command.getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        });
        commandLine.registerConverter(Threshold.class, Threshold::valueOf);
        commandLine.registerConverter(HostPort.class, plainly(HostPort::valueOf));
        commandLine.registerConverter(SeedRange.class, plainly(SeedRange::valueOf));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine.execute(arguments);
    }

    /** Has a mistake told in the words of whoever found it, without the names of classes. */
    private static <T> ITypeConverter<T> plainly(Function<String, T> valueOf) {
        return text -> {
            try {
                return valueOf.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        };
    }
}

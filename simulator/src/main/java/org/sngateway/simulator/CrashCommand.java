package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.crash.BrokerOutage;
import org.sngateway.simulator.crash.CrashException;
import org.sngateway.simulator.crash.CrashReport;
import org.sngateway.simulator.crash.CrashSettings;
import org.sngateway.simulator.crash.KillPlan;
import org.sngateway.simulator.crash.KillRounds;
import org.sngateway.simulator.crash.SleeperRestart;
import org.sngateway.simulator.crash.StoreDamage;
import org.sngateway.simulator.crash.WriteWear;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code sn-sim crash}: kills a packaged gateway and its broker under load, and counts what was lost. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description = "Kills a gateway, a Mosquitto or both again and again under load, and compares what was"
                + " acknowledged with what arrived. Needs mosquitto.")
final class CrashCommand implements Callable<Integer> {

    /** The options of all crash tests. */
    static final class Arguments {
        @Option(
                names = "--gateway-jar",
                defaultValue = "gateway/target/sn-gateway.jar",
                description = "the packaged gateway, default ${DEFAULT-VALUE}")
        Path gatewayJar = Path.of("gateway", "target", "sn-gateway.jar");

        @Option(
                names = {"-c", "--devices"},
                defaultValue = "100",
                description = "devices, default ${DEFAULT-VALUE}")
        int devices;

        @Option(names = "--seed", defaultValue = "1", description = "of all that is drawn, default ${DEFAULT-VALUE}")
        long seed;

        @Option(names = "--mqtt", defaultValue = "5.0", description = "5.0 or 3.1.1, default ${DEFAULT-VALUE}")
        String mqtt = "5.0";

        @Option(names = "--folder", description = "for data and logs, default a new temporary one")
        @Nullable
        Path folder;

        @Option(names = "--java-option", description = "of the gateway's JVM, default -Xmx256m")
        List<String> javaOptions = List.of("-Xmx256m");

        @Option(names = "--set", description = "key=value, further option of the gateway")
        List<String> settings = List.of();

        CrashSettings toSettings() {
            try {
                Path place = folder == null ? Files.createTempDirectory("sn-sim-crash") : folder;
                Files.createDirectories(place);
                return new CrashSettings(
                        gatewayJar,
                        place.toAbsolutePath(),
                        mqtt.equals("5") ? "5.0" : mqtt,
                        seed,
                        javaOptions,
                        settings);
            } catch (IOException failed) {
                throw new CrashException("cannot make a folder: " + failed.getMessage());
            }
        }
    }

    @Mixin
    Arguments arguments = new Arguments();

    @Option(names = "--rounds", defaultValue = "20", description = "kills, default ${DEFAULT-VALUE}")
    int rounds;

    @Option(names = "--kill", defaultValue = "gateway", description = "gateway, broker, both or mixed")
    KillPlan kill = KillPlan.GATEWAY;

    @Option(
            names = "--wake",
            defaultValue = "5000",
            description = "longest time from one wake-up of a sleeper to the next, in milliseconds; default"
                    + " ${DEFAULT-VALUE}")
    int wakeMillis;

    @Option(
            names = "--run",
            defaultValue = "2000",
            description = "longest time from being up to the next kill, in milliseconds; default ${DEFAULT-VALUE}")
    int runMillis;

    @Override
    public Integer call() {
        KillRounds.Shape shape = new KillRounds.Shape(rounds, arguments.devices, kill, wakeMillis, runMillis);
        return conclude(report -> new KillRounds(arguments.toSettings(), shape, report).run());
    }

    /** The options of {@code outage} alone. */
    static final class OutageArguments {
        @Option(names = "--seconds", defaultValue = "60", description = "default ${DEFAULT-VALUE}")
        int seconds;

        @Option(
                names = "--publish",
                defaultValue = "200",
                description = "milliseconds from one message of a device to its next, default ${DEFAULT-VALUE}")
        int publishMillis;

        @Option(names = "--kill-gateway", description = "kill the gateway halfway")
        boolean killsGateway;

        @Option(names = "--leave", description = "some devices disconnect or fall asleep meanwhile")
        boolean devicesLeave;

        @Option(
                names = "--spool-messages",
                defaultValue = "0",
                description = "limit of the spool, so that congestion is expected; 0 leaves it as it is")
        int spoolMessages;
    }

    @Command(
            name = "outage",
            mixinStandardHelpOptions = true,
            description = "The broker is away for a while; the devices publish on.")
    int outage(@Mixin Arguments given, @Mixin OutageArguments outage) {
        BrokerOutage.Shape shape = new BrokerOutage.Shape(
                given.devices,
                outage.seconds,
                outage.publishMillis,
                outage.killsGateway,
                outage.devicesLeave,
                outage.spoolMessages);
        return conclude(report -> new BrokerOutage(given.toSettings(), shape, report).run());
    }

    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            description = "A gateway with sleeping devices is killed; how soon does it serve them again?")
    int restart(
            @Mixin Arguments given,
            @Option(names = "--within", defaultValue = "3000", description = "ms, default ${DEFAULT-VALUE}")
                    long millisMax) {
        SleeperRestart.Shape shape = new SleeperRestart.Shape(given.devices, millisMax);
        return conclude(report -> new SleeperRestart(given.toSettings(), shape, report).run());
    }

    @Command(
            name = "damage",
            mixinStandardHelpOptions = true,
            description = "The gateway's store is damaged in several ways; does the gateway start, say so and serve?")
    int damage(@Mixin Arguments given) {
        return conclude(report -> new StoreDamage(given.toSettings(), given.devices, report).run());
    }

    @Command(
            name = "wear",
            mixinStandardHelpOptions = true,
            description = "What the gateway writes to the disk for sleeping devices that wake up once a second.")
    int wear(
            @Mixin Arguments given,
            @Option(names = "--seconds", defaultValue = "30", description = "default ${DEFAULT-VALUE}") int seconds,
            @Option(names = "--wakes-per-day", defaultValue = "288", description = "default ${DEFAULT-VALUE}")
                    int wakesPerDay) {
        WriteWear.Shape shape = new WriteWear.Shape(given.devices, seconds, wakesPerDay);
        return conclude(report -> new WriteWear(given.toSettings(), shape, report).run());
    }

    private static int conclude(Consumer<CrashReport> test) {
        CrashReport report = new CrashReport(line -> {
            System.out.println(line);
            System.out.flush();
        });
        test.accept(report);
        if (report.problems().isEmpty()) {
            System.out.println("PASSED");
            return SimulatorMain.OK;
        }
        System.out.println("FAILED, " + report.problems().size() + " problems");
        return SimulatorMain.THRESHOLD_MISSED;
    }
}

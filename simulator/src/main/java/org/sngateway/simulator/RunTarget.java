package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.program.CommandWords;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Target;
import org.sngateway.simulator.site.LocalTarget;
import org.sngateway.simulator.site.SiteOptions;
import org.sngateway.simulator.udp.SourceAddresses;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The options of {@code run} that say what is tested, and what of it is in this program's hands. */
final class RunTarget {
    /** Sockets of a run beside its devices': the probe, and those of strangers. */
    private static final int SPARE_SOCKETS = 64;

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            description = "the gateway; default: what the scenario says, 127.0.0.1:1883 if it says nothing")
    @Nullable
    String gateway;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description =
                    "the broker behind it, mqtt://[user:password@]host[:port] or mqtts://...; it is where deliveries"
                            + " are measured")
    @Nullable
    String broker;

    @Option(
            names = "--no-measure",
            description = "no broker: only what devices themselves see is measured, not what arrives")
    boolean noMeasure;

    @Option(
            names = "--start",
            description =
                    "starts a gateway of this project and a Mosquitto (the embedded broker where none is installed) on"
                            + " free ports for this run, configured for the scenario")
    boolean start;

    @Option(
            names = "--gateway-jar",
            paramLabel = "JAR",
            description = "the packaged gateway that --start starts; default: that of the same build")
    @Nullable
    Path gatewayJar;

    @Option(
            names = "--gateway-command",
            paramLabel = "COMMAND",
            description = "starts the gateway; the run kills and restarts it where the scenario says so, and ends it")
    @Nullable
    String gatewayCommand;

    @Option(names = "--broker-command", paramLabel = "COMMAND", description = "the same for the broker")
    @Nullable
    String brokerCommand;

    @Option(
            names = "--broker-proxy",
            paramLabel = "PORT",
            description =
                    "a TCP port of this program through which the gateway must connect to --broker; the scenario can"
                            + " then stall, delay and refuse that connection")
    @Nullable
    Integer brokerProxy;

    @Option(
            names = "--sources",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "spreads devices over so many addresses from 127.1.0.1 on (gateways on this machine only); 0, the"
                            + " default, leaves it to the system")
    int sources;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "for data and logs of programs that are started; default: a new temporary one")
    @Nullable
    Path folder;

    /** Where the run takes place, and the scenario with what was said here. */
    record Place(Scenario scenario, SiteOptions options) {}

    Place place(Scenario scenario) {
        Target target = scenario.target();
        if (start) {
            LocalTarget local = new LocalTarget(scenario, place());
            Target started = new Target(local.host(), local.port(), local.brokerUrl(), local.metricsUrl());
            return place(withTarget(scenario, started), local.hands(jar()));
        }
        String url = noMeasure ? null : target.brokerUrl();
        boolean hasBroker = url != null;
        if (!hasBroker && !noMeasure) {
            throw new SiteException("No broker is known, so that deliveries cannot be measured: say --broker URL, or"
                    + " --no-measure to do without.");
        }
        if (!hasBroker && (brokerCommand != null || brokerProxy != null)) {
            throw new SiteException("A broker that is started or proxied has to be named: --broker URL.");
        }
        SiteOptions.Hands hands = new SiteOptions.Hands(
                words(gatewayCommand), words(brokerCommand), brokerProxy == null ? -1 : brokerProxy, logs());
        Target measured = new Target(target.gatewayHost(), target.gatewayPort(), url, target.metricsUrl());
        return place(withTarget(scenario, measured), hands);
    }

    private Place place(Scenario scenario, SiteOptions.Hands hands) {
        Target target = scenario.target();
        SiteOptions options = new SiteOptions(
                target.gatewayHost(),
                target.gatewayPort(),
                target.brokerUrl(),
                new SourceAddresses(sources),
                sockets(scenario),
                hands);
        return new Place(scenario, options);
    }

    private Path logs() {
        return gatewayCommand == null && brokerCommand == null ? Path.of(".") : place();
    }

    private Path place() {
        try {
            return folder == null ? Files.createTempDirectory("sn-sim-run") : folder;
        } catch (IOException failed) {
            throw new SiteException("Cannot make a temporary folder: " + failed.getMessage() + ".", failed);
        }
    }

    private static List<String> words(@Nullable String command) {
        try {
            return command == null ? List.of() : CommandWords.of(command);
        } catch (IllegalArgumentException wrong) {
            throw new SiteException("Cannot start it: " + wrong.getMessage() + ".", wrong);
        }
    }

    /** Beside this program where both are installed, or in the same source tree. */
    private Path jar() {
        if (gatewayJar != null) {
            return gatewayJar;
        }
        try {
            Path own = Path.of(RunTarget.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = own.resolveSibling("");
            Path beside = directory.resolve("sn-gateway.jar");
            return Files.isReadable(beside)
                    ? beside
                    : directory
                            .resolve(Path.of("..", "..", "gateway", "target", "sn-gateway.jar"))
                            .normalize();
        } catch (URISyntaxException odd) {
            throw new SiteException("Cannot find the gateway's program; say where with --gateway-jar.", odd);
        }
    }

    static int sockets(Scenario scenario) {
        int sockets = SPARE_SOCKETS;
        for (FleetSpec fleet : scenario.fleets()) {
            int perSocket = Math.max(1, fleet.nodesPerForwarder());
            sockets += (fleet.count() + perSocket - 1) / perSocket;
        }
        return sockets;
    }

    private static Scenario withTarget(Scenario scenario, Target target) {
        return new Scenario(
                scenario.name(),
                scenario.summary(),
                scenario.text(),
                scenario.seed(),
                target,
                scenario.fleets(),
                scenario.links(),
                scenario.downlinks(),
                scenario.timeline(),
                scenario.durationNanos(),
                scenario.settleNanos(),
                scenario.thresholds());
    }
}

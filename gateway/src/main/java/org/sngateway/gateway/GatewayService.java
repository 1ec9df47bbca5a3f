package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.command.ExitCode;
import org.sngateway.gateway.command.Service;
import org.sngateway.gateway.command.Version;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.doctor.Finding;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Where the command line meets the gateway. */
final class GatewayService implements Service {

    @Override
    public int run(ConfigLoader.Sources sources, Loaded loaded) {
        GatewayConfig config = loaded.config();
        EventLog log = EventLog.ofProcess(Logging.settings(config.log(), System.getenv()));
        LastResort.install();
        Gateway gateway;
        try {
            gateway = Gateway.start(new Configured(sources, loaded), log);
        } catch (CannotStart cannotStart) {
            log.write(Event.error("gateway.not_started").with("message", cannotStart.sentence()));
            return cannotStart.exitCode();
        }
        stopWhenTold(gateway, log);
        HangUp.onSignal(() -> gateway.reload("signal"));
        log.write(Event.info("gateway.started")
                .with("name", config.gateway().name())
                .with("version", Version.text())
                .with("devices", "udp " + gateway.sensorAddresses())
                .with("broker", config.broker().url().text())
                .with("ms", ProcessAge.millis())
                .with("message", "ready; Ctrl-C or SIGTERM stops it"));
        giveBackWhatTheStartTook();
        waitForTheEnd();
        return ExitCode.OK;
    }

    /**
     * The start leaves garbage in a heap that has grown for it, and what follows makes too little to have it shrink again. A
     * pause costs nothing at this moment ({@code docs/explanation/design-decisions.md}).
     */
    private static void giveBackWhatTheStartTook() {
        System.gc();
    }

    /** Ctrl-C and SIGTERM run the hook, which takes the gateway down and ends the process: in order, so with 0. */
    private static void stopWhenTold(Gateway gateway, EventLog log) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            log.write(Event.info("gateway.stopped"));
                            System.out.flush();
                            Runtime.getRuntime().halt(ExitCode.OK);
                        },
                        "stop"));
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public @Nullable String problem(GatewayConfig config) {
        return problemOf(config);
    }

    static @Nullable String problemOf(GatewayConfig config) {
        try {
            SensorSide.settings(config, new AllowLists(config.listeners()));
            BrokerSide.settings(config, Passwords.of(config), 0);
            return null;
        } catch (CannotStart cannotStart) {
            return cannotStart.sentence();
        }
    }

    @Override
    public Probe probe(GatewayConfig config) {
        // Libraries log, too: as in a run, not in a way of their own.
        EventLog.ofProcess(Logging.settings(config.log(), System.getenv()));
        return new Trial(config).run();
    }

    @Override
    public List<Finding> examineBroker(GatewayConfig config) {
        EventLog.ofProcess(Logging.settings(config.log(), System.getenv()));
        return BrokerExamination.of(config);
    }
}

package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.adapter.observe.LogSettings;
import org.sngateway.gateway.command.ExitCode;
import org.sngateway.gateway.command.Service;
import org.sngateway.gateway.config.GatewayConfig;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code check --probe}: starts the gateway for a moment, so that what is tried is what a run does: every port bound, every
 * multicast group joined, the broker logged in to. Problems that a run would log are lines here.
 */
final class Trial {
    private final GatewayConfig config;
    private final List<String> lines = new ArrayList<>();

    Trial(GatewayConfig config) {
        this.config = config;
    }

    Service.Probe run() {
        EventLog log = new EventLog(
                LogSettings.auto(LogLevel.WARN, true, Map.of("NO_COLOR", "1")),
                Clock.systemUTC(),
                (level, line) -> note(line));
        // What it hears of the broker is the result here, and said at the end.
        BrokerWatch broker = new BrokerWatch(event -> {}, config.broker().url().text());
        try (Gateway gateway = Gateway.start(config, log, broker)) {
            note("listening on udp " + gateway.sensorAddresses());
            return new Service.Probe(tryBroker(broker), List.copyOf(lines));
        } catch (CannotStart cannotStart) {
            note(cannotStart.sentence());
            return new Service.Probe(cannotStart.exitCode(), List.copyOf(lines));
        }
    }

    private synchronized void note(String line) {
        lines.add(line);
    }

    private int ended(int exitCode, String line) {
        note(line);
        return exitCode;
    }

    private int tryBroker(BrokerWatch broker) {
        String url = config.broker().url().text();
        long waitMillis = config.broker().connectTimeout().toMillis() + 1000;
        try {
            BrokerWatch.Answer answer = broker.firstAnswer().get(waitMillis, TimeUnit.MILLISECONDS);
            return switch (answer.outcome()) {
                case LOGGED_IN -> ended(ExitCode.OK, "logged in to the broker " + url);
                case REFUSED ->
                    ended(
                            ExitCode.NOT_PERMITTED,
                            "the broker " + url + " does not let this gateway in: " + answer.detail());
                case UNREACHABLE ->
                    ended(ExitCode.UNAVAILABLE, "the broker " + url + " cannot be reached: " + answer.detail());
            };
        } catch (TimeoutException timeout) {
            note("the broker " + url + " does not answer");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            note("interrupted");
        }
        return ExitCode.UNAVAILABLE;
    }
}

package org.sngateway.gateway;

import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.ListenerConfig;
import org.sngateway.gateway.config.ProtocolConfig;
import org.sngateway.gateway.session.EngineOptions;

import java.util.List;

/** Turns the configuration into the engine's numbers; where their meanings differ, this says how. */
public final class EngineSettings {
    private EngineSettings() {}

    /** The options of every shard's engine; {@code jitterSeed} differs for each, so that shards do not move in step. */
    public static EngineOptions of(GatewayConfig config, long jitterSeed) {
        return new EngineOptions(
                identity(config),
                timing(config),
                sleep(config.sleep()),
                capacity(config),
                admission(config.admission()),
                upstream(config, jitterSeed),
                publishMinusOne(config.protocol().publishMinusOne()));
    }

    private static EngineOptions.Identity identity(GatewayConfig config) {
        List<Long> advertiseNanos = config.listeners().stream()
                .map(ListenerConfig::discovery)
                .map(d -> d.advertise() ? d.advertiseInterval().toNanos() : 0L)
                .toList();
        ProtocolConfig protocol = config.protocol();
        return new EngineOptions.Identity(
                config.gateway().id(), advertiseNanos, protocol.forwarders(), protocol.clientIdMax());
    }

    private static EngineOptions.Timing timing(GatewayConfig config) {
        ProtocolConfig protocol = config.protocol();
        return new EngineOptions.Timing(
                protocol.retryInterval().toNanos(),
                protocol.maxRetries(),
                protocol.transactionTime().toNanos(),
                protocol.idleLimit().toNanos(),
                protocol.probe(),
                config.sleep().tolerance());
    }

    private static EngineOptions.Sleep sleep(GatewayConfig.Sleep sleep) {
        return new EngineOptions.Sleep(
                sleep.durationSecondsMax(),
                sleep.wakeFrom(),
                sleep.wakeConnect() == GatewayConfig.WakeConnect.PRESERVE,
                sleep.uplink() == GatewayConfig.Uplink.LENIENT,
                sleep.wakesMax(),
                sleep.messagesPerWake());
    }

    private static EngineOptions.Capacity capacity(GatewayConfig config) {
        GatewayConfig.Queue queue = config.sleep().queue();
        GatewayConfig.Sessions sessions = config.sessions();
        return new EngineOptions.Capacity(
                config.protocol().uplinkWindow(),
                sessions.maxTopics(),
                sessions.maxSubscriptions(),
                queue.maxMessages(),
                (int) queue.maxBytes(),
                queue.expiry().toNanos(),
                sessions.expiry().toNanos(),
                sessions.keepWill(),
                queue.keepLatest());
    }

    private static EngineOptions.Admission admission(GatewayConfig.Admission admission) {
        return new EngineOptions.Admission(
                admission.sessionsPerSource(),
                admission.connectsPerSource(),
                admission.connects(),
                admission.disconnectsPerSource(),
                admission.disconnects(),
                admission.searches(),
                admission.sourcesMax());
    }

    private static EngineOptions.Upstream upstream(GatewayConfig config, long jitterSeed) {
        return new EngineOptions.Upstream(
                config.broker().connectsAtOnce(),
                config.broker().reconnect().min().toNanos(),
                config.broker().reconnect().max().toNanos(),
                config.broker().awayLimit().toNanos(),
                config.broker().reconnect().jitter() ? jitterSeed : 0,
                config.broker().spool().qos0());
    }

    private static EngineOptions.PublishMinusOne publishMinusOne(ProtocolConfig.PublishMinusOne minusOne) {
        return new EngineOptions.PublishMinusOne(
                minusOne.enabled(), minusOne.allow(), minusOne.allowTopics(), minusOne.rate(), minusOne.retain());
    }
}

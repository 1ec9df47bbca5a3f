package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import io.reactivex.schedulers.Schedulers;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes the MQTT clients of one shard, all with the same settings, and all on the shard's event loop. */
final class UpstreamFactory {
    private final BrokerSettings settings;
    private final Executor shard;
    private final TopicPrefix prefix;
    private final MqttClientTransportConfig transport;
    private final MqttClientExecutorConfig executors;

    UpstreamFactory(BrokerSettings settings, Executor shard) {
        this.settings = settings;
        this.shard = shard;
        this.prefix = new TopicPrefix(settings.identity().topicPrefix());
        this.transport = transportOf(settings);
        this.executors = MqttClientExecutorConfig.builder()
                .nettyExecutor(shard)
                // Inline: callbacks come on the event loop, which is the shard's thread.
                .applicationScheduler(Schedulers.trampoline())
                .build();
    }

    private static MqttClientTransportConfig transportOf(BrokerSettings settings) {
        BrokerSettings.Server server = settings.server();
        long connectMillis = settings.timing().connect().toMillis();
        MqttClientTransportConfigBuilder builder = MqttClientTransportConfig.builder()
                .serverHost(server.host())
                .serverPort(server.port())
                .socketConnectTimeout(connectMillis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(connectMillis, TimeUnit.MILLISECONDS);
        BrokerTls tls = server.tls();
        if (tls != null) {
            builder = builder.sslConfig(tls.sslConfig(settings.timing().connect()));
        }
        String path = server.webSocketPath();
        if (path != null) {
            builder = builder.webSocketConfig(MqttWebSocketConfig.builder()
                    .serverPath(path)
                    .handshakeTimeout(connectMillis, TimeUnit.MILLISECONDS)
                    .build());
        }
        return builder.build();
    }

    UpstreamClient<?> client(String mqttClientId, UpstreamClient.Listener listener) {
        return switch (settings.server().version()) {
            case MQTT_5 -> new Mqtt5Upstream(this, mqttClientId, listener);
            case MQTT_3_1_1 -> new Mqtt3Upstream(this, mqttClientId, listener);
        };
    }

    BrokerSettings settings() {
        return settings;
    }

    Executor shard() {
        return shard;
    }

    TopicPrefix prefix() {
        return prefix;
    }

    MqttClientTransportConfig transport() {
        return transport;
    }

    MqttClientExecutorConfig executors() {
        return executors;
    }

    int keepAliveSeconds() {
        return (int) settings.timing().keepAlive().toSeconds();
    }
}

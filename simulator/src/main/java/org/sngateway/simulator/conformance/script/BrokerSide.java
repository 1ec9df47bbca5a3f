package org.sngateway.simulator.conformance.script;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.reactivex.schedulers.Schedulers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Our own client of the gateway's broker. It sees everything below the run's prefix with QoS 2, and publishes. Safe for
 * all threads; calls wait for the broker's answer.
 */
public final class BrokerSide implements AutoCloseable {
    private static final long ANSWER_SECONDS = 10;

    private final Mqtt3AsyncClient client;
    private final Map<String, Consumer<BrokerArrival>> watchers = new ConcurrentHashMap<>();

    /** Connects to {@code mqtt://} or {@code mqtts://[user:password@]host[:port]}. */
    public BrokerSide(URI broker, String run) {
        client = client(broker, "snc-" + run);
        // Registered before the connection, because what arrives without a taker is acknowledged and lost.
        client.publishes(MqttGlobalPublishFilter.ALL, this::onPublish);
        String at = broker.getHost() + (broker.getPort() < 0 ? "" : ":" + broker.getPort());
        await(client.connectWith().cleanSession(true).keepAlive(30).send(), "connect to the broker at " + at);
        subscribe("snc/" + run + "/#");
    }

    private static Mqtt3AsyncClient client(URI broker, String clientId) {
        boolean isTls = "mqtts".equals(broker.getScheme());
        if (!isTls && !"mqtt".equals(broker.getScheme()) || broker.getHost() == null) {
            throw new BrokerUnusable("the broker is given as mqtt://host[:port] or mqtts://host[:port], not " + broker);
        }
        int usual = isTls ? 8883 : 1883;
        var builder = Mqtt3Client.builder()
                .identifier(clientId)
                .serverHost(broker.getHost())
                .serverPort(broker.getPort() < 0 ? usual : broker.getPort())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build());
        if (isTls) {
            builder = builder.sslWithDefaultConfig();
        }
        String userInfo = broker.getUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
            byte[] password = userInfo.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            builder = builder.simpleAuth().username(user).password(password).applySimpleAuth();
        }
        return builder.buildAsync();
    }

    private void onPublish(Mqtt3Publish publish) {
        String topic = publish.getTopic().toString();
        Consumer<BrokerArrival> watcher = watchers.get(topic);
        if (watcher != null) {
            Qos qos = Qos.ofBits(publish.getQos().getCode());
            watcher.accept(
                    new BrokerArrival(topic, Octets.copyOf(publish.getPayloadAsBytes()), qos, publish.isRetain()));
        }
    }

    /** Hands what arrives under exactly this topic to {@code watcher}, on the client's thread. */
    void watch(String topic, Consumer<BrokerArrival> watcher) {
        watchers.put(topic, watcher);
    }

    void unwatch(String topic) {
        watchers.remove(topic);
    }

    void subscribe(String filter) {
        await(
                client.subscribeWith()
                        .topicFilter(filter)
                        .qos(MqttQos.EXACTLY_ONCE)
                        .send(),
                "subscribe to " + filter + " at the broker");
    }

    void unsubscribe(String filter) {
        await(client.unsubscribeWith().topicFilter(filter).send(), "unsubscribe from " + filter + " at the broker");
    }

    /** Returns when the broker has accepted it. */
    void publish(String topic, Qos qos, boolean retain, byte[] payload) {
        MqttQos level = MqttQos.fromCode(qos.bits());
        if (level == null) {
            throw new IllegalArgumentException("MQTT has no " + qos);
        }
        await(
                client.publishWith()
                        .topic(topic)
                        .qos(level)
                        .retain(retain)
                        .payload(payload)
                        .send(),
                "publish at the broker");
    }

    private static void await(CompletableFuture<?> answer, String what) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new BrokerUnusable("cannot " + what + ": " + cause.getMessage());
        } catch (TimeoutException late) {
            throw new BrokerUnusable("cannot " + what + ": no answer within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerUnusable("interrupted");
        }
    }

    @Override
    public void close() {
        client.disconnect();
    }
}

package org.sngateway.simulator.demo;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.reactivex.schedulers.Schedulers;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An ordinary MQTT client of the broker that applies the rule. The rule is on the client's one thread. */
final class RuleClient implements AutoCloseable {
    private static final long ANSWER_SECONDS = 10;
    private static final int TOPIC_LEVEL = 1;

    private final OverheatRule rule = new OverheatRule();
    private final Mqtt3AsyncClient client;
    private final News news;

    /** Connects and subscribes. */
    RuleClient(int brokerPort, News news) {
        this.news = news;
        client = Mqtt3Client.builder()
                .identifier("rule")
                .serverHost("127.0.0.1")
                .serverPort(brokerPort)
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build())
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
        await(client.connect());
        await(client.subscribeWith()
                .topicFilter(Topics.TEMPERATURES)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::onReading)
                .send());
    }

    private void onReading(Mqtt3Publish publish) {
        String text = new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
        double degrees = JsonCommand.of(text).number("t");
        if (Double.isNaN(degrees)) {
            return;
        }
        String thermometer = publish.getTopic().getLevels().get(TOPIC_LEVEL);
        @Nullable Boolean on = rule.onReading(thermometer, degrees);
        if (on == null) {
            return;
        }
        String because = String.format(Locale.ROOT, "%s has %.1f", thermometer, degrees);
        String command = "{\"power\":\"" + (on ? "on" : "off") + "\",\"because\":\"" + because + "\"}";
        news.tell("rule", because + ", so " + Topics.AIR_CONDITIONER + " {\"power\":\"" + (on ? "on" : "off") + "\"}");
        client.publishWith()
                .topic(Topics.AIR_CONDITIONER)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(command.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static void await(CompletableFuture<?> answer) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the embedded broker does not answer its own process", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        client.disconnect();
    }
}

package org.sngateway.simulator.crash;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.reactivex.schedulers.Schedulers;
import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.load.Stamp;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The applications behind the broker: a subscriber that sees what arrives of the devices' messages, and a publisher of
 * commands that remembers which of them the broker has accepted. Both have persistent sessions and come back by
 * themselves. The subscriber has QoS 1 also for QoS 2 messages: a broker that was killed may use a message id again that
 * a QoS 2 subscriber would take for a repetition.
 */
final class MqttSide implements AutoCloseable {
    private static final long ANSWER_SECONDS = 15;
    private static final int OUTSTANDING_MAX = 200;
    private static final int QOS2_EVERY = 4;
    private static final int PAYLOAD_OCTETS = 24;

    // configuration
    private final Names names;
    private final PromiseLedger uplinks;
    private final PromiseLedger commands;

    // lives as long as the run
    private final Mqtt3AsyncClient subscriber;
    private final Mqtt3AsyncClient publisher;
    private final ScheduledExecutorService pace =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "crash-commands"));
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile boolean publishes;
    private int turn;

    MqttSide(URI broker, Names names, PromiseLedger uplinks, PromiseLedger commands) {
        this.names = names;
        this.uplinks = uplinks;
        this.commands = commands;
        subscriber = client(broker, "crash-subscriber");
        publisher = client(broker, "crash-publisher");
        subscriber.publishes(MqttGlobalPublishFilter.ALL, this::onPublish);
        await(subscriber.connectWith().cleanSession(false).keepAlive(10).send());
        // Copies of QoS 2 messages are therefore not the gateway's alone: the broker repeats to this client what it had
        // not
        // acknowledged. With QoS 2 the client library passes such a repetition on as well, and after a kill of the
        // broker it
        // ends every connection because of packet ids that it has seen before.
        await(subscriber
                .subscribeWith()
                .topicFilter(names.uplinkFilter())
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
        await(publisher.connectWith().cleanSession(false).keepAlive(10).send());
    }

    private static Mqtt3AsyncClient client(URI broker, String clientId) {
        return Mqtt3Client.builder()
                .identifier(clientId)
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build())
                .automaticReconnect()
                .initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(300, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
    }

    private static void await(CompletableFuture<?> answer) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new CrashException("the broker did not answer: " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CrashException("interrupted");
        }
    }

    private void onPublish(Mqtt3Publish publish) {
        ByteBuffer payload = publish.getPayload().orElse(null);
        @Nullable Stamp stamp = payload == null ? null : Stamp.of(payload);
        if (stamp == null || stamp.run() != names.run()) {
            uplinks.onForeign();
            return;
        }
        int stream = stamp.device();
        String topic = names.uplinkTopic(PromiseLedger.device(stream), PromiseLedger.qos(stream));
        if (publish.getTopic().toString().equals(topic)) {
            uplinks.onArrived(stream, stamp.sequence());
        } else {
            uplinks.onForeign();
        }
    }

    /** Begins to send commands to these devices in turn, one each {@code everyMillis}. */
    void sendCommands(int devices, long everyMillis) {
        publishes = true;
        pace.scheduleAtFixedRate(() -> sendCommand(devices), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void sendCommand(int devices) {
        if (!publishes || !publisher.getState().isConnected() || outstanding.get() >= OUTSTANDING_MAX) {
            return;
        }
        int device = turn % devices;
        int qos = turn / devices % QOS2_EVERY == QOS2_EVERY - 1 ? 2 : 1;
        turn++;
        int stream = PromiseLedger.stream(device, qos);
        long nowNanos = System.nanoTime();
        int sequence = commands.onSent(stream, nowNanos);
        outstanding.incrementAndGet();
        publisher
                .publishWith()
                .topic(names.commandTopic(device, qos))
                .qos(qos == 1 ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE)
                .payload(new Stamp(names.run(), stream, sequence, nowNanos)
                        .into(new byte[PAYLOAD_OCTETS])
                        .toByteArray())
                .send()
                .whenComplete((accepted, failed) -> {
                    outstanding.decrementAndGet();
                    if (failed == null) {
                        commands.onPromised(stream, sequence, System.nanoTime());
                    }
                });
    }

    void stopCommands() {
        publishes = false;
    }

    /** Commands that the broker has neither accepted nor refused. */
    int outstanding() {
        return outstanding.get();
    }

    boolean isConnected() {
        return subscriber.getState().isConnected() && publisher.getState().isConnected();
    }

    @Override
    public void close() {
        publishes = false;
        pace.shutdownNow();
        subscriber.disconnect();
        publisher.disconnect();
    }
}

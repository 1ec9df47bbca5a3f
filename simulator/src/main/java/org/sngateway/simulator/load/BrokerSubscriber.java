package org.sngateway.simulator.load;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sees on the MQTT side what really arrived of a run, independently of the gateway's acknowledgements. */
public final class BrokerSubscriber implements AutoCloseable {
    private static final long ANSWER_SECONDS = 10;

    private final Mqtt3AsyncClient client;
    private final DeliveryLedger ledger;
    private volatile long latestNanos = System.nanoTime();

    /** Connects to {@code mqtt://[user:password@]host[:port]}. */
    public BrokerSubscriber(URI broker, DeliveryLedger ledger) {
        this.ledger = ledger;
        client = client(broker, "sn-sim-subscriber-");
        await(client.connectWith().keepAlive(60).send(), "connect to " + broker.getHost());
    }

    static Mqtt3AsyncClient client(URI broker, String namePrefix) {
        if (!"mqtt".equals(broker.getScheme()) || broker.getHost() == null) {
            throw new LoadException("the broker is given as mqtt://host[:port], not " + broker);
        }
        var builder = Mqtt3Client.builder()
                .identifier(namePrefix + UUID.randomUUID())
                .serverHost(broker.getHost())
                .serverPort(broker.getPort() < 0 ? 1883 : broker.getPort())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyThreads(1)
                        .applicationScheduler(io.reactivex.schedulers.Schedulers.trampoline())
                        .build());
        String userInfo = broker.getUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
            byte[] password = userInfo.substring(colon + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            builder = builder.simpleAuth().username(user).password(password).applySimpleAuth();
        }
        return builder.buildAsync();
    }

    /** Counts arrivals below {@code topicFilter} with the stamp of {@code run}. */
    public void subscribe(String topicFilter, MqttQos qos, int run) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> onPublish(publish, run));
        await(client.subscribeWith().topicFilter(topicFilter).qos(qos).send(), "subscribe to " + topicFilter);
    }

    private void onPublish(Mqtt3Publish publish, int run) {
        ByteBuffer payload = publish.getPayload().orElse(null);
        @Nullable Stamp stamp = payload == null ? null : Stamp.of(payload);
        if (stamp != null && stamp.run() == run) {
            ledger.onArrived(stamp.device(), stamp.sequence());
            latestNanos = System.nanoTime();
        }
    }

    /** How long nothing has arrived. */
    public long quietNanos() {
        return System.nanoTime() - latestNanos;
    }

    static void await(java.util.concurrent.CompletableFuture<?> answer, String what) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new LoadException("cannot " + what + ": " + cause.getMessage());
        } catch (TimeoutException late) {
            throw new LoadException("cannot " + what + ": no answer within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    @Override
    public void close() {
        client.disconnect();
    }
}

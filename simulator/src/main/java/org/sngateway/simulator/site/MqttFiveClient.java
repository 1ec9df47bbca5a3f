package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.fleet.port.BrokerSide.Publication;

import java.util.concurrent.CompletableFuture;

/** MQTT 5. */
final class MqttFiveClient implements BrokerClient {
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final long SESSION_SECONDS = 3_600;

    private final Mqtt5AsyncClient client;
    private final Events events;
    private boolean wasConnected;

    MqttFiveClient(BrokerAddress broker, String clientId, Events events) {
        this.events = events;
        var builder = broker.with(Mqtt5Client.builder(), clientId).addDisconnectedListener(gone -> {
            // A connection that was refused is the answer to connect(), and no end of one.
            if (gone.getClientConfig().getState().isConnected()) {
                events.onDisconnected();
            }
        });
        String user = broker.user();
        if (user != null) {
            builder = builder.simpleAuth()
                    .username(user)
                    .password(broker.passwordOctets())
                    .applySimpleAuth();
        }
        client = builder.buildAsync();
        // Before the first connection: what arrives without a taker is acknowledged and lost.
        listen();
    }

    private void listen() {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> events.onArrival(arrival(publish)));
    }

    private static Arrival arrival(Mqtt5Publish publish) {
        return new Arrival(
                publish.getTopic().toString(),
                Octets.copyOf(publish.getPayloadAsBytes()),
                publish.getQos().getCode(),
                publish.isRetain());
    }

    @Override
    public CompletableFuture<Boolean> connect() {
        return client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION_SECONDS)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .send()
                .thenApply(answer -> onConnected(answer.isSessionPresent()));
    }

    private boolean onConnected(boolean isSessionPresent) {
        if (wasConnected && !isSessionPresent) {
            // The client has ended what was registered for the session that the broker has lost.
            listen();
        }
        wasConnected = true;
        return isSessionPresent;
    }

    @Override
    public CompletableFuture<?> subscribe(String filter) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.EXACTLY_ONCE)
                .send();
    }

    @Override
    public CompletableFuture<?> publish(Publication publication) {
        var message = Mqtt5Publish.builder()
                .topic(publication.topic())
                .payload(publication.payload().toByteArray())
                .qos(BrokerClient.level(publication.qos()))
                .retain(publication.retain());
        Mqtt5Publish complete = publication.expirySeconds() == 0
                ? message.build()
                : message.messageExpiryInterval(publication.expirySeconds()).build();
        return client.publish(complete).thenCompose(MqttFiveClient::accepted);
    }

    /** PUBACK and PUBREC may refuse; then the future succeeds with an error inside. */
    private static CompletableFuture<?> accepted(Mqtt5PublishResult result) {
        return result.getError()
                .<CompletableFuture<?>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(result));
    }

    @Override
    public CompletableFuture<?> leave() {
        return client.disconnectWith().sessionExpiryInterval(0).send();
    }
}

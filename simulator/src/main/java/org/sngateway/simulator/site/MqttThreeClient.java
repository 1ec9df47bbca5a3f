package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.fleet.port.BrokerSide.Publication;

import java.util.concurrent.CompletableFuture;

/** MQTT 3.1.1, for brokers that know no MQTT 5: messages do not expire there. */
final class MqttThreeClient implements BrokerClient {
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Mqtt3AsyncClient client;
    private final Events events;
    private boolean wasConnected;

    MqttThreeClient(BrokerAddress broker, String clientId, Events events) {
        this.events = events;
        var builder = broker.with(Mqtt3Client.builder(), clientId).addDisconnectedListener(gone -> {
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
        listen();
    }

    private void listen() {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> events.onArrival(arrival(publish)));
    }

    private static Arrival arrival(Mqtt3Publish publish) {
        return new Arrival(
                publish.getTopic().toString(),
                Octets.copyOf(publish.getPayloadAsBytes()),
                publish.getQos().getCode(),
                publish.isRetain());
    }

    @Override
    public CompletableFuture<Boolean> connect() {
        return client.connectWith()
                .cleanSession(false)
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
        return client.publish(Mqtt3Publish.builder()
                .topic(publication.topic())
                .payload(publication.payload().toByteArray())
                .qos(BrokerClient.level(publication.qos()))
                .retain(publication.retain())
                .build());
    }

    /** A session of 3.1.1 lasts until its client comes with a clean one. */
    @Override
    public CompletableFuture<?> leave() {
        return client.disconnect()
                .thenCompose(left -> client.connectWith().cleanSession(true).send())
                .thenCompose(answer -> client.disconnect());
    }
}

package org.sngateway.gateway.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** An MQTT 5 client at a broker of the loopback interface: an application, or a look at a session. Safe for all threads. */
public final class MqttPeer implements AutoCloseable {
    private final Mqtt5BlockingClient client;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final boolean sessionPresent;

    private MqttPeer(int port, String clientId, boolean cleanStart, long sessionExpirySeconds) {
        client = Mqtt5Client.builder()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        client.toAsync().publishes(MqttGlobalPublishFilter.ALL, message -> messages.add(textOf(message)));
        sessionPresent = client.connectWith()
                .cleanStart(cleanStart)
                .sessionExpiryInterval(sessionExpirySeconds)
                .send()
                .isSessionPresent();
    }

    /** With a session that ends with the connection. */
    public static MqttPeer at(int port, String clientId) {
        return new MqttPeer(port, clientId, true, 0);
    }

    /** Takes over the session of this client id, if the broker has one, and ends it with the connection. */
    public static MqttPeer takingOver(int port, String clientId) {
        return new MqttPeer(port, clientId, false, 0);
    }

    /** With a session that outlives the connection. */
    public static MqttPeer persistent(int port, String clientId) {
        return new MqttPeer(port, clientId, false, 3600);
    }

    private static String textOf(Mqtt5Publish message) {
        return message.getTopic() + " " + message.getQos().getCode() + " " + (message.isRetain() ? 1 : 0) + " "
                + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    public boolean sessionPresent() {
        return sessionPresent;
    }

    /** Returns when the broker has it. */
    public void publish(String topic, int qos, String payload) {
        publish(topic, qos, false, payload);
    }

    public void publish(String topic, int qos, boolean retain, String payload) {
        client.publishWith()
                .topic(topic)
                .qos(qos(qos))
                .retain(retain)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    public void subscribe(String filter, int qos) {
        client.subscribeWith().topicFilter(filter).qos(qos(qos)).send();
    }

    private static MqttQos qos(int code) {
        return Objects.requireNonNull(MqttQos.fromCode(code));
    }

    /** What has come: {@code topic qos retain payload} each. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            client.disconnect();
        }
    }
}

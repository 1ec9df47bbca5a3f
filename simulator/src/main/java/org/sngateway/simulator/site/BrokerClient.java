package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.BrokerSide.Publication;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One MQTT client, of one version, with a persistent session. It does not come back by itself. Its answers and events come on
 * a thread of its own.
 */
interface BrokerClient {
    /** What happens without having been asked for. */
    interface Events {
        void onArrival(Arrival arrival);

        /** An established connection has ended. */
        void onDisconnected();
    }

    /** A message from the broker. */
    record Arrival(String topic, Octets payload, int qos, boolean isRetained) {}

    /**
     * Connects and goes on with the session. Also the first time: its name is new, and Mosquitto 2.0.11 keeps no session over
     * its restart that began as a clean one. Whether the broker has kept it.
     */
    CompletableFuture<Boolean> connect();

    /** With QoS 2. */
    CompletableFuture<?> subscribe(String filter);

    CompletableFuture<?> publish(Publication publication);

    /** Leaves, and the session with it. */
    CompletableFuture<?> leave();

    /** MQTT's name of it; there is none for QoS -1. */
    static MqttQos level(Qos qos) {
        return switch (qos) {
            case ZERO -> MqttQos.AT_MOST_ONCE;
            case ONE -> MqttQos.AT_LEAST_ONCE;
            case TWO -> MqttQos.EXACTLY_ONCE;
            case MINUS_ONE -> throw new IllegalArgumentException("a broker knows no QoS -1");
        };
    }

    /** How to make one for a client id. */
    @FunctionalInterface
    interface Factory {
        BrokerClient create(String clientId, Events events);
    }

    /** Fails like {@code future}, or gives what it gives to {@code taker}. */
    static <T> void whenDone(CompletableFuture<T> future, Consumer<T> taker, Consumer<Throwable> onFailure) {
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                taker.accept(value);
            } else {
                onFailure.accept(failure);
            }
        });
    }
}

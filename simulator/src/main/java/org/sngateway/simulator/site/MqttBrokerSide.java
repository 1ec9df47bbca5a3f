package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.udp.NetworkLoop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A watching and a publishing client of a real broker, MQTT 5 or, where the broker refuses that, 3.1.1. Two clients, because a
 * full window of one direction would hold up the other. On the site's thread.
 */
final class MqttBrokerSide implements BrokerSide {
    private static final long ANSWER_SECONDS = 15;

    private final BrokerLink watcher;
    private final BrokerLink publisher;
    private final Map<MqttTopicFilter, Listener> listeners = new LinkedHashMap<>();

    private MqttBrokerSide(NetworkLoop loop, Turns turns, BrokerClient.Factory factory) {
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        watcher = new BrokerLink(
                loop.eventLoop(),
                turns,
                factory,
                "sn-sim-watch-" + run,
                new BrokerLink.Listeners(this::onArrival, this::onConnection));
        publisher = new BrokerLink(
                loop.eventLoop(),
                turns,
                factory,
                "sn-sim-publish-" + run,
                new BrokerLink.Listeners(unasked -> {}, isConnected -> {}));
    }

    /** Connects, on another thread than the site's; a broker that cannot be used is one sentence. */
    static MqttBrokerSide connect(BrokerAddress broker, NetworkLoop loop, Turns turns) {
        MqttBrokerSide side =
                new MqttBrokerSide(loop, turns, (clientId, events) -> new MqttFiveClient(broker, clientId, events));
        try {
            side.connect();
            return side;
        } catch (ExecutionException failed) {
            if (!BrokerFailures.isOfVersion(failed)) {
                throw BrokerFailures.connect(broker, failed);
            }
        } catch (TimeoutException late) {
            throw BrokerFailures.connect(broker, late);
        }
        try {
            MqttBrokerSide older = new MqttBrokerSide(
                    loop, turns, (clientId, events) -> new MqttThreeClient(broker, clientId, events));
            older.connect();
            return older;
        } catch (ExecutionException | TimeoutException failed) {
            throw BrokerFailures.connect(broker, failed);
        }
    }

    private void connect() throws ExecutionException, TimeoutException {
        try {
            watcher.connect().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            publisher.connect().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteException("Interrupted.", interrupted);
        }
    }

    @Override
    public void subscribe(String filter, Listener listener, Runnable whenDone) {
        listeners.put(MqttTopicFilter.of(filter), listener);
        watcher.subscribe(filter, whenDone);
    }

    @Override
    public void publish(Publication publication, Runnable whenAccepted) {
        publisher.publish(publication, whenAccepted);
    }

    private void onArrival(BrokerClient.Arrival arrival) {
        MqttTopic topic = MqttTopic.of(arrival.topic());
        Qos qos = Qos.ofBits(arrival.qos());
        listeners.forEach((filter, listener) -> {
            if (filter.matches(topic)) {
                listener.onMessage(arrival.topic(), arrival.payload(), qos, arrival.isRetained());
            }
        });
    }

    private void onConnection(boolean isConnected) {
        listeners.values().stream().distinct().forEach(listener -> listener.onConnection(isConnected));
    }

    /** The broker will be killed. */
    void expectKill() {
        watcher.forgetExchanges();
    }

    /** Completes when the broker has let go of both sessions. */
    CompletableFuture<?> close() {
        return CompletableFuture.allOf(watcher.close(), publisher.close());
    }
}

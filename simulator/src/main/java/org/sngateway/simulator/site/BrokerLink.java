package org.sngateway.simulator.site;

import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import io.netty.channel.EventLoop;
import org.sngateway.simulator.fleet.port.BrokerSide.Publication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One connection to the broker that comes back by itself, and keeps what is to be published meanwhile. On the site's thread;
 * what the client says on its own thread comes over in batches.
 */
final class BrokerLink {
    private static final long RECONNECT_MILLIS = 50;
    private static final long RECONNECT_MILLIS_MAX = 1_000;
    private static final int EVENTS_A_TURN = 512;

    private record Waiting(Publication publication, Runnable whenAccepted) {}

    // configuration
    private final EventLoop loop;
    private final Turns turns;
    private final BrokerClient.Factory factory;
    private final String clientId;
    private final Consumer<BrokerClient.Arrival> onArrival;
    private final Consumer<Boolean> onConnection;

    // lives as long as the run
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isHandingOver = new AtomicBoolean();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Runnable> subscriptions = new LinkedHashMap<>();
    private BrokerClient client;
    private ClientEvents current;
    private boolean isConnected;
    private boolean isClosed;
    private boolean isReconnectDue;
    private long reconnectMillis = RECONNECT_MILLIS;

    BrokerLink(EventLoop loop, Turns turns, BrokerClient.Factory factory, String clientId, Listeners listeners) {
        this.loop = loop;
        this.turns = turns;
        this.factory = factory;
        this.clientId = clientId;
        onArrival = listeners.onArrival();
        onConnection = listeners.onConnection();
        current = new ClientEvents();
        client = factory.create(clientId, current);
    }

    /** Who is told of what; both on the site's thread. */
    record Listeners(Consumer<BrokerClient.Arrival> onArrival, Consumer<Boolean> onConnection) {}

    /** The first connection; not repeated. */
    CompletableFuture<Boolean> connect() {
        return client.connect().whenComplete((present, failure) -> {
            if (failure == null) {
                handOver(this::onConnected);
            }
        });
    }

    private void onConnected() {
        isConnected = true;
        reconnectMillis = RECONNECT_MILLIS;
        onConnection.accept(true);
        subscriptions.keySet().forEach(this::subscribeNow);
        for (int left = waiting.size(); left > 0; left--) {
            Waiting next = waiting.remove();
            publish(next.publication(), next.whenAccepted());
        }
    }

    /** From the client's thread. */
    private void handOver(Runnable event) {
        events.add(event);
        if (!loop.isShuttingDown() && isHandingOver.compareAndSet(false, true)) {
            loop.execute(this::takeOver);
        }
    }

    private void takeOver() {
        isHandingOver.set(false);
        int left = EVENTS_A_TURN;
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            turns.run(event);
            left--;
            if (left == 0 && isHandingOver.compareAndSet(false, true)) {
                loop.execute(this::takeOver);
                break;
            }
        }
        turns.end();
    }

    /** What one client has to say; one that was replaced has no end worth hearing of. */
    private final class ClientEvents implements BrokerClient.Events {
        @Override
        public void onArrival(BrokerClient.Arrival arrival) {
            handOver(() -> onArrival.accept(arrival));
        }

        @Override
        public void onDisconnected() {
            handOver(() -> {
                if (current == this) {
                    onLost();
                }
            });
        }
    }

    private void onLost() {
        if (isConnected) {
            isConnected = false;
            onConnection.accept(false);
        }
        reconnectLater();
    }

    private void reconnectLater() {
        if (!isClosed && !isReconnectDue && !isConnected) {
            isReconnectDue = true;
            loop.schedule(this::reconnect, reconnectMillis, TimeUnit.MILLISECONDS);
            reconnectMillis = Math.min(2 * reconnectMillis, RECONNECT_MILLIS_MAX);
        }
    }

    private void reconnect() {
        isReconnectDue = false;
        if (!isClosed && !isConnected) {
            BrokerClient.whenDone(
                    client.connect(),
                    present -> handOver(this::onConnected),
                    failure -> handOver(this::reconnectLater));
        }
    }

    /**
     * Forgets what the client remembers of QoS 2 exchanges, before the broker is killed: a broker that was may use a message id
     * again for another message, which a client with a memory would take for a repetition, and nobody would see it.
     */
    void forgetExchanges() {
        isConnected = false;
        onConnection.accept(false);
        current = new ClientEvents();
        client = factory.create(clientId, current);
        reconnectLater();
    }

    void subscribe(String filter, Runnable whenGranted) {
        subscriptions.put(filter, whenGranted);
        if (isConnected) {
            subscribeNow(filter);
        }
    }

    /** Again after each connection, which does no harm, and helps where the broker has kept nothing. */
    private void subscribeNow(String filter) {
        BrokerClient.whenDone(
                client.subscribe(filter),
                granted -> handOver(() -> {
                    Runnable whenGranted = subscriptions.put(filter, () -> {});
                    if (whenGranted != null) {
                        whenGranted.run();
                    }
                }),
                failure -> handOver(() -> onSubscribeFailed(filter, failure)));
    }

    private void onSubscribeFailed(String filter, Throwable failure) {
        if (isConnected && !isOfConnection(failure)) {
            turns.fail(BrokerFailures.subscribe(filter, failure));
        }
    }

    void publish(Publication publication, Runnable whenAccepted) {
        if (!isConnected) {
            waiting.add(new Waiting(publication, whenAccepted));
            return;
        }
        BrokerClient.whenDone(
                client.publish(publication),
                accepted -> handOver(whenAccepted),
                failure -> handOver(() -> onPublishFailed(publication, whenAccepted, failure)));
    }

    private void onPublishFailed(Publication publication, Runnable whenAccepted, Throwable failure) {
        if (isOfConnection(failure)) {
            publish(publication, whenAccepted);
        } else {
            turns.fail(BrokerFailures.publish(publication.topic(), failure));
        }
    }

    private static boolean isOfConnection(Throwable failure) {
        Throwable cause = BrokerFailures.root(failure);
        return cause instanceof MqttClientStateException
                || cause instanceof MqttSessionExpiredException
                || cause instanceof com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
    }

    /** Completes when the broker has let go of the session. */
    CompletableFuture<?> close() {
        isClosed = true;
        return client.leave();
    }
}

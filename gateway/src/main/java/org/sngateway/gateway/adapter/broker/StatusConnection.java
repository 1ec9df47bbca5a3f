package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The connection over which the gateway tells how it is. Its methods may be called by any thread; it works on the event loop
 * that it is given, and calls its listener there.
 */
public final class StatusConnection {

    /** Who is told. */
    public interface Listener {
        void onUp();

        /** It is down, or could not be opened: one line for the log. */
        void onDown(String detail);

        /** The broker has the message, or never will: the next one may follow. */
        void onAnswered(long token, boolean taken);

        void onMessage(String topic, Octets payload, boolean retained);
    }

    private static final long LAST = Long.MAX_VALUE;

    private final ScheduledExecutorService loop;
    private final OwnConnection connection;
    private final List<String> filters;
    private final Listener listener;

    // confined to the loop
    private @Nullable CompletableFuture<Boolean> ended;

    /**
     * @param settings {@code gatewayClientId} is this connection's; without a topic prefix
     * @param loop a Netty event loop group of exactly one thread
     * @param will what the broker publishes when this process ends without a word
     * @param filters what is subscribed to whenever the connection is up
     */
    public StatusConnection(
            BrokerSettings settings,
            ScheduledExecutorService loop,
            Will will,
            List<String> filters,
            Listener listener) {
        this.loop = loop;
        HostLookup hostLookup = new HostLookup(settings.server().host(), loop);
        this.connection =
                new OwnConnection(new UpstreamFactory(settings, loop), hostLookup, loop, will, new ConnectionOwner());
        this.filters = List.copyOf(filters);
        this.listener = listener;
    }

    public void open() {
        loop.execute(connection::open);
    }

    /** Publishes with QoS 1, and is answered; what is given while the connection is down is not taken. */
    public void publish(long token, String topic, Octets payload, boolean retain) {
        loop.execute(() -> {
            if (!connection.publish(token, new OutgoingPublish(topic, payload, Qos.ONE, retain))) {
                listener.onAnswered(token, false);
            }
        });
    }

    /**
     * Publishes a last retained message and ends the connection in order, so that the Will stays unsaid. Completed when the
     * broker has closed it; the caller waits no longer than it wants to.
     */
    public CompletableFuture<Boolean> close(String topic, Octets payload) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> {
            ended = done;
            if (!connection.publish(LAST, new OutgoingPublish(topic, payload, Qos.ONE, true))) {
                connection.close();
                done.complete(false);
            }
        });
        return done;
    }

    private void answered(long token, boolean taken) {
        if (token == LAST) {
            connection.close();
        } else {
            listener.onAnswered(token, taken);
        }
    }

    private final class ConnectionOwner implements OwnConnection.Owner {
        @Override
        public void onUp() {
            filters.forEach(connection::subscribe);
            listener.onUp();
        }

        @Override
        public void onDown(String detail) {
            if (ended == null) {
                listener.onDown(detail);
            } else {
                // Lost before the last message was answered for: it is over all the same.
                connection.close();
                ended.complete(true);
            }
        }

        @Override
        public void onEnded() {
            if (ended != null) {
                ended.complete(true);
            }
        }

        @Override
        public void onEvent(BrokerEvent event) {
            if (event instanceof BrokerEvent.MessageArrived arrived) {
                if (arrived.delivery().qos() != Qos.ZERO) {
                    connection.acknowledge(arrived.delivery().id());
                }
                listener.onMessage(
                        arrived.delivery().topic(),
                        arrived.delivery().payload(),
                        arrived.delivery().retain());
            } else if (event instanceof BrokerEvent.PublishAccepted accepted) {
                answered(accepted.token(), true);
            } else if (event instanceof BrokerEvent.PublishRejected rejected) {
                answered(rejected.token(), false);
            } else if (event instanceof BrokerEvent.PublishAborted aborted) {
                answered(aborted.token(), false);
            }
        }
    }
}

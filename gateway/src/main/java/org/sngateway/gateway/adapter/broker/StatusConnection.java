package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The connection over which the gateway tells how it is. It has a Will and no session, and is opened again after every loss
 * with growing, jittered pauses. Its methods may be called by any thread; it works on the event loop that it is given, and
 * calls its listener there.
 */
public final class StatusConnection implements UpstreamClient.Listener {

    /** Who is told. */
    public interface Listener {
        void onUp();

        /** It is down, or could not be opened: one line for the log. */
        void onDown(String detail);

        /** The broker has the message, or never will: the next one may follow. */
        void onAnswered(long token, boolean taken);

        void onMessage(String topic, Octets payload, boolean retained);
    }

    private final UpstreamFactory factory;
    private final ScheduledExecutorService loop;
    private final HostLookup hostLookup;
    private final Will will;
    private final List<String> filters;
    private final Listener listener;

    // confined to the loop
    private @Nullable UpstreamClient<?> client;
    private boolean up;
    private boolean closed;
    private int failedAttempts;
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
        this.factory = new UpstreamFactory(settings, loop);
        this.loop = loop;
        this.hostLookup = new HostLookup(settings.server().host(), loop);
        this.will = will;
        this.filters = List.copyOf(filters);
        this.listener = listener;
    }

    public void open() {
        loop.execute(this::begin);
    }

    private void begin() {
        if (!closed) {
            hostLookup.lookUp(this::connect);
        }
    }

    private void connect(@Nullable String problem) {
        if (closed) {
            return;
        }
        if (problem != null) {
            failed(problem);
            return;
        }
        UpstreamClient<?> known = client;
        if (known == null) {
            known = factory.client(factory.settings().identity().gatewayClientId(), this);
            client = known;
        }
        known.connect(request());
    }

    private ConnectRequest request() {
        return new ConnectRequest(
                true, 0, will, factory.settings().identity().credentials().forGateway());
    }

    /** Publishes with QoS 1, and is answered; what is given while the connection is down is not taken. */
    public void publish(long token, String topic, Octets payload, boolean retain) {
        loop.execute(() -> {
            if (up && client != null) {
                client.publish(token, new OutgoingPublish(topic, payload, Qos.ONE, retain));
            } else {
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
            closed = true;
            ended = done;
            if (up && client != null) {
                client.publish(LAST, new OutgoingPublish(topic, payload, Qos.ONE, true));
            } else {
                done.complete(false);
            }
        });
        return done;
    }

    private static final long LAST = Long.MAX_VALUE;

    private void failed(String detail) {
        listener.onDown(detail);
        BrokerSettings.Timing timing = factory.settings().timing();
        int doublings = Math.min(failedAttempts++, 16);
        long pauseNanos = Math.min(
                timing.reconnectMin().toNanos() << doublings,
                timing.reconnectMax().toNanos());
        double part = 0.5 + 0.5 * ThreadLocalRandom.current().nextDouble();
        loop.schedule(this::begin, (long) (pauseNanos * part), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onConnected(boolean sessionPresent) {
        up = true;
        failedAttempts = 0;
        UpstreamClient<?> connected = client;
        if (connected == null) {
            return;
        }
        if (closed) {
            connected.disconnect(false, request());
            return;
        }
        for (String filter : filters) {
            connected.subscribe(0, filter, Qos.ONE);
        }
        listener.onUp();
    }

    @Override
    public void onConnectFailed(ReturnCode code, String detail) {
        if (!closed) {
            failed(detail);
        }
    }

    @Override
    public void onConnectionLost(String detail) {
        if (closed) {
            onDisconnected();
        } else if (up) {
            up = false;
            failed(detail);
        }
    }

    @Override
    public void onDisconnected() {
        up = false;
        if (ended != null) {
            ended.complete(true);
        }
    }

    @Override
    public void onEvent(BrokerEvent event) {
        if (event instanceof BrokerEvent.MessageArrived arrived) {
            if (client != null && arrived.delivery().qos() != Qos.ZERO) {
                client.acknowledge(arrived.delivery().id());
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

    private void answered(long token, boolean taken) {
        if (token == LAST) {
            if (client != null) {
                client.disconnect(false, request());
            }
        } else {
            listener.onAnswered(token, taken);
        }
    }
}

package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A connection that belongs to the gateway rather than to a device. It has no session, and is opened again after every
 * loss with growing, jittered pauses, until it is closed. Confined to one event loop, on which its owner is told, too.
 */
final class OwnConnection implements UpstreamClient.Listener {

    /** Whose connection it is. */
    interface Owner {
        void onUp();

        /** It is down, or could not be opened: one line for the log. It is tried again. */
        void onDown(String detail);

        /** The broker does not want it as it is. It is tried again, as its owner may have put that right. */
        default void onRefused(String detail) {
            onDown(detail);
        }

        /** It was closed, and is down. Nothing follows. */
        void onEnded();

        /** A message, or what became of one. */
        void onEvent(BrokerEvent event);
    }

    private static final int DOUBLINGS_MAX = 16;

    private final UpstreamFactory factory;
    private final HostLookup hostLookup;
    private final ScheduledExecutorService loop;
    private final @Nullable Will will;
    private final Owner owner;

    private @Nullable UpstreamClient<?> client;
    private boolean up;
    private boolean closed;
    private int failedAttempts;

    /**
     * @param factory whose {@code gatewayClientId} is this connection's
     * @param will what the broker publishes when this process ends without a word
     */
    OwnConnection(
            UpstreamFactory factory,
            HostLookup hostLookup,
            ScheduledExecutorService loop,
            @Nullable Will will,
            Owner owner) {
        this.factory = factory;
        this.hostLookup = hostLookup;
        this.loop = loop;
        this.will = will;
        this.owner = owner;
    }

    boolean isUp() {
        return up;
    }

    /** Opens it, and keeps it open until {@link #close}. */
    void open() {
        if (!closed) {
            hostLookup.lookUp(this::connect);
        }
    }

    private void connect(@Nullable String problem) {
        if (closed) {
            return;
        }
        if (problem != null) {
            owner.onDown(problem);
            retry();
            return;
        }
        UpstreamClient<?> known = client;
        if (known == null) {
            known = factory.client(factory.settings().identity().gatewayClientId(), this);
            client = known;
        }
        known.connect(request());
    }

    /** Asked for each time, as credentials may be renewed. */
    private ConnectRequest request() {
        return new ConnectRequest(
                true, 0, will, factory.settings().identity().credentials().forGateway());
    }

    private void retry() {
        BrokerSettings.Timing timing = factory.settings().timing();
        int doublings = Math.min(failedAttempts++, DOUBLINGS_MAX);
        long pauseNanos = Math.min(
                timing.reconnectMin().toNanos() << doublings,
                timing.reconnectMax().toNanos());
        double part = 0.5 + 0.5 * ThreadLocalRandom.current().nextDouble();
        loop.schedule(this::open, (long) (pauseNanos * part), TimeUnit.NANOSECONDS);
    }

    /** @return whether it was given to the broker's connection: only while it is up */
    boolean publish(long token, OutgoingPublish publish) {
        if (!up || client == null) {
            return false;
        }
        client.publish(token, publish);
        return true;
    }

    void subscribe(String filter) {
        if (up && client != null) {
            client.subscribe(0, filter, Qos.ONE);
        }
    }

    void acknowledge(long deliveryId) {
        if (client != null) {
            client.acknowledge(deliveryId);
        }
    }

    /** Ends it in order: the Will stays unsaid. */
    void close() {
        closed = true;
        if (up && client != null) {
            client.disconnect(false, request());
        }
    }

    @Override
    public void onConnected(boolean sessionPresent) {
        up = true;
        failedAttempts = 0;
        if (closed && client != null) {
            client.disconnect(false, request());
            return;
        }
        owner.onUp();
    }

    @Override
    public void onConnectFailed(ReturnCode code, String detail) {
        if (closed) {
            return;
        }
        // Whatever is no answer, or one that may be another in a moment, is congestion.
        if (code.equals(ReturnCode.CONGESTION)) {
            owner.onDown(detail);
        } else {
            owner.onRefused(detail);
        }
        retry();
    }

    @Override
    public void onConnectionLost(String detail) {
        if (closed) {
            onDisconnected();
        } else if (up) {
            up = false;
            owner.onDown(detail);
            retry();
        }
    }

    @Override
    public void onDisconnected() {
        up = false;
        owner.onEnded();
    }

    @Override
    public void onEvent(BrokerEvent event) {
        owner.onEvent(event);
    }
}

package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's own connection: for messages of devices that have none (QoS -1, SN12-QM1-03), and to know whether there is
 * a broker at all. It has no session and no Will, and is opened again after every loss with growing, jittered pauses.
 */
final class GatewayConnection implements UpstreamClient.Listener {
    /** Messages handed to the client and not yet written; beyond it they are dropped. */
    private static final int UNWRITTEN_MAX = 256;

    private final HivemqBrokerLink link;
    private final UpstreamFactory factory;
    private final ScheduledExecutorService shard;

    private @Nullable UpstreamClient<?> client;
    private boolean up;
    private boolean closed;
    private int failedAttempts;
    private int unwritten;

    GatewayConnection(HivemqBrokerLink link, UpstreamFactory factory, ScheduledExecutorService shard) {
        this.link = link;
        this.factory = factory;
        this.shard = shard;
    }

    boolean isUp() {
        return up;
    }

    void open() {
        if (!closed) {
            link.lookUpBroker(this::connect);
        }
    }

    private void connect(@Nullable String problem) {
        if (closed) {
            return;
        }
        if (problem != null) {
            link.onOwnConnectionDown(problem);
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

    private ConnectRequest request() {
        return new ConnectRequest(
                true, 0, null, factory.settings().identity().credentials().forGateway());
    }

    void publish(OutgoingPublish publish) {
        if (up && client != null && unwritten < UNWRITTEN_MAX) {
            unwritten++;
            client.publish(0, publish);
        }
    }

    void close() {
        closed = true;
        if (up && client != null) {
            client.disconnect(false, request());
        }
    }

    private void retry() {
        BrokerSettings.Timing timing = factory.settings().timing();
        int doublings = Math.min(failedAttempts++, 16);
        long pauseNanos = Math.min(
                timing.reconnectMin().toNanos() << doublings,
                timing.reconnectMax().toNanos());
        double part = 0.5 + 0.5 * ThreadLocalRandom.current().nextDouble();
        shard.schedule(this::open, (long) (pauseNanos * part), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onConnected(boolean sessionPresent) {
        up = true;
        failedAttempts = 0;
        if (closed && client != null) {
            client.disconnect(false, request());
            return;
        }
        link.onOwnConnectionUp();
    }

    @Override
    public void onConnectFailed(ReturnCode code, String detail) {
        if (closed) {
            return;
        }
        // Whatever is no answer, or one that may be another in a moment, is congestion.
        if (code.equals(ReturnCode.CONGESTION)) {
            link.onOwnConnectionDown(detail);
        } else {
            link.onOwnConnectionRefused(detail);
        }
        retry();
    }

    @Override
    public void onConnectionLost(String detail) {
        if (closed) {
            onDisconnected();
        } else if (up) {
            up = false;
            link.onOwnConnectionDown(detail);
            retry();
        }
    }

    @Override
    public void onDisconnected() {
        up = false;
        link.onOwnConnectionEnded();
    }

    @Override
    public void onEvent(BrokerEvent event) {
        unwritten--;
    }
}

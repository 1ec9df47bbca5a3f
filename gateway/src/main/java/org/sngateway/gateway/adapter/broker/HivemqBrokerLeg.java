package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

/**
 * One device's MQTT connection. What is wanted (to be open with these options, to be closed) and what is (down, busy, up)
 * are kept apart: a wish is noted, and pursued whenever a step has ended. So wishes may come at any time and overtake each
 * other, while the MQTT client sees one step after the other.
 */
final class HivemqBrokerLeg implements BrokerLeg, UpstreamClient.Listener {

    private enum Phase {
        DOWN,
        /** Waits for the outcome of a step: looking up, connecting, disconnecting, having the session forgotten. */
        BUSY,
        UP,
        ENDED
    }

    // configuration
    private final HivemqBrokerLink link;
    private final String clientId;
    private final LegOwner owner;

    // lives as long as the leg
    private Phase phase = Phase.DOWN;
    private @Nullable UpstreamClient<?> client;
    private @Nullable LegOptions wanted;
    private @Nullable LegOptions current;
    private boolean closing;
    private boolean keepSession;
    private boolean hurried;
    private boolean hasSession;

    HivemqBrokerLeg(HivemqBrokerLink link, String clientId, LegOwner owner) {
        this.link = link;
        this.clientId = clientId;
        this.owner = owner;
    }

    String clientId() {
        return clientId;
    }

    /** Whether the broker would publish a Will if the connection were cut. */
    boolean hasWill() {
        return current != null && current.will() != null;
    }

    @Override
    public void open(LegOptions options) {
        wanted = options;
        proceed();
    }

    @Override
    public void close(boolean keep) {
        if (closing) {
            return;
        }
        closing = true;
        keepSession = keep;
        wanted = null;
        link.isClosing(this);
        proceed();
        if (phase != Phase.ENDED) {
            link.afterCloseTimeout(this::hurry);
        }
    }

    /** Ends the leg without waiting for publishes under way, the broker keeping its session. May be called again. */
    void shutDown() {
        if (!closing) {
            closing = true;
            keepSession = true;
            wanted = null;
        }
        hurry();
    }

    private void hurry() {
        hurried = true;
        proceed();
    }

    /** Takes the next step towards what is wanted, unless one is under way. */
    private void proceed() {
        if (phase == Phase.BUSY || phase == Phase.ENDED) {
            return;
        }
        if (closing) {
            proceedToEnd();
        } else if (wanted != null && phase == Phase.UP) {
            disconnect(false);
        } else if (wanted != null) {
            phase = Phase.BUSY;
            link.whenClientIdIsFree(this, () -> link.lookUpBroker(this::connect));
        }
    }

    private void proceedToEnd() {
        UpstreamClient<?> known = client;
        if (known == null) {
            end();
        } else if (phase == Phase.UP) {
            if (hurried || !known.hasPublishesUnderWay()) {
                disconnect(!keepSession);
            }
        } else if (!keepSession && hasSession && !hurried) {
            hasSession = false;
            phase = Phase.BUSY;
            known.forget(request(current));
        } else {
            end();
        }
    }

    private void end() {
        phase = Phase.ENDED;
        UpstreamClient<?> ended = client;
        client = null;
        link.hasEnded(this, ended, keepSession && hasSession);
    }

    private void connect(@Nullable String problem) {
        LegOptions options = wanted;
        if (closing || options == null) {
            phase = Phase.DOWN;
            proceed();
            return;
        }
        wanted = null;
        current = options;
        if (problem != null) {
            onConnectFailed(ReturnCode.CONGESTION, problem);
            return;
        }
        client().connect(request(options));
    }

    private UpstreamClient<?> client() {
        UpstreamClient<?> known = client;
        if (known != null && known.isSpoilt()) {
            known.abandonPublishes();
            known.discard();
            known = null;
        }
        if (known == null) {
            known = link.clientFor(clientId, this);
            client = known;
            // It comes with what it has not told the broker yet, also should this leg never get to connect.
            hasSession |= known.isAdopted();
        }
        return known;
    }

    private ConnectRequest request(@Nullable LegOptions options) {
        return link.request(options);
    }

    private void disconnect(boolean forgetSession) {
        phase = Phase.BUSY;
        hasSession &= !forgetSession;
        if (client != null) {
            client.disconnect(forgetSession, request(current));
        }
    }

    @Override
    public void onConnected(boolean sessionPresent) {
        phase = Phase.UP;
        hasSession = true;
        if (current != null && wanted == null) {
            tell(new BrokerEvent.Opened(current.epoch(), sessionPresent));
        }
        proceed();
    }

    @Override
    public void onConnectFailed(ReturnCode code, String detail) {
        phase = Phase.DOWN;
        if (current != null && wanted == null) {
            tell(new BrokerEvent.OpenFailed(current.epoch(), code, detail));
        }
        proceed();
    }

    @Override
    public void onConnectionLost(String detail) {
        if (phase != Phase.UP) {
            return;
        }
        phase = Phase.DOWN;
        if (current != null) {
            tell(new BrokerEvent.ConnectionLost(current.epoch(), detail));
        }
        proceed();
    }

    @Override
    public void onDisconnected() {
        if (phase == Phase.BUSY) {
            phase = Phase.DOWN;
            proceed();
        }
    }

    @Override
    public void onEvent(BrokerEvent event) {
        tell(event);
        if (closing && phase == Phase.UP) {
            proceed();
        }
    }

    private void tell(BrokerEvent event) {
        if (!closing) {
            link.tell(owner, event);
        }
    }

    @Override
    public void publish(long token, OutgoingPublish publish) {
        if (client == null || closing) {
            tell(new BrokerEvent.PublishAborted(token));
            return;
        }
        client.publish(token, publish);
    }

    @Override
    public void subscribe(long token, String filter, Qos qos) {
        if (client == null || phase != Phase.UP) {
            tell(new BrokerEvent.SubscribeRejected(token, ReturnCode.CONGESTION));
            return;
        }
        client.subscribe(token, filter, qos);
    }

    @Override
    public void unsubscribe(long token, String filter) {
        if (client == null || phase != Phase.UP) {
            tell(new BrokerEvent.Unsubscribed(token, false));
            return;
        }
        client.unsubscribe(token, filter);
    }

    @Override
    public void acknowledge(long deliveryId) {
        if (client != null) {
            client.acknowledge(deliveryId);
        }
    }
}

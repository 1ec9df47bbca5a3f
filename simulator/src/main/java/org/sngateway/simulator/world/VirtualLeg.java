package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The gateway's end of a connection to the virtual broker, with an MQTT client library in it. What is wanted and what is are
 * kept apart: wishes may come at any time, steps follow one another.
 */
final class VirtualLeg implements BrokerLeg {
    private static final long CLOSE_NANOS_MAX = 5 * VirtualTime.SECOND;
    private static final long CONNECT_NANOS_MAX = 2 * VirtualTime.SECOND;

    private enum Phase {
        DOWN,
        BUSY,
        UP,
        ENDED
    }

    /** A SUBSCRIBE or UNSUBSCRIBE without its answer. */
    private record Request(long token, boolean subscribe) {}

    private final VirtualBroker broker;
    private final VirtualBrokerLink link;
    private final String clientId;
    private final LegOwner owner;

    private final List<Request> requests = new ArrayList<>();
    private @Nullable ClientLibrary library;
    private @Nullable BrokerConnection connection;
    private Phase phase = Phase.DOWN;
    private @Nullable LegOptions wanted;
    private @Nullable LegOptions current;
    private boolean closing;
    private boolean keepSession;
    private boolean hurried;
    private boolean hasSession;
    private boolean adopted;

    VirtualLeg(VirtualBroker broker, VirtualBrokerLink link, String clientId, LegOwner owner) {
        this.broker = broker;
        this.link = link;
        this.clientId = clientId;
        this.owner = owner;
    }

    String clientId() {
        return clientId;
    }

    boolean isClosing() {
        return closing;
    }

    @Nullable
    LegOptions current() {
        return current;
    }

    boolean hasPublishesUnderWay() {
        return library != null && !library.underWay.isEmpty();
    }

    private void tell(BrokerEvent event) {
        if (!closing) {
            link.tell(this, owner, event);
        }
    }

    // wishes

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
            broker.time.after(CLOSE_NANOS_MAX, () -> {
                hurried = true;
                proceed();
            });
        }
    }

    private void proceed() {
        if (phase == Phase.BUSY || phase == Phase.ENDED || !link.isAlive()) {
            return;
        }
        if (closing) {
            proceedToEnd();
        } else if (wanted != null && phase == Phase.UP) {
            disconnect(true);
        } else if (wanted != null) {
            phase = Phase.BUSY;
            link.whenClientIdIsFree(this, () -> after(latency(), this::connect));
        }
    }

    private long latency() {
        return broker.luck(clientId).between(broker.options.latencyNanosMin(), broker.options.latencyNanosMax());
    }

    /** Runs {@code step} later, unless the gateway is gone by then. */
    private void after(long nanos, Runnable step) {
        broker.time.after(nanos, () -> {
            if (link.isAlive()) {
                step.run();
            }
        });
    }

    private void proceedToEnd() {
        ClientLibrary known = library;
        if (known == null) {
            end();
        } else if (phase == Phase.UP) {
            if (hurried || known.underWay.isEmpty()) {
                disconnect(keepSession);
            }
        } else if (!keepSession && hasSession && !hurried) {
            hasSession = false;
            phase = Phase.BUSY;
            after(latency(), () -> {
                if (broker.isReachable()) {
                    broker.forget(clientId);
                }
                phase = Phase.DOWN;
                proceed();
            });
        } else {
            end();
        }
    }

    private void end() {
        phase = Phase.ENDED;
        ClientLibrary known = library;
        boolean parks = known != null && keepSession && hasSession && broker.options.mqtt5();
        if (known != null && !parks && known.owesAcknowledgements()) {
            broker.log.tell(new WorldEvent.LegForgot(clientId));
        }
        link.hasEnded(this, parks ? known : null);
    }

    private void disconnect(boolean keeps) {
        phase = Phase.BUSY;
        hasSession &= keeps;
        BrokerConnection ending = connection;
        LegOptions used = current;
        connection = null;
        library().onConnectionEnded();
        failRequests();
        if (ending != null) {
            ending.up(() -> broker.onDisconnect(ending, keeps, used == null || used.cleanSession()));
        }
        after(2 * broker.options.latencyNanosMax(), () -> {
            phase = Phase.DOWN;
            proceed();
        });
    }

    private ClientLibrary library() {
        ClientLibrary known = library;
        if (known == null) {
            ClientLibrary parked = link.parked(clientId);
            adopted = parked != null;
            // The session that it was parked with is still there, whether this leg ever gets through or not.
            hasSession |= adopted;
            known = parked == null ? new ClientLibrary() : parked;
            library = known;
        }
        return known;
    }

    private void connect() {
        LegOptions options = wanted;
        if (closing || options == null) {
            phase = Phase.DOWN;
            proceed();
            return;
        }
        wanted = null;
        current = options;
        library().onConnectionEnded();
        BrokerConnection made = broker.connect(this, options);
        connection = made;
        if (made == null) {
            after(broker.luck(clientId).between(0, CONNECT_NANOS_MAX), this::connectFailed);
        }
    }

    private void connectFailed() {
        phase = Phase.DOWN;
        if (current != null && wanted == null) {
            tell(new BrokerEvent.OpenFailed(current.epoch(), ReturnCode.CONGESTION, "broker away"));
        }
        proceed();
    }

    // what the broker says

    void onConnAck(BrokerConnection from, boolean sessionPresent) {
        if (from != connection || !link.isAlive()) {
            return;
        }
        phase = Phase.UP;
        hasSession = true;
        ClientLibrary known = library();
        List<ClientLibrary.UnderWay> lost = List.of();
        if (!sessionPresent) {
            lost = List.copyOf(known.underWay);
            lost.forEach(known::finish);
            known.held.clear();
        }
        if (current != null && wanted == null) {
            tell(new BrokerEvent.Opened(current.epoch(), sessionPresent));
        }
        if (adopted) {
            adopted = false;
            renumber(known);
        }
        for (ClientLibrary.UnderWay publish : lost) {
            answer(publish, new BrokerEvent.PublishAborted(publish.token));
        }
        known.underWay.forEach(publish -> send(from, publish));
        proceed();
    }

    private void renumber(ClientLibrary known) {
        for (ClientLibrary.Held each : known.held) {
            if (!each.acknowledged) {
                each.id = known.nextDeliveryId();
                tell(new BrokerEvent.MessageArrived(delivery(each)));
            }
        }
    }

    /** The connection broke. */
    void onCut(BrokerConnection from) {
        if (from != connection || !link.isAlive()) {
            return;
        }
        connection = null;
        library().onConnectionEnded();
        boolean wasUp = phase == Phase.UP;
        phase = Phase.DOWN;
        failRequests();
        if (current != null && wanted == null) {
            tell(
                    wasUp
                            ? new BrokerEvent.ConnectionLost(current.epoch(), "connection broken")
                            : new BrokerEvent.OpenFailed(current.epoch(), ReturnCode.CONGESTION, "connection broken"));
        }
        proceed();
    }

    private void failRequests() {
        List<Request> failed = List.copyOf(requests);
        requests.clear();
        for (Request request : failed) {
            tell(
                    request.subscribe()
                            ? new BrokerEvent.SubscribeRejected(request.token(), ReturnCode.CONGESTION)
                            : new BrokerEvent.Unsubscribed(request.token(), false));
        }
    }

    void onPublish(BrokerConnection from, BrokerMessage message, int packetId) {
        if (from != connection || !link.isAlive()) {
            return;
        }
        ClientLibrary known = library();
        if (message.qos() == Qos.ZERO) {
            tell(new BrokerEvent.MessageArrived(delivery(new ClientLibrary.Held(message, 0, known.nextDeliveryId()))));
            return;
        }
        ClientLibrary.Held again = message.qos() == Qos.TWO ? known.heldQos2(packetId) : null;
        if (again != null) {
            again.answered = false;
            release(known);
            return;
        }
        ClientLibrary.Held held = new ClientLibrary.Held(message, packetId, known.nextDeliveryId());
        known.held.add(held);
        tell(new BrokerEvent.MessageArrived(delivery(held)));
    }

    private Delivery delivery(ClientLibrary.Held held) {
        BrokerMessage message = held.message;
        return new Delivery(
                held.id,
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                message.expirySeconds(broker.time.nowNanos()));
    }

    void onPubRel(BrokerConnection from, int packetId) {
        if (from != connection || !link.isAlive()) {
            return;
        }
        ClientLibrary known = library();
        ClientLibrary.Held held = known.heldQos2(packetId);
        if (held != null) {
            known.held.remove(held);
        }
        from.up(() -> broker.onPubComp(from, packetId));
        release(known);
    }

    void onPubAck(BrokerConnection from, int packetId) {
        ClientLibrary.UnderWay publish = from == connection ? library().underWay(packetId) : null;
        if (publish != null && link.isAlive()) {
            finished(publish, new BrokerEvent.PublishAccepted(publish.token));
        }
    }

    void onPubRec(BrokerConnection from, int packetId) {
        ClientLibrary.UnderWay publish = from == connection ? library().underWay(packetId) : null;
        if (publish != null && link.isAlive()) {
            publish.received = true;
            send(from, publish);
        }
    }

    /** PUBACK or PUBREC says no. */
    void onRefused(BrokerConnection from, int packetId) {
        ClientLibrary.UnderWay publish = from == connection ? library().underWay(packetId) : null;
        if (publish != null && link.isAlive()) {
            finished(publish, new BrokerEvent.PublishRejected(publish.token, ReturnCode.INVALID_TOPIC_ID));
        }
    }

    void onPubComp(BrokerConnection from, int packetId) {
        onPubAck(from, packetId);
    }

    private void finished(ClientLibrary.UnderWay publish, BrokerEvent result) {
        library().finish(publish);
        answer(publish, result);
        if (closing) {
            proceed();
        }
    }

    private void answer(ClientLibrary.UnderWay publish, BrokerEvent event) {
        if (publish.token != ClientLibrary.NOBODY) {
            tell(event);
        }
    }

    void onSubAck(BrokerConnection from, long token, Qos granted) {
        if (takes(from, token)) {
            tell(new BrokerEvent.Subscribed(token, granted));
        }
    }

    void onUnsubAck(BrokerConnection from, long token) {
        if (takes(from, token)) {
            tell(new BrokerEvent.Unsubscribed(token, true));
        }
    }

    private boolean takes(BrokerConnection from, long token) {
        return from == connection && link.isAlive() && requests.removeIf(request -> request.token() == token);
    }

    // what the engine says

    @Override
    public void publish(long token, OutgoingPublish publish) {
        if (library == null || closing) {
            tell(new BrokerEvent.PublishAborted(token));
            return;
        }
        BrokerConnection now = phase == Phase.UP ? connection : null;
        if (publish.qos() == Qos.ZERO) {
            if (now == null) {
                tell(new BrokerEvent.PublishAborted(token));
            } else {
                now.up(() -> broker.onPublish(now, publish, 0, false));
                tell(new BrokerEvent.PublishAccepted(token));
            }
            return;
        }
        ClientLibrary.UnderWay added = new ClientLibrary.UnderWay(publish, library.takePacketId(), token);
        library.underWay.add(added);
        if (now != null) {
            send(now, added);
        }
    }

    private void send(BrokerConnection to, ClientLibrary.UnderWay publish) {
        if (publish.received) {
            to.up(() -> broker.onPubRel(to, publish.packetId));
        } else {
            boolean dup = publish.sent;
            publish.sent = true;
            to.up(() -> broker.onPublish(to, publish.publish, publish.packetId, dup));
        }
    }

    @Override
    public void subscribe(long token, String filter, Qos qos) {
        BrokerConnection now = connection;
        if (phase != Phase.UP || now == null) {
            tell(new BrokerEvent.SubscribeRejected(token, ReturnCode.CONGESTION));
            return;
        }
        requests.add(new Request(token, true));
        now.up(() -> broker.onSubscribe(now, filter, qos, token));
    }

    @Override
    public void unsubscribe(long token, String filter) {
        BrokerConnection now = connection;
        if (phase != Phase.UP || now == null) {
            tell(new BrokerEvent.Unsubscribed(token, false));
            return;
        }
        requests.add(new Request(token, false));
        now.up(() -> broker.onUnsubscribe(now, filter, token));
    }

    @Override
    public void acknowledge(long deliveryId) {
        ClientLibrary known = library;
        if (known == null) {
            return;
        }
        for (ClientLibrary.Held each : known.held) {
            if (each.id == deliveryId) {
                each.acknowledged = true;
            }
        }
        release(known);
    }

    /** The library lets acknowledgements go in the order of arrival. */
    private void release(ClientLibrary known) {
        BrokerConnection now = connection;
        if (phase != Phase.UP || now == null) {
            return;
        }
        for (Iterator<ClientLibrary.Held> all = known.held.iterator(); all.hasNext(); ) {
            ClientLibrary.Held each = all.next();
            int packetId = each.packetId;
            if (each.answered) {
                continue;
            }
            if (!each.acknowledged) {
                return;
            }
            if (each.message.qos() == Qos.ONE) {
                all.remove();
                now.up(() -> broker.onPubAck(now, packetId));
            } else {
                each.answered = true;
                now.up(() -> broker.onPubRec(now, packetId));
            }
        }
    }
}

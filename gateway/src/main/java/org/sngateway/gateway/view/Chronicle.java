package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.Witness;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the gateway remembers of what has happened, for people who ask later: events, dead letters, rejected sources, and each
 * device's last day. In memory and bounded. It is every shard's witness, and safe for all threads; no shard waits for another
 * or for a reader.
 */
public final class Chronicle implements Witness {
    private static final String CONNECT_REFUSED = "connect_refused";

    private final EventBoard events = new EventBoard();
    private final DeadLetters deadLetters = new DeadLetters();
    private final RejectedSources rejected = new RejectedSources();
    private final Map<String, ClientHistory> histories = new ConcurrentHashMap<>();
    private final int clientsMax;
    private final LongSupplier epochNanos;

    /** @param epochNanos nanoseconds since 1970 */
    public Chronicle(int clientsMax, LongSupplier epochNanos) {
        this.clientsMax = clientsMax;
        this.epochNanos = epochNanos;
    }

    public EventBoard events() {
        return events;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public RejectedSources rejected() {
        return rejected;
    }

    /** Nanoseconds since 1970. */
    public long nowNanos() {
        return epochNanos.getAsLong();
    }

    /** {@code null} when nothing has happened to this device since the gateway started. */
    public @Nullable ClientHistory history(String clientId) {
        return histories.get(clientId);
    }

    /** Something happened that is told to people. The event's id does not matter. */
    public void onEvent(GatewayEvent event) {
        events.publish(event);
        if (event.clientId() != null && event.level().compareTo(GatewayEvent.Level.WARN) <= 0) {
            ClientHistory history = histories.get(event.clientId());
            if (history != null) {
                history.failed(event);
            }
        }
    }

    @Override
    public void dropped(Peer peer, DropReason reason) {
        if (isRejection(reason)) {
            rejected.add(peer.endpoint(), nameOf(reason), epochNanos.getAsLong());
        }
    }

    /** Whether it says something about its source, rather than about one datagram or a moment of ours. */
    private static boolean isRejection(DropReason reason) {
        return switch (reason) {
            case NOT_ALLOWED, FORWARDER_NOT_ALLOWED, PUBLISH_MINUS_ONE_REFUSED, MALFORMED, TOO_LARGE -> true;
            case RATE_LIMITED,
                    UNKNOWN_CLIENT,
                    BAD_STATE,
                    NOT_FOR_GATEWAY,
                    FORWARDED_WITHOUT_NODE,
                    UPLINK_OVERFLOW,
                    DOWNLINK_OVERFLOW,
                    DOWNLINK_EXPIRED,
                    DOWNLINK_TOO_LARGE,
                    DOWNLINK_REFUSED,
                    DOWNLINK_UNANSWERED,
                    DOWNLINK_NO_TOPIC_ID,
                    DOWNLINK_SESSION_ENDED,
                    DOWNLINK_REPLACED,
                    DOWNLINK_DISCARDED,
                    MAILBOX_FULL,
                    HELD_OVERFLOW,
                    HELD_TOO_LONG,
                    SEND_FAILED -> false;
        };
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void connectRefused(Peer peer) {
        rejected.add(peer.endpoint(), CONNECT_REFUSED, epochNanos.getAsLong());
    }

    @Override
    public void uplinkDropped(@Nullable String clientId, @Nullable String topic, Publish publish, DropReason reason) {
        addUplink(clientId, topic, publish, nameOf(reason));
    }

    @Override
    public void uplinkRefused(String clientId, @Nullable String topic, Publish publish, ReturnCode code) {
        addUplink(clientId, topic, publish, nameOf(code));
    }

    private static String nameOf(ReturnCode code) {
        return switch (code.value()) {
            case 1 -> "congestion";
            case 2 -> "invalid_topic_id";
            case 3 -> "not_supported";
            default -> "code_" + code.value();
        };
    }

    private void addUplink(@Nullable String clientId, @Nullable String topic, Publish publish, String reason) {
        deadLetters.add(new DeadLetter(
                epochNanos.getAsLong(),
                clientId,
                Direction.UPLINK,
                topic,
                publish.qos().level(),
                publish.data().length(),
                reason));
    }

    @Override
    public void spooledRefused(String clientId, OutgoingPublish publish, ReturnCode code) {
        deadLetters.add(new DeadLetter(
                epochNanos.getAsLong(),
                clientId,
                Direction.UPLINK,
                publish.topic(),
                publish.qos().level(),
                publish.payload().length(),
                "broker_refused_" + nameOf(code)));
    }

    @Override
    public void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {
        deadLetters.add(new DeadLetter(
                epochNanos.getAsLong(),
                clientId,
                Direction.DOWNLINK,
                delivery.topic(),
                delivery.qos().level(),
                delivery.payload().length(),
                nameOf(reason)));
    }

    @Override
    public void stateChanged(String clientId, StateName to) {
        long now = epochNanos.getAsLong();
        ClientHistory history = histories.get(clientId);
        if (history == null) {
            if (histories.size() >= clientsMax) {
                return;
            }
            history = histories.computeIfAbsent(clientId, unknown -> new ClientHistory(now));
        }
        history.entered(to, now);
    }

    @Override
    public void published(String clientId) {
        ClientHistory history = histories.get(clientId);
        if (history != null) {
            history.published(epochNanos.getAsLong());
        }
    }

    @Override
    public void retransmitted(String clientId) {
        ClientHistory history = histories.get(clientId);
        if (history != null) {
            history.retransmitted(epochNanos.getAsLong());
        }
    }

    @Override
    public void forgotten(String clientId) {
        histories.remove(clientId);
    }
}

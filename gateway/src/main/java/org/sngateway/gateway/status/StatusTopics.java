package org.sngateway.gateway.status;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.json.ChronicleJson;
import org.sngateway.gateway.view.json.Fields;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be told on the gateway's own topics, and in which order: what happened and answers first, then the gateway's own
 * state, then its devices'. At most so many messages a second, and so many on their way; after every loss of the connection
 * the whole state is told again. One thread.
 */
public final class StatusTopics {
    /** Events and answers that wait; beyond it the newest are dropped and counted. */
    static final int EVENTS_MAX = 1000;
    /** Messages that the broker has not answered. */
    static final int UNDER_WAY_MAX = 256;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Where messages go to; answered by {@link StatusTopics#onAnswered}. */
    @FunctionalInterface
    public interface Link {
        void publish(long token, StatusMessage message);
    }

    /** What somebody else has to tell over the same connection, in turn with the devices' own topics. The same thread. */
    public interface FurtherTopics {
        /** There is nothing to tell besides. */
        FurtherTopics NONE = new FurtherTopics() {};

        /** The broker has none of it, as far as is known. */
        default void onUp() {}

        default void onView(GatewayView view) {}

        /** What is next to be told, or {@code null}. */
        default @Nullable StatusMessage next() {
            return null;
        }

        /** The broker has answered for a message, of whomever it was. */
        default void onAnswered(StatusMessage message, boolean taken) {}
    }

    /**
     * @param base what all topics begin with
     * @param quietNanos how long that a device was heard may stay untold
     */
    public record Settings(String base, boolean perClient, int perSecondMax, long quietNanos) {}

    private final Settings settings;
    private final Link link;
    private final StatusLosses losses;
    private final ClientTopics clients;
    private final FurtherTopics further;
    private final Deque<StatusMessage> events = new ArrayDeque<>();
    private final Map<String, StatusMessage> own = new LinkedHashMap<>();
    private final Map<String, StatusMessage> ownUntold = new LinkedHashMap<>();
    private final Deque<StatusMessage> begun = new ArrayDeque<>();
    private final Map<Long, StatusMessage> underWay = new HashMap<>();

    private boolean up;
    private boolean furtherIsNext;
    private long lastToken;
    private double permits;
    private long permitsNanos;

    public StatusTopics(Settings settings, Link link, FurtherTopics further, StatusLosses losses) {
        this.settings = settings;
        this.link = link;
        this.further = further;
        this.losses = losses;
        this.clients = new ClientTopics(settings.base(), settings.quietNanos());
    }

    public static String stateTopic(String base) {
        return base + "/state";
    }

    /** What {@code state} says; the Will says {@code offline}. */
    public static String state(boolean online) {
        return "{\"state\":\"" + (online ? ClientTopics.ONLINE : ClientTopics.OFFLINE) + "\"}";
    }

    /** The connection is up; what was on its way is told again. */
    public void onUp(long nowNanos) {
        up = true;
        underWay.clear();
        begun.clear();
        permits = 0;
        permitsNanos = nowNanos;
        ownUntold.clear();
        ownUntold.putAll(own);
        clients.onUp();
        further.onUp();
    }

    public void onDown() {
        up = false;
        underWay.clear();
    }

    /** The broker has answered for a message. */
    public void onAnswered(long token, boolean taken) {
        StatusMessage message = underWay.remove(token);
        if (message == null) {
            return;
        }
        if (taken) {
            clients.onTaken(message);
        }
        further.onAnswered(message, taken);
    }

    /** A retained topic of the gateway's own has another content. */
    public void tell(String last, String text) {
        StatusMessage message = new StatusMessage(settings.base() + "/" + last, text, true);
        own.put(last, message);
        ownUntold.put(last, message);
    }

    /** Answers a request. */
    public void answer(String operation, String text) {
        add(StatusLosses.Kind.ANSWER, new StatusMessage(settings.base() + "/response/" + operation, text, false));
    }

    private void add(StatusLosses.Kind kind, StatusMessage message) {
        // While there is no broker nobody listens; what happened then is in the log.
        if (!up) {
            return;
        }
        if (events.size() < EVENTS_MAX) {
            events.add(message);
        } else {
            losses.lost(kind);
        }
    }

    public void onView(GatewayView view) {
        if (settings.perClient()) {
            clients.onView(view);
            further.onView(view);
        }
    }

    /** Something happened; daily business is left out. */
    public void onEvent(GatewayEvent event) {
        boolean worthIt = event.level() != GatewayEvent.Level.DEBUG
                && (event.clientId() != null
                        || event.name().startsWith("broker.")
                        || event.name().startsWith("config."));
        if (worthIt) {
            add(
                    StatusLosses.Kind.EVENT,
                    new StatusMessage(
                            settings.base() + "/event", Text.json(json -> ChronicleJson.event(json, event)), false));
        }
        String clientId = event.clientId();
        if (event.name().equals("downlink.delivered") && clientId != null) {
            add(
                    StatusLosses.Kind.EVENT,
                    new StatusMessage(
                            settings.base() + "/receipt/" + TopicPath.level(clientId), receipt(event), false));
        }
    }

    private static String receipt(GatewayEvent event) {
        return Text.json(json -> {
            json.writeStartObject();
            for (GatewayEvent.Field field : event.fields()) {
                json.writeFieldName(field.key());
                if (field.value() instanceof Long number) {
                    json.writeNumber(number);
                } else {
                    json.writeString(String.valueOf(field.value()));
                }
            }
            json.writeStringField("ts", Fields.time(event.atNanos()));
            json.writeEndObject();
        });
    }

    /** Time has passed: as much is told as may be. To be called some times a second. */
    public void tick(long nowNanos) {
        double earned = (nowNanos - permitsNanos) * (double) settings.perSecondMax() / NANOS_PER_SECOND;
        permits = Math.min(settings.perSecondMax(), permits + earned);
        permitsNanos = nowNanos;
        while (up && permits >= 1 && underWay.size() < UNDER_WAY_MAX) {
            StatusMessage next = next();
            if (next == null) {
                return;
            }
            permits--;
            long token = ++lastToken;
            underWay.put(token, next);
            link.publish(token, next);
        }
    }

    private @Nullable StatusMessage next() {
        StatusMessage event = events.poll();
        if (event != null) {
            return event;
        }
        if (!ownUntold.isEmpty()) {
            String first = ownUntold.keySet().iterator().next();
            return ownUntold.remove(first);
        }
        if (begun.isEmpty()) {
            beginNext();
        }
        return begun.poll();
    }

    /** A device's own topics, or something further: in turn while there is both. */
    private void beginNext() {
        for (int tries = 0; tries < 2 && begun.isEmpty(); tries++) {
            StatusMessage message = furtherIsNext ? further.next() : null;
            if (message != null) {
                begun.add(message);
            } else if (!furtherIsNext) {
                begun.addAll(clients.next());
            }
            furtherIsNext = !furtherIsNext;
        }
    }

    /** How many devices' topics wait to be told. */
    int waiting() {
        return clients.waiting();
    }
}

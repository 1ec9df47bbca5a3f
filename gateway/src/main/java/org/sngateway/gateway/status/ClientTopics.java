package org.sngateway.gateway.status;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.json.Fields;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The retained topics of all devices: which of them the broker has to be told anew. What is told is made when its turn
 * comes, of what holds then, so that however much happens meanwhile a device has one place in the queue. Devices whose state
 * has changed come before those that were merely heard. One thread.
 */
final class ClientTopics {
    static final String ONLINE = "online";
    static final String OFFLINE = "offline";
    private static final String AVAILABILITY = "availability";

    /** How many topics of forgotten devices are kept in mind until the broker has cleared them. */
    private static final int CLEARED_MAX = 20_000;

    /** What a device's topics say; {@code heardNanos} alone is worth no message at once. */
    private record Said(
            StateName state,
            long sinceNanos,
            int queued,
            @Nullable Peer address,
            boolean online) {
        static Said of(ClientRow row) {
            return new Said(
                    row.standing().state(),
                    row.standing().sinceNanos(),
                    row.backlog().buffered(),
                    row.connection().peer(),
                    isOnline(row));
        }
    }

    private static final class Entry {
        Said said;
        long heardNanos;
        long toldNanos;

        Entry(Said said, long heardNanos) {
            this.said = said;
            this.heardNanos = heardNanos;
        }
    }

    private final String base;
    private final long quietNanos;
    private final Map<String, Entry> entries = new HashMap<>();
    private final LinkedHashSet<String> urgent = new LinkedHashSet<>();
    private final LinkedHashSet<String> later = new LinkedHashSet<>();
    /** Topics of forgotten devices that the broker has not cleared yet. */
    private final LinkedHashSet<String> cleared = new LinkedHashSet<>();

    private final LinkedHashSet<String> toClear = new LinkedHashSet<>();
    private @Nullable GatewayView view;

    /** @param quietNanos how long that a device was heard may stay untold */
    ClientTopics(String base, long quietNanos) {
        this.base = base;
        this.quietNanos = quietNanos;
    }

    /** Asleep and on time is online; lost, gone, or late by two of its times is not. */
    static boolean isOnline(ClientRow row) {
        ClientRow.Standing standing = row.standing();
        boolean late = standing.missed() >= 2;
        return switch (standing.state()) {
            case ACTIVE, ASLEEP, AWAKE, CONNECTING -> !late;
            case DISCONNECTED -> standing.every().seconds() > 0 && !late;
            case LOST -> false;
        };
    }

    void onView(GatewayView latest) {
        view = latest;
        for (ClientRow row : latest.clients().values()) {
            Said said = Said.of(row);
            long heardNanos = row.standing().heardNanos();
            Entry entry = entries.get(row.clientId());
            if (entry == null) {
                entry = new Entry(said, heardNanos);
                entries.put(row.clientId(), entry);
                urgent.add(row.clientId());
            } else if (!said.equals(entry.said)) {
                entry.said = said;
                entry.heardNanos = heardNanos;
                later.remove(row.clientId());
                urgent.add(row.clientId());
            } else if (heardNanos != entry.heardNanos && latest.atNanos() - entry.toldNanos >= quietNanos) {
                entry.heardNanos = heardNanos;
                if (!urgent.contains(row.clientId())) {
                    later.add(row.clientId());
                }
            }
        }
        if (entries.size() > latest.clients().size()) {
            Set<String> gone = new LinkedHashSet<>(entries.keySet());
            gone.removeAll(latest.clients().keySet());
            gone.forEach(this::forget);
        }
    }

    private void forget(String clientId) {
        entries.remove(clientId);
        urgent.remove(clientId);
        later.remove(clientId);
        for (String topic : topicsOf(clientId)) {
            toClear.add(topic);
            cleared.add(topic);
        }
        while (cleared.size() > CLEARED_MAX) {
            String oldest = cleared.iterator().next();
            cleared.remove(oldest);
            toClear.remove(oldest);
        }
    }

    private List<String> topicsOf(String clientId) {
        return List.of(topic(clientId, AVAILABILITY), topic(clientId, "status"));
    }

    private String topic(String clientId, String last) {
        return base + "/clients/" + TopicPath.level(clientId) + "/" + last;
    }

    /** The broker has none of it, as far as is known: everything is told again. */
    void onUp() {
        later.clear();
        urgent.clear();
        urgent.addAll(entries.keySet());
        toClear.clear();
        toClear.addAll(cleared);
    }

    /** The broker has taken this message. */
    void onTaken(StatusMessage message) {
        if (message.text().isEmpty()) {
            cleared.remove(message.topic());
        }
    }

    /** What is next to be told, a device's messages together; none when all is told. */
    List<StatusMessage> next() {
        if (!toClear.isEmpty()) {
            String topic = toClear.iterator().next();
            toClear.remove(topic);
            return clearing(topic);
        }
        GatewayView latest = view;
        while (latest != null && (!urgent.isEmpty() || !later.isEmpty())) {
            LinkedHashSet<String> queue = urgent.isEmpty() ? later : urgent;
            String clientId = queue.iterator().next();
            queue.remove(clientId);
            ClientRow row = latest.client(clientId);
            Entry entry = entries.get(clientId);
            if (row != null && entry != null) {
                return messages(row, entry, latest.atNanos());
            }
        }
        return List.of();
    }

    /** Who listens now is told that the device is away; who comes later finds nothing of it. */
    private static List<StatusMessage> clearing(String topic) {
        StatusMessage clear = new StatusMessage(topic, "", true);
        return topic.endsWith(AVAILABILITY) ? List.of(new StatusMessage(topic, OFFLINE, false), clear) : List.of(clear);
    }

    private List<StatusMessage> messages(ClientRow row, Entry entry, long nowNanos) {
        String clientId = row.clientId();
        // A device that came back under a forgotten id: what is cleared belongs to it again.
        topicsOf(clientId).forEach(cleared::remove);
        entry.toldNanos = nowNanos;
        return List.of(
                new StatusMessage(topic(clientId, AVAILABILITY), entry.said.online() ? ONLINE : OFFLINE, true),
                new StatusMessage(topic(clientId, "status"), Text.json(json -> status(json, row)), true));
    }

    private static void status(JsonGenerator json, ClientRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", Fields.word(row.standing().state()));
        Fields.time(json, "since", row.standing().sinceNanos());
        Fields.time(json, "last_seen", row.standing().heardNanos());
        Fields.time(json, "next_expected", row.standing().nextExpectedNanos());
        json.writeNumberField("queued", row.backlog().buffered());
        Peer peer = row.connection().peer();
        Fields.text(json, "address", peer == null ? null : peer.text());
        json.writeStringField("version", "1.2");
        json.writeEndObject();
    }

    int waiting() {
        return urgent.size() + later.size() + toClear.size();
    }
}

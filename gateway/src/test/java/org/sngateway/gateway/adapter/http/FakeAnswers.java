package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a gateway with these devices would say, some of it with words that try to harm a page. Most of it lies in a file, in
 * which {@code @-40} is the time of forty seconds ago.
 */
final class FakeAnswers {
    private static final List<String> TYPES = List.of("PINGREQ", "REGISTER", "REGACK", "PUBLISH", "PUBACK", "PINGRESP");
    private static final int SLOTS = 96;
    private static final int NODES_MAX = 20;

    private final FakeFleet fleet;
    private final Map<String, Object> file;
    private int ticks;

    FakeAnswers(FakeFleet fleet) {
        this.fleet = fleet;
        try (InputStream stream = FakeAnswers.class.getResourceAsStream("fake-gateway.json")) {
            file = JSON.std.mapFrom(stream);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The answer of this name, at this time. */
    private Map<String, Object> dated(String name) {
        return map(dated(Objects.requireNonNull(file.get(name), name)));
    }

    private static Object dated(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> dated = new LinkedHashMap<>();
            map.forEach((key, each) -> dated.put(String.valueOf(key), each == null ? null : dated(each)));
            return dated;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FakeAnswers::dated).toList();
        }
        if (value instanceof String text && text.startsWith("@")) {
            return ago(-Long.parseLong(text.substring(1)));
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static String ago(long seconds) {
        return FakeFleet.now().minusSeconds(seconds).toString();
    }

    void allow(String address, boolean allowed) {
        List<Object> all = list("/allowed", "allowed");
        Map<String, Object> entry = Map.of("address", address);
        if (allowed) {
            all.add(entry);
        } else {
            all.remove(entry);
        }
    }

    void forgetCapture(String id) {
        list("/captures", "captures").removeIf(each -> id.equals(map(each).get("id")));
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(String path, String name) {
        return (List<Object>) Objects.requireNonNull(
                map(Objects.requireNonNull(file.get(path))).get(name));
    }

    /** Everything that is the same for all devices, by its path. */
    Map<String, Supplier<Object>> fixed() {
        Map<String, Supplier<Object>> answers = new LinkedHashMap<>();
        file.keySet().stream()
                .filter(name -> name.startsWith("/"))
                .forEach(name -> answers.put(name, () -> dated(name)));
        answers.put("/status", this::status);
        answers.put("/forwarders", this::forwarders);
        return answers;
    }

    private Object forwarders() {
        List<Object> nodes = new ArrayList<>();
        for (Map<String, Object> row : fleet.rows()) {
            if (row.get("node") != null && nodes.size() < NODES_MAX) {
                Map<String, Object> node = lossy(60, 3);
                List.of("node", "client_id", "state").forEach(key -> node.put(key, row.get(key)));
                nodes.add(node);
            }
        }
        Map<String, Object> forwarder = lossy(60 * nodes.size(), 3 * nodes.size());
        forwarder.put("address", "10.20.9.1:1884");
        forwarder.put("nodes", nodes);
        return Map.of("forwarders", List.of(forwarder));
    }

    private static Map<String, Object> lossy(int sent, int again) {
        Map<String, Object> traffic = new LinkedHashMap<>();
        traffic.put("datagrams_up", sent);
        traffic.put("datagrams_down", sent);
        traffic.put("retransmissions", again);
        traffic.put("retransmission_percent", 100.0 * again / Math.max(1, sent));
        return traffic;
    }

    Map<String, Object> status() {
        ticks++;
        Map<String, Object> clients = new LinkedHashMap<>();
        clients.put("total", fleet.rows().size());
        FakeFleet.STATES.forEach(state -> clients.put(state, fleet.count(state)));
        clients.put("overdue", fleet.overdue());
        Map<String, Object> status = dated("status");
        status.put("clients", clients);
        map(Objects.requireNonNull(status.get("traffic"))).put("uplinks_per_s", 21.5 + ticks % 7);
        return status;
    }

    static Map<String, Object> event(int id, String level, String name, String client) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("ts", ago(0));
        event.put("level", level);
        event.put("event", name);
        event.put("client", client);
        return event;
    }

    List<Object> events() {
        List<Object> events = new ArrayList<>();
        for (int n = 0; n < 12 && !fleet.rows().isEmpty(); n++) {
            String client =
                    String.valueOf(fleet.rows().get(n % fleet.rows().size()).get("client_id"));
            boolean lost = n % 5 == 4;
            Map<String, Object> event =
                    event(n + 1, lost ? "warn" : "info", lost ? "client.lost" : "client.asleep", client);
            event.put("ts", ago(60 - n));
            event.put(lost ? "message" : "duration", lost ? "<b onclick=alert(1)>not heard</b>" : "300s");
            events.add(event);
        }
        return events;
    }

    Object client(String id) {
        Map<String, Object> client = new LinkedHashMap<>(fleet.find(id));
        List<String> slots = new ArrayList<>();
        for (int n = 0; n < SLOTS; n++) {
            slots.add(n < 10 ? "" : n % 17 == 5 ? "swrp" : n > 60 && n < 66 ? "l" : n % 4 == 0 ? "swp" : "s");
        }
        client.put("will", dated("will"));
        client.put("last_error", event(7, "warn", "client.retries_exhausted", id));
        client.put("strip", Map.of("slot_s", 900, "until", ago(0), "slots", slots));
        return client;
    }

    Object subscriptions() {
        return dated("subscriptions");
    }

    Object topics() {
        return dated("topics");
    }

    Map<String, Object> queued(int n, String topic) {
        Map<String, Object> item = dated("queued");
        item.put("n", n);
        item.put("topic", topic);
        return item;
    }

    List<Map<String, Object>> queue(Map<String, Object> row) {
        List<Map<String, Object>> queue = new ArrayList<>();
        int size = row.get("queued") instanceof Integer queued ? queued : 0;
        for (int n = 0; n < size; n++) {
            queue.add(queued(n + 1, "cmd/<img src=x>/" + n));
        }
        return queue;
    }

    Object packet(boolean hex) {
        String type = TYPES.get(ticks++ % TYPES.size());
        Map<String, Object> packet = dated("packet");
        packet.put("type", type);
        packet.put("direction", List.of("REGISTER", "PUBLISH", "PINGRESP").contains(type) ? "down" : "up");
        if (hex) {
            packet.put("hex", "1a0a0005001163");
        }
        if (ticks % 9 == 0) {
            packet.put("dropped", "bad_state");
        }
        return packet;
    }

    List<Object> packets(boolean hex) {
        List<Object> packets = new ArrayList<>();
        for (int n = 0; n < 14; n++) {
            packets.add(packet(hex));
        }
        return packets;
    }
}

package org.sngateway.gateway.command.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Devices as a table, and one of them on a screen of its own. */
public final class ClientScreen {
    private ClientScreen() {}

    /** @param pages answers of {@code GET /clients} */
    public static List<String> list(List<Map<String, Object>> pages) {
        Table table = new Table("CLIENT", "STATE", "LAST SEEN", "EXPECTED", "MISSED", "QUEUE", "ADDRESS", "VER");
        for (Map<String, Object> page : pages) {
            Answer answer = new Answer(page);
            Instant at = answer.time("at");
            Instant now = at == null ? Instant.now() : at;
            for (Answer client : answer.objects("clients")) {
                table.add(
                        client.text("client_id"),
                        client.text("state"),
                        Spans.relative(client.time("last_seen"), now),
                        Spans.relative(client.time("next_expected"), now),
                        "!".repeat((int) Math.min(2, client.number("missed"))),
                        Long.toString(client.number("queued")),
                        client.text("address"),
                        client.text("version"));
            }
        }
        return table.lines();
    }

    /** @param answer of {@code GET /clients/{id}} */
    public static List<String> show(Map<String, Object> answer, Instant now) {
        Answer client = new Answer(answer);
        List<String> lines = new ArrayList<>();
        lines.add(client.text("client_id") + "  " + client.text("state") + " for "
                + Spans.since(client.time("since"), now) + (client.isTrue("overdue") ? "  overdue !" : ""));
        line(lines, "last seen", Spans.relative(client.time("last_seen"), now));
        line(lines, "expected", Spans.relative(client.time("next_expected"), now) + promise(client));
        line(lines, "address", client.text("address") + moves(client));
        line(lines, "session", session(client));
        line(lines, "queue", queue(client, now));
        line(
                lines,
                "uplinks",
                client.number("uplinks") + "   " + client.decimal("bytes_per_uplink") + " B and "
                        + client.decimal("datagrams_per_uplink") + " datagrams each");
        line(
                lines,
                "downlinks",
                client.number("downlinks") + "   sent again " + client.number("retransmissions") + " ("
                        + client.decimal("retransmission_percent") + " %)");
        if (client.has("will")) {
            Answer will = client.object("will");
            line(
                    lines,
                    "will",
                    will.text("topic") + "  QoS " + will.number("qos") + (will.isTrue("retain") ? "  retained" : ""));
        }
        if (client.has("last_error")) {
            Answer error = client.object("last_error");
            line(lines, "last error", error.text("event") + " " + Spans.relative(error.time("ts"), now));
        }
        return lines;
    }

    private static void line(List<String> lines, String name, String text) {
        lines.add(String.format("  %-11s %s", name, text).stripTrailing());
    }

    private static String promise(Answer client) {
        StringBuilder text = new StringBuilder();
        append(text, "keep-alive", client.number("keep_alive_s"));
        append(text, "asleep for", client.number("sleep_s"));
        append(text, "publishes every", client.number("expect_every_s"));
        return text.isEmpty() ? "" : "   (" + text + ")";
    }

    private static void append(StringBuilder text, String name, long seconds) {
        if (seconds > 0) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(seconds)
                    .append(" s");
        }
    }

    private static String moves(Answer client) {
        long changes = client.number("address_changes");
        return changes == 0 ? "" : "   (changed " + StatusScreen.count(changes, "time") + ")";
    }

    private static String session(Answer client) {
        return (client.isTrue("clean_session") ? "clean" : "kept") + ", "
                + StatusScreen.count(client.number("topics"), "topic") + ", "
                + StatusScreen.count(client.number("subscriptions"), "subscription") + ", broker connection "
                + client.text("upstream");
    }

    private static String queue(Answer client, Instant now) {
        long queued = client.number("queued");
        if (queued == 0) {
            return "empty";
        }
        Instant delivery = client.time("delivery_expected");
        return StatusScreen.count(queued, "message") + ", oldest queued "
                + Spans.relative(client.time("queued_oldest"), now)
                + (delivery == null ? "" : ", delivery expected " + Spans.relative(delivery, now));
    }

    /**
     * @param client answer of {@code GET /clients/{id}}
     * @param queue answer of {@code GET /clients/{id}/queue}
     */
    public static List<String> queue(Map<String, Object> client, Map<String, Object> queue, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(queue(new Answer(client), now));
        List<Answer> items = new Answer(queue).objects("queue");
        if (!items.isEmpty()) {
            Table table = new Table("N", "TOPIC", "QOS", "BYTES", "QUEUED", "EXPIRES", "SENT", "FROM");
            for (Answer item : items) {
                table.add(
                        Long.toString(item.number("n")),
                        item.text("topic"),
                        Long.toString(item.number("qos")),
                        Long.toString(item.number("bytes")),
                        Spans.relative(item.time("queued_at"), now),
                        Spans.relative(item.time("expires"), now),
                        item.number("attempts") + (item.isTrue("in_flight") ? " *" : ""),
                        item.text("source"));
            }
            lines.addAll(table.lines());
        }
        return lines;
    }

    /** @param answer of {@code GET /clients/{id}/topics} */
    public static List<String> topics(Map<String, Object> answer) {
        Table table = new Table("ID", "TYPE", "KNOWN", "TOPIC");
        for (Answer topic : new Answer(answer).objects("topics")) {
            table.add(
                    Long.toString(topic.number("topic_id")),
                    topic.text("type"),
                    topic.isTrue("confirmed") ? "yes" : "no",
                    topic.text("topic"));
        }
        return table.lines();
    }

    /** @param answer of {@code GET /topics/predefined} */
    public static List<String> predefined(Map<String, Object> answer) {
        Table table = new Table("ID", "CLIENTS", "TOPIC");
        for (Answer topic : new Answer(answer).objects("predefined")) {
            table.add(Long.toString(topic.number("topic_id")), topic.text("clients"), topic.text("topic"));
        }
        return table.lines();
    }
}

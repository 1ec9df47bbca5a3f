package org.sngateway.gateway.command.screen;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The status of a gateway on one screen. */
public final class StatusScreen {
    private static final List<String> STATES =
            List.of("active", "asleep", "awake", "connecting", "disconnected", "lost");

    private final Answer status;
    private final Instant now;

    private StatusScreen(Answer status) {
        this.status = status;
        Answer gateway = status.object("gateway");
        Instant started = gateway.time("started");
        // By the gateway's clock: this machine's may be another.
        this.now = started == null ? Instant.now() : started.plusSeconds(gateway.number("uptime_s"));
    }

    /** @param answer of {@code GET /status} */
    public static List<String> lines(Map<String, Object> answer) {
        return new StatusScreen(new Answer(answer)).lines();
    }

    /** Whether the rates are known: they are measured between two questions. */
    public static boolean hasRates(Map<String, Object> answer) {
        return new Answer(answer).object("traffic").has("uplinks_per_s");
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(gateway(status.object("gateway")));
        String name = "listeners";
        for (Answer listener : status.objects("listeners")) {
            lines.add(line(name, listener(listener)));
            name = "";
        }
        lines.add(line("broker", broker(status.object("broker"))));
        lines.add(line("clients", clients(status.object("clients"))));
        lines.add(line("queues", queues(status.object("queue"))));
        lines.add(line("traffic", traffic(status.object("traffic"))));
        lines.add(line("storage", storage(status.object("storage"), status.object("memory"))));
        if (!status.isTrue("ready")) {
            lines.add(line("not ready", status.text("not_ready_reason")));
        }
        return lines;
    }

    private static String line(String name, String text) {
        return String.format("%-10s %s", name, text).stripTrailing();
    }

    private static String gateway(Answer gateway) {
        return gateway.text("name") + "  sn-gateway " + gateway.text("version") + "  up "
                + Spans.text(Duration.ofSeconds(gateway.number("uptime_s"))) + "   GwId " + gateway.number("gw_id")
                + "   MQTT-SN " + String.join("+", gateway.texts("protocols")) + "   " + gateway.text("mode");
    }

    private static String listener(Answer listener) {
        return listener.text("transport") + " " + listener.text("address") + " (" + listener.text("name") + ")  rx "
                + listener.decimal("received_per_s") + "/s tx " + listener.decimal("sent_per_s") + "/s";
    }

    private String broker(Answer broker) {
        Answer legs = broker.object("legs");
        StringJoiner text = new StringJoiner("  ");
        text.add(broker.text("url"));
        text.add(broker.text("state") + " " + Spans.since(broker.time("since"), now));
        text.add("connections " + legs.number("up"));
        addUnlessNone(text, "opening", legs.number("connecting") + legs.number("waiting"));
        addUnlessNone(text, "down", legs.number("down"));
        text.add("stored " + broker.number("spooled_messages") + oldest(broker.time("spooled_oldest")));
        if (!broker.text("detail").isEmpty()) {
            text.add(broker.text("detail"));
        }
        return text.toString();
    }

    private static void addUnlessNone(StringJoiner text, String name, long count) {
        if (count > 0) {
            text.add(name + " " + count);
        }
    }

    private String oldest(@Nullable Instant oldest) {
        return oldest == null ? "" : " (oldest " + Spans.since(oldest, now) + ")";
    }

    private static String clients(Answer clients) {
        StringJoiner text = new StringJoiner("  ");
        text.add(Long.toString(clients.number("total")));
        for (String state : STATES) {
            boolean isUsual = state.startsWith("a");
            if (isUsual || clients.number(state) > 0) {
                text.add(state + " " + clients.number(state));
            }
        }
        long overdue = clients.number("overdue");
        text.add(" overdue " + overdue + (overdue > 0 ? " !" : ""));
        return text.toString();
    }

    private String queues(Answer queue) {
        long messages = queue.number("messages");
        if (messages == 0) {
            return "empty";
        }
        Instant wake = queue.time("next_wake");
        return count(messages, "message") + " for " + count(queue.number("clients"), "client") + ", oldest "
                + Spans.since(queue.time("oldest"), now)
                + (wake == null ? "" : ", next wake " + Spans.relative(wake, now));
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String traffic(Answer traffic) {
        StringJoiner dropped = new StringJoiner(", ", " (", ")").setEmptyValue("");
        long sum = 0;
        Answer reasons = traffic.object("dropped");
        for (Object reason : reasons.fields().keySet()) {
            long count = reasons.number(String.valueOf(reason));
            sum += count;
            dropped.add(Escapes.visible(String.valueOf(reason)) + " " + count);
        }
        return "up " + traffic.decimal("uplinks_per_s") + "/s down " + traffic.decimal("downlinks_per_s")
                + "/s  sent again " + traffic.decimal("retransmission_percent") + " %  dropped " + sum + dropped;
    }

    private static String storage(Answer storage, Answer memory) {
        String sessions = !storage.isTrue("enabled") ? "off" : storage.isTrue("healthy") ? "healthy" : "FAILING";
        return sessions + "   memory " + mebibytes(memory.number("heap_used_bytes")) + " of "
                + mebibytes(memory.number("heap_max_bytes"));
    }

    private static String mebibytes(long octets) {
        return (octets >> 20) + " MiB";
    }
}

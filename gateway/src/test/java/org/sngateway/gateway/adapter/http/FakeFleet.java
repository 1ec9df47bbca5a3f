package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Devices that nobody has: so many rows, as the gateway's REST API shows them, the first with ids that try to harm a page.
 * The same number gives the same rows, but for the time of day.
 */
final class FakeFleet {
    /** Ids that are markup, paths, lines, long, and written backwards. */
    static final List<String> HOSTILE = List.of(
            "<script>document.title='run'</script>",
            "<img src=x onerror=alert(1)>",
            "../../etc/passwd",
            "two\nlines",
            "\u202Efdp.exe",
            "Zeit\u00FCberschreitung-\u6E29\u5EA6\u8BA1-\uD83C\uDF21-\u0442\u0435\u0440\u043C\u043E-abcdef",
            "=1+1",
            "a/b?c=d#e%2F",
            "\"'`${7*7}{{7*7}}");

    static final List<String> STATES = List.of("active", "awake", "asleep", "connecting", "disconnected", "lost");
    private static final List<String> SPREAD = List.of(
            "asleep", "asleep", "active", "asleep", "asleep", "lost", "asleep", "awake", "asleep", "disconnected");

    private final Instant start = now();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    FakeFleet(int devices) {
        for (int n = 0; n < devices; n++) {
            boolean hostile = devices > 3 && n < HOSTILE.size();
            rows.add(row(hostile ? HOSTILE.get(n) : "therm-%04d".formatted(n), n));
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Map<String, Object> row(String id, int n) {
        String state = SPREAD.get(n % SPREAD.size());
        boolean late = state.equals("lost") || n % 23 == 11;
        int queued = state.equals("asleep") && n % 4 == 0 ? 1 + n % 3 : 0;
        Instant seen = start.minusSeconds(20L + n % 240);
        Instant expected = late ? start.minusSeconds(90) : start.plusSeconds(8 + n % 300);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("client_id", id);
        row.put("state", state);
        row.put("since", seen.toString());
        row.put("last_seen", seen.toString());
        row.put("next_expected", state.equals("disconnected") ? null : expected.toString());
        row.put("missed", late ? 1 + n % 2 : 0);
        row.put("overdue", late);
        row.put("queued", queued);
        row.put("queued_bytes", queued * 14);
        row.put("queued_oldest", queued == 0 ? null : start.minusSeconds(75).toString());
        row.put("delivery_expected", queued == 0 ? null : expected.toString());
        row.put("spooled", 0);
        row.put("uplinks_under_way", 0);
        row.put(
                "address",
                n % 7 == 3 ? "[fd12::%x]:1883".formatted(n + 16) : "10.20.3." + n % 250 + ":" + (49152 + n % 9000));
        row.put("forwarder", n % 9 == 8 ? "10.20.9.1:1884" : null);
        row.put("node", n % 9 == 8 ? "%04x".formatted(n) : null);
        row.put("version", "1.2");
        row.put("clean_session", n % 5 == 0);
        row.put("keep_alive_s", 60);
        row.put("sleep_s", state.equals("asleep") ? 300 : null);
        row.put("expect_every_s", n % 3 == 0 ? 900 : null);
        row.put("upstream", state.equals("lost") ? "closed" : "up");
        row.put("topics", 2);
        row.put("subscriptions", 1);
        traffic(row, n);
        return row;
    }

    private static void traffic(Map<String, Object> row, int n) {
        row.put("uplinks", 40 + n % 1700);
        row.put("downlinks", n % 31);
        row.put("datagrams_up", 130 + n);
        row.put("datagrams_down", 120 + n);
        row.put("bytes_up", 2400 + n * 17);
        row.put("bytes_down", 1100 + n * 9);
        row.put("retransmissions", n % 13);
        row.put("retransmission_percent", n % 13 / 2.0);
        row.put("bytes_per_uplink", 61.2 + n % 20);
        row.put("datagrams_per_uplink", 3.9);
        row.put("address_changes", n % 6 == 5 ? 4 : 0);
        row.put("connects", 1 + n % 3);
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    Map<String, Object> find(String id) {
        return rows.stream()
                .filter(row -> id.equals(row.get("client_id")))
                .findFirst()
                .orElse(Map.of());
    }

    long count(String state) {
        return rows.stream().filter(row -> state.equals(row.get("state"))).count();
    }

    long overdue() {
        return rows.stream()
                .filter(row -> Boolean.TRUE.equals(row.get("overdue")))
                .count();
    }

    /** The rows that a query lets through, in its order; empty texts ask for nothing. */
    List<Map<String, Object>> query(String states, boolean overdue, String text, String sort) {
        boolean down = sort.startsWith("-");
        String key = down ? sort.substring(1) : sort;
        Comparator<Map<String, Object>> order = Comparator.comparing(row -> sortable(row.get(key)));
        return rows.stream()
                .filter(row ->
                        states.isEmpty() || List.of(states.split(",")).contains(String.valueOf(row.get("state"))))
                .filter(row -> !overdue || Boolean.TRUE.equals(row.get("overdue")))
                .filter(row -> text.isEmpty() || (row.get("client_id") + " " + row.get("address")).contains(text))
                .sorted(down ? order.reversed() : order)
                .toList();
    }

    private static String sortable(@Nullable Object value) {
        return value instanceof Number number ? "%020.3f".formatted(number.doubleValue()) : String.valueOf(value);
    }
}

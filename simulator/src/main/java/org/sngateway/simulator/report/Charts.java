package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.report.Chart.Form;
import org.sngateway.simulator.report.Chart.Line;
import org.sngateway.simulator.report.Chart.Unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The pictures of a run, as far as its series has what they show. */
final class Charts {
    private static final int TYPES_MAX = 7;
    private static final int GATEWAY_METRICS_MAX = 12;
    private static final List<String> PALETTE =
            List.of("blue", "orange", "green", "purple", "teal", "red", "brown", "grey");

    private final TimeGrid grid;
    private final @Nullable TimeGrid other;
    private final List<Chart> charts = new ArrayList<>();

    private Charts(TimeGrid grid, @Nullable TimeGrid other) {
        this.grid = grid;
        this.other = other;
    }

    /** @param other of the run that it is compared with, whose slowest times are drawn dashed */
    static List<Chart> of(TimeGrid grid, @Nullable TimeGrid other) {
        Charts charts = new Charts(grid, other);
        charts.times();
        charts.counts();
        charts.gatewayMetrics();
        return charts.charts;
    }

    private void times() {
        add(
                new Chart(
                        "uplink-latency",
                        "Uplink latency",
                        "From when a reading was due to its arrival at the broker's subscriber.",
                        Unit.SECONDS,
                        Form.BANDS,
                        lines(
                                new Line("p50", "blue", grid.values("uplink_latency_p50")),
                                new Line("p90", "blue-soft", grid.values("uplink_latency_p90")),
                                new Line("p99", "blue-faint", grid.values("uplink_latency_p99")))),
                "uplink_latency_p99");
        add(
                new Chart(
                        "uplink-ack",
                        "Acknowledgement",
                        "From when a reading was due to the device's PUBACK or PUBCOMP.",
                        Unit.SECONDS,
                        Form.BANDS,
                        lines(
                                new Line("p50", "green", grid.values("uplink_ack_p50")),
                                new Line("p99", "green-faint", grid.values("uplink_ack_p99")))),
                "uplink_ack_p99");
        add(
                new Chart(
                        "downlink-wait",
                        "Downlink wait",
                        "From being published at the broker to the device's having it; sleepers fetch it at their next"
                                + " wake.",
                        Unit.SECONDS,
                        Form.BANDS,
                        lines(
                                new Line("p50", "purple", grid.values("downlink_wait_p50")),
                                new Line("p99", "purple-faint", grid.values("downlink_wait_p99")))),
                "downlink_wait_p99");
    }

    private void counts() {
        add(new Chart(
                "states",
                "Devices by state",
                "At the end of each interval, as the devices see themselves.",
                Unit.DEVICES,
                Form.STACK,
                lines(
                        line("asleep", "blue", "asleep"),
                        line("awake", "teal", "awake"),
                        line("active", "green", "active"),
                        line("connecting", "orange", "connecting"),
                        line("off", "grey", "off"))));
        add(new Chart(
                "rates",
                "Messages",
                "Uplink: due, acknowledged, arrived at the broker. Downlink: published, arrived.",
                Unit.PER_SECOND,
                Form.LINES,
                lines(
                        line("offered", "grey", "offered"),
                        line("acked", "green", "acked"),
                        line("delivered", "blue", "delivered"),
                        line("downlink offered", "orange", "downlink_offered"),
                        line("downlink delivered", "purple", "downlink_delivered"))));
        add(new Chart(
                "sent",
                "Datagrams from devices, by type",
                "As the devices see them, repeated ones included.",
                Unit.PER_SECOND,
                Form.STACK,
                byType("sent_")));
        add(new Chart(
                "received",
                "Datagrams to devices, by type",
                "As the devices see them, repeated ones included.",
                Unit.PER_SECOND,
                Form.STACK,
                byType("received_")));
        add(new Chart(
                "trouble",
                "Retransmissions and refusals",
                "What had to be said again, and what was turned down.",
                Unit.PER_SECOND,
                Form.LINES,
                lines(
                        line("by devices", "blue", "device_retransmissions"),
                        line("by the gateway", "orange", "gateway_retransmissions"),
                        line("duplicates at broker", "purple", "duplicates"),
                        line("PUBLISH rejected", "red", "rejected"),
                        line("CONNECT congested", "brown", "congested"),
                        line("sessions lost", "grey", "lost"))));
        add(new Chart(
                "lag",
                "Simulator lag",
                "How late the simulator itself was, at most. More than 50 ms at p99 makes a run invalid.",
                Unit.SECONDS,
                Form.LINES,
                lines(line("lag", "grey", "lag_max"))));
    }

    private void gatewayMetrics() {
        grid.names().stream()
                .filter(name -> name.startsWith("gateway_") && !name.equals("gateway_retransmissions"))
                .filter(grid::changes)
                .limit(GATEWAY_METRICS_MAX)
                .forEach(name -> add(new Chart(
                        "gateway-" + charts.size(),
                        name.substring("gateway_".length()),
                        "The gateway's own metric.",
                        Unit.PLAIN,
                        Form.LINES,
                        lines(line("value", "teal", name)))));
    }

    private List<Line> byType(String prefix) {
        List<String> names = grid.names().stream()
                .filter(name -> name.startsWith(prefix) && sum(name) > 0)
                .sorted(Comparator.comparingDouble(this::sum).reversed())
                .toList();
        List<Line> lines = new ArrayList<>();
        for (String name : names.subList(0, Math.min(TYPES_MAX, names.size()))) {
            lines.add(new Line(name.substring(prefix.length()), PALETTE.get(lines.size()), grid.values(name)));
        }
        if (names.size() > TYPES_MAX) {
            List<String> others = names.subList(TYPES_MAX, names.size());
            List<Double> sums = new ArrayList<>();
            for (int row = 0; row < grid.rows(); row++) {
                int at = row;
                sums.add(others.stream()
                        .mapToDouble(name -> grid.values(name).get(at))
                        .filter(Double::isFinite)
                        .sum());
            }
            lines.add(new Line("others", "grey", sums));
        }
        return lines;
    }

    private double sum(String name) {
        return grid.values(name).stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sum();
    }

    private Line line(String label, String colour, String column) {
        return new Line(label, colour, grid.values(column));
    }

    private static List<Line> lines(Line... lines) {
        return Arrays.stream(lines)
                .filter(line -> line.values().stream().anyMatch(Double::isFinite))
                .toList();
    }

    private void add(Chart chart) {
        if (!chart.lines().isEmpty()) {
            charts.add(chart);
        }
    }

    /** With the same column of the other run, if it has one. */
    private void add(Chart chart, String column) {
        if (other == null || !other.has(column) || chart.lines().isEmpty()) {
            add(chart);
            return;
        }
        List<Line> lines = new ArrayList<>(chart.lines());
        lines.add(new Line("B p99", "red", aligned(other, column), true));
        add(new Chart(chart.id(), chart.title(), chart.about(), chart.unit(), chart.form(), lines));
    }

    /** The other run's values at this one's times. */
    private List<Double> aligned(TimeGrid theirs, String column) {
        List<Double> values = theirs.values(column);
        List<Double> aligned = new ArrayList<>();
        for (int row = 0; row < grid.rows(); row++) {
            int at = (int) (row * grid.stepSeconds() / theirs.stepSeconds());
            aligned.add(at < values.size() ? values.get(at) : Double.NaN);
        }
        return aligned;
    }
}

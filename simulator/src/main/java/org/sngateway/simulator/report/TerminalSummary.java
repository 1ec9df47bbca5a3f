package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.markup.Printable;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.Judged;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run's result for the terminal, thresholds first. The same result gives the same text. */
public final class TerminalSummary {
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String INDENTATION = " ".repeat(12);

    private final RunResult result;
    private final Style style;
    private final Figures total;
    private final StringBuilder text = new StringBuilder();

    /**
     * How the text may look.
     *
     * @param width columns of the terminal, 40 or more; lines are broken between figures, names are never cut
     * @param isColoured with ANSI sequences; nothing is told by colour alone
     */
    public record Style(int width, boolean isColoured) {
        /** For files and pipes. */
        public static final Style PLAIN = new Style(120, false);

        public Style {
            width = Math.max(width, 40);
        }
    }

    private TerminalSummary(RunResult result, Style style) {
        this.result = result;
        this.style = style;
        total = result.total();
    }

    public static String text(RunResult result) {
        return text(result, Style.PLAIN, List.of());
    }

    /** With the report's files as they were written. Ends with a line end. */
    public static String text(RunResult result, Style style, List<Path> files) {
        return new TerminalSummary(result, style).write(files);
    }

    private String write(List<Path> files) {
        head();
        text.append('\n');
        thresholds();
        line("uplink", uplink());
        line("downlink", downlink());
        line("sessions", sessions());
        line("cost", cost());
        line("retries", retries());
        if (total.value(Metric.ATTACK_DATAGRAMS) != null) {
            line("strangers", strangers());
        }
        text.append('\n');
        result.remarks()
                .forEach(remark ->
                        wrapped("  note      ", List.of(Printable.line(remark).split(" ")), " "));
        if (!result.remarks().isEmpty()) {
            text.append('\n');
        }
        end(files);
        return text.toString();
    }

    private void head() {
        RunResult.Info info = result.info();
        List<String> pieces = new ArrayList<>();
        pieces.add(coloured(BOLD, Printable.line(info.scenario())));
        pieces.add("seed " + info.seed());
        pieces.add(Quantity.count(info.devices()) + (info.devices() == 1 ? " device" : " devices"));
        pieces.add(Quantity.duration(info.seconds())
                + (info.isVirtual() ? " of virtual time in " + Quantity.duration(info.wallSeconds()) : ""));
        String version = info.gatewayVersion();
        pieces.add("gateway " + Printable.line(info.gateway() + (version == null ? "" : " (" + version + ")")));
        Double lag = total.value(Metric.SIMULATOR_LAG_P99);
        String validity = result.isValid() ? "valid" : coloured(YELLOW, "invalid");
        pieces.add(lag == null ? validity : "simulator lag p99 " + Quantity.seconds(lag) + "  " + validity);
        wrapped("", pieces, "   ");
    }

    private void thresholds() {
        if (result.thresholds().isEmpty()) {
            return;
        }
        List<Judged> all = result.thresholds();
        int names = all.stream().mapToInt(j -> name(j).length()).max().orElse(0);
        int limits = all.stream().mapToInt(j -> limit(j).length()).max().orElse(0);
        for (Judged judged : all) {
            text.append("  ")
                    .append(judged.passed() ? coloured(GREEN, "\u2713") : coloured(RED, "\u2717"))
                    .append(' ')
                    .append(padded(name(judged), names))
                    .append("  ")
                    .append(padded(limit(judged), limits))
                    .append("    ")
                    .append(value(judged))
                    .append('\n');
        }
        text.append('\n');
    }

    private static String name(Judged judged) {
        return judged.threshold().metric().word();
    }

    static String limit(Judged judged) {
        String limit = judged.threshold().comparison().sign() + " "
                + Quantity.text(
                        judged.threshold().limit(), judged.threshold().metric().unit());
        String fleet = judged.threshold().scope().fleet();
        String scope = fleet == null ? "" : "fleet == " + Printable.line(fleet);
        if (judged.threshold().scope().qos() != null) {
            scope += (scope.isEmpty() ? "" : " and ") + "qos == " + qos(judged);
        }
        return scope.isEmpty() ? limit : limit + " where " + scope;
    }

    private static int qos(Judged judged) {
        return judged.threshold().scope().qos() == null
                ? 0
                : RunJson.number(judged.threshold().scope().qos());
    }

    static String value(Judged judged) {
        Double value = judged.value();
        return value == null
                ? "not measured"
                : Quantity.text(value, judged.threshold().metric().unit());
    }

    private List<String> uplink() {
        List<String> pieces = new ArrayList<>();
        count(pieces, "offered", Metric.UPLINK_OFFERED);
        count(pieces, "acked", Metric.UPLINK_ACKED);
        Double delivered = total.value(Metric.UPLINK_DELIVERED);
        if (delivered != null) {
            Double duplicates = total.value(Metric.DUPLICATES_TO_BROKER);
            pieces.add("at broker " + Quantity.count(delivered)
                    + (duplicates == null || duplicates == 0
                            ? ""
                            : " (+" + Quantity.count(duplicates) + (duplicates == 1 ? " duplicate)" : " duplicates)")));
        }
        count(pieces, "lost", Metric.UPLINK_LOST_ACKED);
        notable(pieces, "rejected", Metric.UPLINK_REJECTED);
        notable(pieces, "out of order", Metric.UPLINK_OUT_OF_ORDER);
        measured(
                pieces,
                "latency ",
                List.of(
                        Metric.UPLINK_LATENCY_P50,
                        Metric.UPLINK_LATENCY_P90,
                        Metric.UPLINK_LATENCY_P99,
                        Metric.UPLINK_LATENCY_MAX));
        return pieces;
    }

    private List<String> downlink() {
        List<String> pieces = new ArrayList<>();
        count(pieces, "queued", Metric.DOWNLINK_OFFERED);
        count(pieces, "delivered", Metric.DOWNLINK_DELIVERED);
        notable(pieces, "duplicates", Metric.DOWNLINK_DUPLICATES);
        notable(pieces, "lost", Metric.DOWNLINK_LOST);
        notable(pieces, "expired", Metric.DOWNLINK_EXPIRED);
        notable(pieces, "out of order", Metric.DOWNLINK_OUT_OF_ORDER);
        notable(pieces, "at the wrong device", Metric.DOWNLINK_MISDELIVERED);
        measured(
                pieces, "wait ", List.of(Metric.DOWNLINK_WAIT_P50, Metric.DOWNLINK_WAIT_P99, Metric.DOWNLINK_WAIT_MAX));
        return pieces;
    }

    private List<String> sessions() {
        List<String> pieces = new ArrayList<>();
        count(pieces, "connects", Metric.CONNECTS);
        notable(pieces, "refused", Metric.CONNECTS_REFUSED);
        notable(pieces, "congested", Metric.CONNECTS_CONGESTED);
        count(pieces, "resumed after address change", Metric.RESUMED_AFTER_ADDRESS_CHANGE);
        count(pieces, "lost", Metric.SESSIONS_LOST);
        notable(pieces, "started over", Metric.STARTED_OVER);
        notable(pieces, "wakes unanswered", Metric.WAKES_UNANSWERED);
        measured(pieces, "reconnect ", List.of(Metric.RECONNECT_TIME_P50, Metric.RECONNECT_TIME_P95));
        return pieces;
    }

    private List<String> cost() {
        List<String> pieces = new ArrayList<>();
        Double octets = total.value(Metric.BYTES_PER_READING);
        Double datagrams = total.value(Metric.DATAGRAMS_PER_READING);
        if (octets != null && datagrams != null) {
            pieces.add(Quantity.digits(octets) + " B and " + Quantity.digits(datagrams)
                    + (datagrams == 1 ? " datagram" : " datagrams") + " per reading");
        }
        measured(pieces, "awake ", List.of(Metric.AWAKE_TIME_P50));
        Double years = total.value(Metric.BATTERY_YEARS);
        if (years != null) {
            pieces.add("(est. " + Quantity.text(years, Metric.Unit.YEARS) + " on 2\u00D7AA, model printed in report)");
        }
        return pieces;
    }

    private List<String> retries() {
        List<String> pieces = new ArrayList<>();
        Double repeated = total.value(Metric.DEVICE_RETRANSMISSIONS);
        if (repeated != null) {
            Double ratio = total.value(Metric.DEVICE_RETRANSMISSION_RATIO);
            pieces.add(
                    "device " + Quantity.count(repeated) + (ratio == null ? "" : " (" + Quantity.percent(ratio) + ")"));
        }
        count(pieces, "gateway", Metric.GATEWAY_RETRANSMISSIONS);
        notable(pieces, "strays", Metric.STRAYS);
        notable(pieces, "malformed from gateway", Metric.MALFORMED_FROM_GATEWAY);
        return pieces;
    }

    private List<String> strangers() {
        List<String> pieces = new ArrayList<>();
        count(pieces, "sent", Metric.ATTACK_DATAGRAMS);
        count(pieces, "answered", Metric.ATTACK_ANSWERED);
        Double octets = total.value(Metric.ATTACK_AMPLIFICATION);
        if (octets != null) {
            pieces.add("octets back for each sent " + Quantity.digits(octets));
        }
        Double alive = total.value(Metric.GATEWAY_ALIVE);
        if (alive != null) {
            pieces.add(alive == 1 ? "gateway alive at the end" : "gateway silent at the end");
        }
        return pieces;
    }

    private void count(List<String> pieces, String word, Metric metric) {
        Double value = total.value(metric);
        if (value != null) {
            pieces.add(word + " " + Quantity.count(value));
        }
    }

    /** Said only when there is something to say. */
    private void notable(List<String> pieces, String word, Metric metric) {
        Double value = total.value(metric);
        if (value != null && value != 0) {
            count(pieces, word, metric);
        }
    }

    private void measured(List<String> pieces, String word, List<Metric> metrics) {
        String first = word;
        for (Metric metric : metrics) {
            Double value = total.value(metric);
            if (value != null) {
                String name = metric.word().substring(metric.word().lastIndexOf('_') + 1);
                pieces.add(first + name + " " + Quantity.seconds(value));
                first = "";
            }
        }
    }

    private void line(String name, List<String> pieces) {
        wrapped("  " + padded(name, 10), pieces.isEmpty() ? List.of("not measured") : pieces, "  ");
    }

    private void end(List<Path> files) {
        Verdict verdict = Verdict.of(result);
        String words = Printable.line(verdict.words(result))
                + (verdict == Verdict.PASSED ? "" : " (exit " + verdict.exitCode() + ")");
        List<String> pieces = new ArrayList<>();
        String stem = null;
        for (Path file : files) {
            String name = Printable.line(file.toString());
            int dot = file.toString().indexOf('.', Math.max(0, file.toString().lastIndexOf('/') + 1));
            boolean isSame = stem != null && dot > 0 && name.substring(0, dot).equals(stem);
            pieces.add(isSame ? name.substring(dot) : name);
            stem = dot > 0 ? name.substring(0, dot) : null;
        }
        String ending = coloured(BOLD + ";" + colour(verdict), words);
        if (pieces.isEmpty()) {
            text.append(ending).append('\n');
            return;
        }
        pieces.add("     " + ending);
        wrapped("report  ", pieces, "   ");
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> GREEN;
            case FAILED -> RED;
            case INVALID -> YELLOW;
        };
    }

    /** Pieces side by side as far as the terminal is wide, the rest below. */
    private void wrapped(String start, List<String> pieces, String between) {
        String further = start.isEmpty() ? "  " : INDENTATION.substring(0, Math.min(12, start.length()));
        StringBuilder line = new StringBuilder(start);
        boolean isFirst = true;
        for (String piece : pieces) {
            if (!isFirst && seen(line) + between.length() + seen(piece) > style.width()) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(further);
                isFirst = true;
            }
            line.append(isFirst ? "" : between).append(isFirst ? piece.stripLeading() : piece);
            isFirst = false;
        }
        text.append(line).append('\n');
    }

    private static int seen(CharSequence text) {
        return text.toString().replaceAll("\u001b\\[[0-9;]*m", "").length();
    }

    private String coloured(String code, String words) {
        return style.isColoured() ? "\u001b[" + code + "m" + words + "\u001b[0m" : words;
    }

    private static String padded(@Nullable String word, int width) {
        String whole = word == null ? "" : word;
        return whole + " ".repeat(Math.max(0, width - whole.length()));
    }
}

package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Raw;
import org.sngateway.gateway.config.Spelling;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.Threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads {@code uplink_latency_p99: "< 20s where fleet == therm and qos == 1"}. */
final class ThresholdReader {
    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile(
            "(<=|>=|==|!=|<|>)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z%]*)(?:\\s+where\\s+(.+))?");
    private static final java.util.regex.Pattern CONDITION =
            java.util.regex.Pattern.compile("([a-z_]+)\\s*==\\s*([A-Za-z0-9._-]+)");
    private static final Map<String, Double> SECONDS =
            Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86_400.0);
    private static final Map<String, Double> BYTES = Map.of("", 1.0, "B", 1.0, "KiB", 1024.0, "MiB", 1048576.0);
    private static final double PERCENT = 0.01;

    private final Scenario scenario;
    private final List<Problem> problems;

    /** @param scenario all of it but its thresholds */
    ThresholdReader(Scenario scenario, List<Problem> problems) {
        this.scenario = scenario;
        this.problems = problems;
    }

    List<Threshold> read(SectionReader in) {
        List<Threshold> all = new ArrayList<>();
        for (Raw.Entry entry : in.entries("thresholds")) {
            String path = in.at("thresholds") + "." + entry.key();
            Metric metric = Metric.byWord().get(entry.key());
            if (metric == null) {
                String near = Spelling.nearest(entry.key(), Metric.byWord().keySet());
                problems.add(new Problem(
                        entry.place(),
                        path,
                        "",
                        "unknown metric - "
                                + (near == null ? "the reference lists them" : "did you mean " + near + "?")));
                continue;
            }
            String missing = Measurable.missing(metric, scenario);
            if (missing != null) {
                problems.add(new Problem(entry.place(), path, "", "cannot be measured: " + missing));
            }
            List<Raw> conditions =
                    entry.value() instanceof Raw.Sequence sequence ? sequence.items() : List.of(entry.value());
            conditions.forEach(raw -> condition(metric, raw, path, all));
        }
        return all;
    }

    private void condition(Metric metric, Raw raw, String path, List<Threshold> all) {
        if (!(raw instanceof Raw.Scalar scalar)) {
            SectionReader.wrongKind(raw, path, "a condition such as \"" + example(metric) + "\"", problems);
            return;
        }
        Matcher form = FORM.matcher(scalar.text().strip());
        String problem = null;
        Double limit = null;
        Threshold.Scope scope = Threshold.Scope.ALL;
        if (!form.matches()) {
            problem = "must be a condition such as \"" + example(metric) + "\"";
        } else {
            problem = unitProblem(metric, form.group(2), form.group(3));
            limit = problem == null ? limit(metric, form.group(2), form.group(3)) : null;
            String where = form.group(4);
            if (problem == null && where != null) {
                problem = scopeProblem(where);
                scope = problem == null ? scope(where) : scope;
            }
        }
        if (problem != null || limit == null) {
            problems.add(new Problem(raw.place(), path, scalar.text(), String.valueOf(problem)));
            return;
        }
        all.add(new Threshold(
                metric, comparison(form.group(1)), limit, scope, scalar.text().strip()));
    }

    private static String example(Metric metric) {
        return switch (metric.unit()) {
            case SECONDS -> "< 20s";
            case RATIO -> ">= 99.9%";
            case BYTES -> "< 100";
            case YEARS -> "> 3";
            case COUNT -> "== 0";
        };
    }

    private static @Nullable String unitProblem(Metric metric, String number, String unit) {
        return switch (metric.unit()) {
            case SECONDS ->
                unit.isEmpty()
                        ? "needs a unit: " + number + "s?"
                        : SECONDS.containsKey(unit) ? null : "unknown unit \"" + unit + "\"; must be ms, s, m, h or d";
            case RATIO ->
                unit.isEmpty() || unit.equals("%")
                        ? unit.isEmpty() && Double.parseDouble(number) > 1 && metric != Metric.ATTACK_AMPLIFICATION
                                ? "is a share of 1: write " + number + "% or a number 0..1"
                                : null
                        : "is a share and has no unit but %";
            case BYTES -> BYTES.containsKey(unit) ? null : "unknown unit \"" + unit + "\"; must be B, KiB or MiB";
            case YEARS, COUNT -> unit.isEmpty() ? null : "is a plain number: " + number + ", without \"" + unit + "\"";
        };
    }

    private static double limit(Metric metric, String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (metric.unit()) {
            case SECONDS -> value * SECONDS.getOrDefault(unit, 1.0);
            case RATIO -> unit.equals("%") ? value * PERCENT : value;
            case BYTES -> value * BYTES.getOrDefault(unit, 1.0);
            case YEARS, COUNT -> value;
        };
    }

    private static Threshold.Comparison comparison(String sign) {
        for (Threshold.Comparison comparison : Threshold.Comparison.values()) {
            if (comparison.sign().equals(sign)) {
                return comparison;
            }
        }
        throw new IllegalStateException(sign);
    }

    private @Nullable String scopeProblem(String where) {
        Set<String> fleets = ScenarioReader.names(scenario.fleets());
        for (String part : where.split("\\s+and\\s+", -1)) {
            Matcher condition = CONDITION.matcher(part.strip());
            if (!condition.matches()) {
                return "after where must stand fleet == NAME or qos == N, with \"and\" between them";
            }
            String value = condition.group(2);
            switch (condition.group(1)) {
                case "fleet" -> {
                    if (!fleets.contains(value)) {
                        return "fleet " + value + " " + LinkReader.unknown(value, fleets);
                    }
                }
                case "qos" -> {
                    if (!value.matches("-1|[012]")) {
                        return "qos must be -1, 0, 1 or 2";
                    }
                }
                default -> {
                    return "\"" + condition.group(1) + "\" is no condition; there are fleet and qos";
                }
            }
        }
        return null;
    }

    private static Threshold.Scope scope(String where) {
        String fleet = null;
        Qos qos = null;
        for (String part : where.split("\\s+and\\s+", -1)) {
            Matcher condition = CONDITION.matcher(part.strip());
            if (condition.matches() && condition.group(1).equals("fleet")) {
                fleet = condition.group(2);
            } else if (condition.matches()) {
                qos = switch (condition.group(2)) {
                    case "0" -> Qos.ZERO;
                    case "1" -> Qos.ONE;
                    case "2" -> Qos.TWO;
                    default -> Qos.MINUS_ONE;
                };
            }
        }
        return new Threshold.Scope(fleet, qos);
    }
}

package org.sngateway.gateway.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with their unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 24h}, {@code 7d}, {@code 1h30m}. */
public record Durations(Duration min, Duration max) implements ValueType {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|s|m|h|d))+");
    private static final Pattern BARE = Pattern.compile("[0-9]{1,9}");

    /** The longest time that a message of MQTT-SN or MQTT can carry: 65535 s. */
    public static final String LONGEST = "18h12m15s";

    public static Durations between(String min, String max) {
        return new Durations(read(min), read(max));
    }

    @Override
    public Checked parse(String text) {
        if (BARE.matcher(text).matches()) {
            return Checked.problem("needs a unit: " + text + "s, " + text + "m or " + text + "h");
        }
        if (!WHOLE.matcher(text).matches()) {
            return Checked.problem("must be a time such as 500ms, 10s, 5m, 24h or 7d");
        }
        Duration duration = read(text);
        boolean inRange = duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
        return inRange ? Checked.value(duration) : Checked.problem("must be " + allowed());
    }

    private static Duration read(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(inUnit(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    private static Duration inUnit(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** As people write it: {@code 1h30m}, {@code 24h}, {@code 7d}. */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        boolean isLong = duration.toDays() > 1;
        part(text, isLong ? duration.toDays() : 0, "d");
        part(text, isLong ? duration.toHoursPart() : duration.toHours(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        part(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String allowed() {
        return text(min) + " to " + text(max);
    }
}

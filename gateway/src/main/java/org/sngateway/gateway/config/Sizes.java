package org.sngateway.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts of octets: {@code 1400}, {@code 64KiB}, {@code 4MiB}; or one word that stands for a size. */
public record Sizes(long min, long max, String word) implements ValueType {
    public static final long KIB = 1024;
    public static final long MIB = 1024 * KIB;
    public static final long GIB = 1024 * MIB;

    /** What the word stands for: the value is decided elsewhere. */
    static final long ELSEWHERE = 0;

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(B|KiB|MiB|GiB)?");
    private static final Pattern SLIP = Pattern.compile("([0-9]{1,10}) ?([kKmMgG])(?:i?[bB])?");

    public static Sizes between(long min, long max) {
        return new Sizes(min, max, "");
    }

    /** The same, where {@code other} may be written instead. */
    public Sizes or(String other) {
        return new Sizes(min, max, other);
    }

    @Override
    public Checked parse(String text) {
        if (!word.isEmpty() && text.equals(word)) {
            return Checked.value(ELSEWHERE);
        }
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            long octets = Long.parseLong(size.group(1)) * unit(size.group(2));
            return octets >= min && octets <= max ? Checked.value(octets) : Checked.problem("must be " + allowed());
        }
        Matcher slip = SLIP.matcher(text);
        if (slip.matches()) {
            String unit = slip.group(2).toUpperCase(java.util.Locale.ROOT);
            return Checked.problem("unknown unit - did you mean " + slip.group(1) + unit + "iB?");
        }
        return Checked.problem("must be a size such as 1400, 64KiB or 4MiB");
    }

    private static long unit(String unit) {
        return unit == null
                ? 1
                : switch (unit) {
                    case "KiB" -> KIB;
                    case "MiB" -> MIB;
                    case "GiB" -> GIB;
                    default -> 1;
                };
    }

    /** As people write it: in the largest unit that needs no fraction. */
    public static String text(long octets) {
        if (octets != 0 && octets % GIB == 0) {
            return octets / GIB + "GiB";
        }
        if (octets != 0 && octets % MIB == 0) {
            return octets / MIB + "MiB";
        }
        return octets != 0 && octets % KIB == 0 ? octets / KIB + "KiB" : Long.toString(octets);
    }

    @Override
    public String name() {
        return "size in octets";
    }

    @Override
    public String allowed() {
        return (word.isEmpty() ? "" : word + " or ") + text(min) + " to " + text(max);
    }

    @Override
    public Json json() {
        return Json.EITHER;
    }
}

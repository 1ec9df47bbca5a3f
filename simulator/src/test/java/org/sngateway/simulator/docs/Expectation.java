package org.sngateway.simulator.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a terminal is to show. Three dots stand for anything: within a line for any characters, alone on a line for any
 * lines, none included.
 */
record Expectation(List<String> lines) {
    private static final String ANYTHING = "...";

    Expectation {
        lines = List.copyOf(lines);
    }

    /** Whether what has to follow may be anything. */
    boolean isOpen() {
        return !lines.isEmpty() && lines.get(lines.size() - 1).equals(ANYTHING);
    }

    /** How many of {@code seen} are needed at least to have all that is expected; -1 when it is not there (yet). */
    int matchedBy(List<String> seen) {
        return matchedBy(seen, 0, 0);
    }

    private int matchedBy(List<String> seen, int expected, int from) {
        if (expected == lines.size()) {
            return from;
        }
        String line = lines.get(expected);
        if (!line.equals(ANYTHING)) {
            boolean isNext =
                    from < seen.size() && pattern(line).matcher(seen.get(from)).matches();
            return isNext ? matchedBy(seen, expected + 1, from + 1) : -1;
        }
        for (int skipped = from; skipped <= seen.size(); skipped++) {
            int end = matchedBy(seen, expected + 1, skipped);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private static Pattern pattern(String line) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (int dots = line.indexOf(ANYTHING); dots >= 0; dots = line.indexOf(ANYTHING, from)) {
            pattern.append(Pattern.quote(line.substring(from, dots))).append(".*");
            from = dots + ANYTHING.length();
        }
        return Pattern.compile(pattern + Pattern.quote(line.substring(from)));
    }
}

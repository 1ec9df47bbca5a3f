package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a crash test tells: lines as it goes, and at the end what was wrong. */
public final class CrashReport {
    private static final int EXAMPLES = 5;

    private final Consumer<String> output;
    private final List<String> problems = new ArrayList<>();

    /** @param output takes each line as soon as it is known */
    public CrashReport(Consumer<String> output) {
        this.output = output;
    }

    void line(String format, Object... values) {
        output.accept(String.format(Locale.ROOT, format, values));
    }

    /** Something that must not be. */
    void fail(String format, Object... values) {
        String problem = String.format(Locale.ROOT, format, values);
        problems.add(problem);
        output.accept("FAILED " + problem);
    }

    /** Fails with the first few of these, unless there are none. */
    void failForEach(String what, List<?> found) {
        if (!found.isEmpty()) {
            fail("%s: %d", what, found.size());
            found.stream().limit(EXAMPLES).forEach(each -> line("  %s", each));
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }
}

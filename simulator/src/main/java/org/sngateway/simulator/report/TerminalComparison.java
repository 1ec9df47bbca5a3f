package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.measure.RunResult;

import java.util.List;
import java.util.Locale;

/** Two runs for the terminal: a line for each metric that differs, and how many do not. */
public final class TerminalComparison {
    private TerminalComparison() {}

    public static String text(RunResult a, RunResult b) {
        List<Comparison.Row> rows = Comparison.rows(a.total(), b.total());
        StringBuilder text = new StringBuilder();
        int same = 0;
        for (Comparison.Row row : rows) {
            if (row.change() == Comparison.Change.SAME) {
                same++;
                continue;
            }
            Double share = row.share();
            text.append(String.format(
                            Locale.ROOT,
                            "  %-30s  %12s  %12s  %9s  %s",
                            row.metric().word(),
                            value(row, row.a()),
                            value(row, row.b()),
                            share == null ? "" : String.format(Locale.ROOT, "%+.0f %%", share * 100),
                            row.change() == Comparison.Change.UNKNOWN
                                    ? "not in both"
                                    : row.change().name().toLowerCase(Locale.ROOT))
                    .stripTrailing());
            text.append('\n');
        }
        String head = String.format(Locale.ROOT, "  %-30s  %12s  %12s  %9s  B is", "compared", "A", "B", "B less A");
        return head + "\n" + text + "  " + same + (same == 1 ? " metric is" : " metrics are")
                + " the same within 1 %\n";
    }

    private static String value(Comparison.Row row, @Nullable Double value) {
        return value == null ? "-" : Quantity.text(value, row.metric().unit());
    }
}

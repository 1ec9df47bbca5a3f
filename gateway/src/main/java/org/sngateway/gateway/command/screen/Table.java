package org.sngateway.gateway.command.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows below a heading, each column as wide as its widest cell. A cell of more than {@value #CELL_MAX} columns moves what
 * comes after it in its own row, and not all rows off the screen.
 */
final class Table {
    private static final String GAP = "  ";
    private static final int CELL_MAX = 40;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        rows.add(List.of(heading));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** One line for each row, the heading first, without blanks at their ends. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                int width = Columns.of(row.get(i));
                widths[i] = width > CELL_MAX ? widths[i] : Math.max(widths[i], width);
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            char[] blanks = new char[Math.max(0, widths[i] - Columns.of(row.get(i)))];
            Arrays.fill(blanks, ' ');
            line.append(blanks).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}

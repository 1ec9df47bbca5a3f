package org.sngateway.gateway.command.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows below a heading, each column as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

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
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            char[] blanks = new char[widths[i] - width(row.get(i))];
            Arrays.fill(blanks, ' ');
            line.append(blanks).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}

package org.sngateway.simulator.report;

import org.sngateway.simulator.measure.Series;
import org.sngateway.simulator.measure.Series.Column;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A run's figures over time as CSV (RFC 4180, lines end with LF), compressed: a column {@code second}, the end of the
 * interval, then the series' columns by name. A cell is empty where nothing was measured.
 */
final class SeriesFile {
    private static final String TIME = "second";

    private SeriesFile() {}

    static void write(Series series, Path file) throws IOException {
        try (Writer csv = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            csv.write(TIME);
            for (Column column : series.columns()) {
                csv.write("," + cell(column.name()));
            }
            csv.write('\n');
            for (int row = 0; row < series.rows(); row++) {
                csv.write(number((row + 1) * series.intervalSeconds()));
                for (Column column : series.columns()) {
                    csv.write("," + number(column.values().get(row)));
                }
                csv.write('\n');
            }
        }
    }

    private static String cell(String name) {
        boolean isPlain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? name : '"' + name.replace("\"", "\"\"").replaceAll("[\\r\\n]", " ") + '"';
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Fails with a ReportException when the file is not such a table. */
    static Series read(Path file) {
        try (BufferedReader csv = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String head = csv.readLine();
            List<String> names = head == null ? List.of() : cells(head);
            if (names.isEmpty() || !names.get(0).equals(TIME)) {
                throw new ReportException(file.getFileName() + " is not a series: its first column is not " + TIME);
            }
            List<List<Double>> columns = new ArrayList<>();
            names.forEach(name -> columns.add(new ArrayList<>()));
            for (String line = csv.readLine(); line != null; line = csv.readLine()) {
                row(line, columns, file);
            }
            double interval = columns.get(0).isEmpty() ? 1 : columns.get(0).get(0);
            List<Column> series = new ArrayList<>();
            for (int i = 1; i < names.size(); i++) {
                series.add(new Column(names.get(i), columns.get(i)));
            }
            return new Series(interval, series);
        } catch (IOException broken) {
            throw new ReportException(file.getFileName() + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static void row(String line, List<List<Double>> columns, Path file) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns.size()) {
            throw new ReportException(file.getFileName() + " has rows of different lengths");
        }
        for (int i = 0; i < cells.length; i++) {
            try {
                columns.get(i).add(cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
            } catch (NumberFormatException wrong) {
                throw new ReportException(file.getFileName() + " holds something that is no number", wrong);
            }
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}

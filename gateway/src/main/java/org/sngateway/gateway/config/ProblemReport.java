package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * All problems of a configuration, for people: first those of the file in its order, each with the line it is about.
 *
 * @param file {@code null} when there is none
 * @param text of the file
 */
public record ProblemReport(@Nullable Path file, String text, List<Problem> problems) {
    private static final int SUBJECT_WIDTH_MAX = 60;
    private static final int LINE_WIDTH_MAX = 110;
    private static final long LINE_STEP = 100_000;
    private static final long AFTER_THE_FILE = 1L << 62;

    public ProblemReport {
        List<Problem> sorted = new ArrayList<>(new LinkedHashSet<>(problems));
        sorted.sort(Comparator.comparing(ProblemReport::position));
        problems = List.copyOf(sorted);
    }

    private static long position(Problem problem) {
        if (problem.place() instanceof Place.InFile at) {
            return at.line() * LINE_STEP + at.column();
        }
        return problem.place() instanceof Place.InOverrides at
                ? AFTER_THE_FILE + at.line() * LINE_STEP + at.column()
                : Long.MAX_VALUE;
    }

    /** The report: a heading, a blank line, a line for each problem with an excerpt. Ends with a newline. */
    public String format() {
        String name = file == null ? "configuration" : file.toString();
        StringBuilder report = new StringBuilder(name)
                .append(": ")
                .append(Sentences.count(problems.size(), "problem"))
                .append("\n\n");
        int placeWidth = 0;
        int subjectWidth = 0;
        for (Problem problem : problems) {
            placeWidth = Math.max(placeWidth, problem.place().text().length());
            int length = problem.subject().length();
            subjectWidth = length > SUBJECT_WIDTH_MAX ? subjectWidth : Math.max(subjectWidth, length);
        }
        for (Problem problem : problems) {
            report.append("  ").append(padded(problem.place().text(), placeWidth));
            String subject = problem.subject();
            if (!subject.isEmpty()) {
                report.append("   ").append(padded(subject, subjectWidth));
            }
            report.append("   ").append(problem.message()).append('\n');
            excerpt(report, problem.place());
        }
        return report.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void excerpt(StringBuilder report, Place place) {
        String[] lines = text.split("\r?\n", -1);
        if (!(place instanceof Place.InFile at) || at.line() > lines.length || text.isEmpty()) {
            return;
        }
        int width = Integer.toString(at.line()).length();
        if (at.line() > 1) {
            line(report, "         ", padded(Integer.toString(at.line() - 1), width), lines[at.line() - 2]);
        }
        line(report, "       > ", Integer.toString(at.line()), lines[at.line() - 1]);
    }

    private static void line(StringBuilder report, String margin, String number, String line) {
        String shown = Secrets.masked(line).replaceAll("\\p{Cntrl}", " ");
        String cut = shown.length() <= LINE_WIDTH_MAX ? shown : shown.substring(0, LINE_WIDTH_MAX) + "...";
        report.append(margin).append(number).append(" | ").append(cut).append('\n');
    }
}

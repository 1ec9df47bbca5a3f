package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.measure.RunResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's report as files: page, JSON, series, JUnit. Existing files of these names are replaced. */
public final class Reports {
    private Reports() {}

    /** {@code power-cut-20261123-1000}: a name for a run's files, made of what every file system takes. */
    public static String stem(RunResult result) {
        String name = result.info()
                .scenario()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String shortened = name.substring(0, Math.min(60, name.length()));
        return (shortened.isEmpty() ? "run" : shortened)
                + DateTimeFormatter.ofPattern("-yyyyMMdd-HHmm", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(result.info().started());
    }

    /**
     * Writes all forms, the directory too when it is not there; without series no file for it.
     *
     * @return the files, the page first
     */
    public static List<Path> write(RunResult result, Path directory, String stem) throws IOException {
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        files.add(page(result, null, directory.resolve(stem + ".html")));
        String series = result.series().rows() == 0 ? null : stem + ".series.csv.gz";
        Path json = directory.resolve(stem + ".json");
        Files.writeString(json, RunJson.of(result, series));
        files.add(json);
        if (series != null) {
            SeriesFile.write(result.series(), directory.resolve(series));
            files.add(directory.resolve(series));
        }
        Path junit = directory.resolve(stem + ".junit.xml");
        Files.writeString(junit, RunJunit.of(result));
        files.add(junit);
        return files;
    }

    /** Writes the page of one run, or of run A with B beside it. */
    public static Path page(RunResult a, @Nullable RunResult b, Path file) throws IOException {
        Files.writeString(file, HtmlRun.of(a, b));
        return file;
    }
}

package org.sngateway.simulator.report;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.simulator.markup.TextResource;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.RunResult;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports as programs that are not ours see them: a browser, and Python. */
class ReportIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aBrowserDrawsEveryPicture() throws Exception {
        Path page = Reports.page(SampleRuns.powerCut(), SampleRuns.powerCut(7, 2), directory.resolve("run.html"));
        String drawn = browser(page);
        assertThat(drawn).contains("<html lang=\"en\" class=\"drawn\">");
        assertThat(drawn.split("class=\"u-wrap\"", -1).length - 1).isEqualTo(12);
        assertThat(drawn.split("<canvas", -1).length - 1).isEqualTo(12);
    }

    @Test
    void nothingHostileComesToLife() throws Exception {
        Path page = Reports.page(SampleRuns.hostile(), null, directory.resolve("run.html"));
        String drawn = browser(page);
        assertThat(drawn).contains("class=\"drawn\"").doesNotContain("<script>alert", "<b>\\u001b");
        assertThat(drawn.split("<script", -1)).hasSize(4);
    }

    @Test
    void aPageWithoutAnythingHasNoErrorEither() throws Exception {
        Path page = Reports.page(SampleRuns.empty(), null, directory.resolve("run.html"));
        assertThat(browser(page)).contains("class=\"drawn\"").doesNotContain("<canvas");
    }

    /** What Python reads in the histograms is what they held. */
    @Test
    void pythonReadsTheSameFigures() throws Exception {
        RunResult run = SampleRuns.powerCut();
        Reports.write(run, directory, "run");
        Path script = directory.resolve("check_run.py");
        Files.writeString(script, TextResource.read(ReportIT.class, "check_run.py"));
        List<String> lines = output(
                        "python3",
                        script.toString(),
                        directory.resolve("run.json").toString())
                .lines()
                .toList();
        assertThat(lines)
                .contains("rows 600")
                .hasSize(3 * run.total().distributions().size() + 1);
        for (Distribution distribution : run.total().distributions().keySet()) {
            Histogram histogram = run.total().distributions().get(distribution);
            for (int percentile : List.of(50, 90, 99)) {
                assertThat(lines)
                        .contains(distribution.name().toLowerCase(Locale.ROOT) + " " + percentile + " "
                                + histogram.getValueAtPercentile(percentile));
            }
        }
    }

    /** The page as a headless browser has it once its scripts are through. */
    private String browser(Path page) throws IOException, InterruptedException {
        return output(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                page.toUri().toString());
    }

    private String output(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(command[0] + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("err.txt"), StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}

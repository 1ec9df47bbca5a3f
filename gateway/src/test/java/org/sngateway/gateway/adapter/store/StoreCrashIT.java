package org.sngateway.gateway.adapter.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredClient.SpoolEntry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What was reported to be durable is there after kill -9 at any moment, and batches are there as a whole and in order. */
class StoreCrashIT {
    private static final int ROUNDS = 6;

    @TempDir
    Path directory;

    @Test
    void everythingReportedSurvivesKillAtAnyMoment() throws Exception {
        Random random = new Random(7);
        long stored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long reported = runAndKill(stored + 1, 1 + random.nextInt(200));

            try (StoreFixture fixture = new StoreFixture(directory)) {
                assertThat(fixture.events.lines).containsExactly("opened");
                List<StoredClient> clients = fixture.store.load();
                assertThat(clients).hasSize(2);
                stored = clients.get(0).session().sinceNanos();
                assertThat(stored).isGreaterThanOrEqualTo(reported);
                assertThat(clients.get(1).session().sinceNanos()).isEqualTo(stored);
                assertThat(clients.get(0).spool().stream().map(SpoolEntry::id).toList())
                        .isEqualTo(LongStream.rangeClosed(1, stored).boxed().toList());
            }
        }
    }

    /** Kills the process right after it has reported so many times; returns the last number it reported. */
    private long runAndKill(long first, int reports) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AppendingProcess.class.getName(),
                        directory.toString(),
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            String line = lines.readLine();
            while (line != null) {
                last = Long.parseLong(line);
                count++;
                if (count == reports) {
                    // The process itself would close its output, too, which may have more reports.
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(last).as("the process has reported something").isPositive();
        return last;
    }
}

package org.sngateway.simulator.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A shell that does one block, as the leader of a process group of its own, so that all that it starts can be stopped. */
final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 50;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private int seen;
    private boolean isOpen = true;

    Terminal(String name, ProcessBuilder builder) throws IOException {
        this.name = name;
        process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = process.inputReader(StandardCharsets.UTF_8);
        reader = new Thread(() -> read(output), "terminal " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            lines.add("(output cut: " + closed.getMessage() + ")");
        }
    }

    /** Waits until it shows this, next after what was expected of it before. */
    void shows(Expectation expected, int line) throws InterruptedException {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        int matched = -1;
        for (boolean isLast = false; matched < 0 && !isLast; ) {
            Thread.sleep(LOOK_MILLIS);
            isLast = !reader.isAlive() || System.nanoTime() > untilNanos;
            matched = expected.matchedBy(unseen());
        }
        assertThat(matched)
                .as(
                        "line %d: terminal %s is to show%n  %s%nand shows%n  %s",
                        line, name, text(expected.lines()), text())
                .isNotNegative();
        seen += matched;
        isOpen = expected.isOpen();
    }

    private List<String> unseen() {
        return new ArrayList<>(lines).subList(seen, lines.size());
    }

    private String text() {
        return text(unseen());
    }

    private static String text(List<String> lines) {
        return String.join("\n  ", lines);
    }

    /** Waits for its end, which is to be 0. */
    void ends(int line) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("line %d: the block ends; it printed%n  %s", line, text())
                .isTrue();
        reader.join(PATIENCE.toMillis());
        assertThat(process.exitValue())
                .as("line %d: exit code of the block that printed%n  %s", line, text())
                .isZero();
    }

    /**
     * Ends it as Ctrl-C does. With SIGTERM, because SIGINT is ignored by whatever descends from a background job of a
     * script.
     */
    void stop(int line) throws IOException, InterruptedException {
        signal("TERM");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("line %d: terminal %s ends", line, name)
                .isTrue();
        reader.join(PATIENCE.toMillis());
    }

    /** If the page has said what it shows, that was all. */
    void hasShownAll(int line) {
        if (!isOpen) {
            assertThat(unseen())
                    .as("line %d: terminal %s shows more than the page says", line, name)
                    .isEmpty();
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid())
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        signal("KILL");
        process.destroyForcibly();
    }
}

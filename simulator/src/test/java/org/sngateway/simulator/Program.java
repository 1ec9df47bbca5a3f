package org.sngateway.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process and the lines that it prints on both of its outputs. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Program(Process process) {
        this.process = process;
        var output = process.inputReader(StandardCharsets.UTF_8);
        reader = new Thread(() -> read(output), "program output");
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

    static Program start(Path folder, List<String> command) throws IOException {
        return new Program(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** A packaged program of this build. */
    static Program java(Path folder, Path jar, List<String> arguments) throws IOException {
        return java(folder, List.of(), jar, arguments);
    }

    /** The same, with further options of the Java machine. */
    static Program java(Path folder, List<String> options, Path jar, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        command.addAll(arguments);
        return start(folder, command);
    }

    List<String> lines() {
        return lines;
    }

    void awaitLine(String part) {
        await(part).atMost(PATIENCE).until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    void type(String input) throws IOException {
        try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
    }

    /** SIGTERM, which the tools treat like Ctrl-C. By its handle, because Process.destroy also cuts the output off. */
    void terminate() {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    void kill() {
        assertThat(process.toHandle().destroyForcibly()).isTrue();
    }

    /** Waits for the end of the process and of its output. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends; it printed %s", lines)
                .isTrue();
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

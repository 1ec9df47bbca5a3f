package org.sngateway.gateway.adapter.embedded;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Mosquitto's command line clients as an independent judge of the broker. */
final class Mosquitto {
    private final int port;

    Mosquitto(int port) {
        this.port = port;
    }

    static void assumeInstalled() {
        boolean there;
        try {
            there = run(List.of("mosquitto_pub", "--version")).output.contains("mosquitto");
        } catch (IOException absent) {
            there = false;
        }
        Assumptions.assumeTrue(there, "needs mosquitto_pub and mosquitto_sub");
    }

    /** Publishes, and fails unless the broker acknowledged. */
    void publish(String... arguments) throws IOException {
        Result result = run(command("mosquitto_pub", arguments));
        assertThat(result.exitCode).as(result.output).isZero();
    }

    /** The lines that a subscriber with these arguments prints. */
    List<String> subscribe(String... arguments) throws IOException {
        return run(command("mosquitto_sub", arguments)).output.lines().toList();
    }

    int exitCode(String program, String... arguments) throws IOException {
        return run(command(program, arguments)).exitCode;
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of(arguments));
        return command;
    }

    private record Result(int exitCode, String output) {}

    private static Result run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return new Result(process.exitValue(), output);
    }
}

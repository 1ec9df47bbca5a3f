package org.sngateway.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.simulator.load.BareResponder;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as a user runs them, against the bare responder over loopback. */
class BenchIT {
    private final BareResponder responder =
            new BareResponder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @AfterEach
    void stop() {
        responder.close();
    }

    /** What a command printed and how it ended. */
    private record Result(int exitCode, String output) {}

    private Result run(String arguments) {
        String line =
                arguments + " --host 127.0.0.1 --port " + responder.address().getPort();
        return runAsIs(line);
    }

    private static Result runAsIs(String line) {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            int exitCode = SimulatorMain.run(line.trim().split("\\s+", -1));
            return new Result(exitCode, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void publishesCountedMessages_eachAcknowledged() {
        Result result = run("bench pub -c 20 -w 4 --count 2000 --warmup 0 --duration 20 --json");
        assertThat(result.output()).contains("\"sent\":2000", "\"acknowledged\":2000", "\"retransmissions\":0");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void publishesQos2_andThroughForwarders() {
        Result result = run("bench pub -q 2 -c 30 --forwarders 2 --count 1000 --warmup 0 --duration 20 --json");
        assertThat(result.output()).contains("\"acknowledged\":1000", "\"malformed_datagrams\":0");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void openLoop_keepsTheRate_fromSpreadAddresses() {
        Result result = run("bench pub -c 10 --rate 500 --sources 5 --warmup 0 --duration 1 --late-max 1000"
                + " --expect throughput_per_s>=400 --expect throughput_per_s<=600");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("loader_late_p99_ms");
    }

    @Test
    void missedThreshold_isExitCode99() {
        Result result = run("bench pub -c 1 --rate 10 --warmup 0 --duration 0.5 --late-max 1000"
                + " --expect throughput_per_s>=1000000");
        assertThat(result.exitCode()).isEqualTo(99);
        assertThat(result.output()).contains("FAILED expected throughput_per_s>=1000000");
    }

    @Test
    void lateLoader_makesTheRunInvalid() {
        Result result = run("bench pub -c 1 --rate 100 --warmup 0 --duration 0.5 --late-max 0");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("FAILED invalid: the loader itself was late");
    }

    @Test
    void connectsAndKeepsAll() {
        Result result = run("bench conn -c 200 --duration 0.2 --json");
        assertThat(result.output()).contains("\"connected_at_end\":200");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void silentGateway_isOneSentence() {
        BareResponder gone = new BareResponder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int unused = gone.address().getPort();
        gone.close();
        Result result = runAsIs("bench pub -c 2 --connect-timeout 0.5 --port " + unused);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void sleepersWithoutAPublisher_areOneSentence() {
        assertThat(run("bench sleep -c 2").exitCode()).isEqualTo(1);
    }

    @Test
    void nonsense_isAUsageError() {
        assertThat(runAsIs("bench pub -q 0").exitCode()).isEqualTo(64);
        assertThat(runAsIs("bench pub -q 7").exitCode()).isEqualTo(64);
        assertThat(runAsIs("bench pub --expect fast").exitCode()).isEqualTo(64);
    }
}

package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The program run with nothing but free ports: what a first try is, and what a restart keeps. */
class RunIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsMosquitto() {
        MosquittoClient.assumeInstalled();
    }

    @Test
    void keepsRetainedMessagesAndSessionsAcrossSigtermAndSigkill() throws Exception {
        GatewayProcess first = GatewayProcess.runEmbedded(folder);
        try (first;
                Device therm = new Device(first.sensorAddress());
                Device display = new Device(first.sensorAddress());
                MosquittoClient subscriber = MosquittoClient.subscribe(first.embeddedPort(), "T1")) {
            therm.connects("therm", true);
            therm.publishes("T1", "21.5");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> subscriber.lines().contains("T1 21.5"));
            therm.publishes("R1", "kept", true);
            display.connects("display", false).subscribes("cmd/display");
            display.disconnects();
            MosquittoClient.publish(first.embeddedPort(), "cmd/display", "before SIGTERM");
            assertThat(first.terminates()).as("milliseconds to stop").isLessThan(GatewayProcess.STOP_MILLIS_MAX);
            assertThat(first.awaitsEvent("gateway.stopped")).isNotEmpty();
            assertThat(first.complaints()).isEmpty();
            System.out.println("with the embedded broker: " + first.awaitsEvent("gateway.started"));
        }
        GatewayProcess second = GatewayProcess.runEmbedded(folder);
        try (second) {
            assertThat(MosquittoClient.retained(second.embeddedPort(), "R1")).isEqualTo(List.of("R1 kept"));
            MosquittoClient.publish(second.embeddedPort(), "cmd/display", "before SIGKILL");
            second.isKilled();
        }
        GatewayProcess third = GatewayProcess.runEmbedded(folder);
        try (third;
                Device display = new Device(third.sensorAddress())) {
            assertThat(MosquittoClient.retained(third.embeddedPort(), "R1")).isEqualTo(List.of("R1 kept"));
            display.connects("display", false);
            assertThat(display.receives()).isEqualTo("before SIGTERM");
            assertThat(display.receives()).isEqualTo("before SIGKILL");
            anotherGatewayIsKeptOut();
        }
    }

    /** A second gateway with the same directory says so. */
    private static void anotherGatewayIsKeptOut() {
        String output = GatewayProcess.output(
                folder, 1, "run", "--set", "broker.embedded.bind=127.0.0.1:0", "--set", "listeners.0.bind=127.0.0.1:0");
        assertThat(output).contains("event=gateway.not_started", "is in use by another gateway", "storage.dir");
        assertThat(output.lines()).hasSize(1);
    }
}

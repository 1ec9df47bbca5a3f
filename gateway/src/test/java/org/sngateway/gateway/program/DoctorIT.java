package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.broker.MosquittoProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code doctor broker} against real brokers, with the rights that it has there. */
final class DoctorIT {
    @TempDir
    Path folder;

    private String doctor(int exitCode, int port) {
        return GatewayProcess.output(
                folder, exitCode, "doctor", "broker", "--set", "broker.url=mqtt://127.0.0.1:" + port);
    }

    @Test
    void aBrokerThatLetsEverythingPassIsFine() {
        try (MosquittoProcess broker = MosquittoProcess.in(folder).start()) {
            assertThat(doctor(0, broker.port()))
                    .contains("broker  ok       logged in to mqtt://127.0.0.1:" + broker.port())
                    .contains("nothing is wrong");
        }
    }

    @Test
    void missingRightsAreNamed() throws IOException {
        Path rules = folder.resolve("rules");
        Files.writeString(rules, "topic read sn-gateway/#\n");
        try (MosquittoProcess broker =
                MosquittoProcess.in(folder).option("acl_file " + rules).start()) {
            assertThat(doctor(0, broker.port())).contains("broker  warning", "publishing to sn-gateway/gw1/doctor");
        }
        Files.writeString(rules, "topic write sn-gateway/#\n");
        try (MosquittoProcess broker =
                MosquittoProcess.in(folder).option("acl_file " + rules).start()) {
            assertThat(doctor(0, broker.port()))
                    .contains("broker  warning")
                    .containsPattern("subscribing|did not come back");
        }
    }

    @Test
    void aMissingBrokerIsAFaultWithAWayOut() throws IOException {
        assertThat(doctor(1, FreePorts.tcp())).contains("broker  fault    cannot log in to", "fix:", "1 fault");
    }
}

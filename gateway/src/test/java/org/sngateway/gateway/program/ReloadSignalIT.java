package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program and SIGHUP, as {@code systemctl reload} sends it. */
class ReloadSignalIT {
    @TempDir
    Path folder;

    @Test
    void readsItsFileAgain_refusesABadOne_andGoesOn() throws Exception {
        Path file = Files.writeString(folder.resolve("sn-gateway.yaml"), "gateway: {name: one}\n");
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder, "-c", file.toString());
                Device therm = new Device(gateway.sensorAddress())) {
            therm.connects("therm", true);

            Files.writeString(file, "gateway: {name: two}\ntopics: {predefined: [{id: 1, topic: a}]}\n");
            gateway.hangsUp();
            assertThat(gateway.awaitsEvent("config.reloaded"))
                    .contains("cause=signal", "applied=topics.predefined", "needs_restart=gateway.name");

            Files.writeString(file, "topics: {predefined: [{id: 0, topic: a}]}\n");
            gateway.hangsUp();
            assertThat(gateway.awaitsEvent("config.rejected")).contains("key=topics.predefined[0].id", "place=1:28");

            therm.publishes("T1", "21.5");
            assertThat(gateway.events("client.lost")).isEmpty();
            gateway.terminates();
            // Java warns of some uses of its internals, and may begin to do so of this one.
            assertThat(gateway.output()).doesNotContain("sun.misc.Signal").endsWith("event=gateway.stopped");
        }
    }
}

package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.broker.MosquittoProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker that is not there yet, or does not let the gateway in. */
class BrokerTroubleIT {
    private static final String ANY_UDP = "listeners.0.bind=127.0.0.1:0";

    @TempDir
    Path folder;

    @BeforeAll
    static void needsMosquitto() {
        MosquittoClient.assumeInstalled();
    }

    @Test
    void startsWithoutABrokerAndServesWhenItComes() throws Exception {
        int port = FreePorts.tcp();
        String url = "mqtt://127.0.0.1:" + port;
        assertThat(GatewayProcess.output(
                        folder, 69, "check", "--probe", "--set", "broker.url=" + url, "--set", ANY_UDP))
                .contains("the broker " + url + " cannot be reached: Connection refused");
        GatewayProcess gateway = GatewayProcess.start(
                folder,
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-Xlog:class+load:file=classes.log"),
                "run",
                "--set",
                "broker.url=" + url,
                "--set",
                ANY_UDP,
                "--set",
                "broker.reconnect.max=1s");
        try (gateway;
                Device device = new Device(gateway.sensorAddress());
                MosquittoProcess broker = MosquittoProcess.in(folder).option("listener " + port + " 127.0.0.1")) {
            System.out.println("without the embedded broker: " + gateway.awaitsEvent("gateway.started"));
            assertThat(gateway.awaitsEvent("broker.unreachable")).contains(url, "detail=\"Connection refused\"");
            assertThat(device.connectAnswer("therm", true)).isEqualTo(ReturnCode.CONGESTION);
            broker.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> device.connectAnswer("therm", true).equals(ReturnCode.ACCEPTED));
            assertThat(device.publishes("T1", "21.5")).isEqualTo(ReturnCode.ACCEPTED);
            assertThat(gateway.awaitsEvent("broker.reachable")).contains(url);
            assertThat(gateway.events("broker.unreachable")).hasSize(1);
            gateway.terminates();
            assertThat(Files.readString(folder.resolve("classes.log")))
                    .contains("org.sngateway.gateway.Gateway ")
                    .doesNotContain("org.apache.activemq");
        }
    }

    @Test
    void saysThatTheBrokerRefusesItsPassword() throws Exception {
        Files.writeString(folder.resolve("right"), "secret\n");
        Files.writeString(folder.resolve("wrong"), "guess\n");
        try (MosquittoProcess broker =
                MosquittoProcess.in(folder).user("gateway", "secret").start()) {
            String url = "mqtt://127.0.0.1:" + broker.port();
            String[] login = {"broker.username=gateway", "broker.password_file="};
            assertThat(probe(0, url, login[0], login[1] + "right")).contains("logged in to the broker " + url);
            assertThat(probe(77, url, login[0], login[1] + "wrong"))
                    .contains("the broker " + url + " does not let this gateway in", "NOT_AUTHORIZED");
            assertThat(probe(77, url, "broker.mqtt_version=3.1.1")).contains("NOT_AUTHORIZED");
            try (GatewayProcess gateway =
                    GatewayProcess.runWithBroker(folder, url, "--set", login[0], "--set", login[1] + "wrong")) {
                assertThat(gateway.awaitsEvent("broker.refused"))
                        .contains("level=warn", url, "NOT_AUTHORIZED", "broker.password_file");
                gateway.terminates();
            }
        }
    }

    private String probe(int exitCode, String url, String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("check", "--probe", "--set", "broker.url=" + url, "--set", ANY_UDP));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        return GatewayProcess.output(folder, exitCode, arguments.toArray(new String[0]));
    }
}

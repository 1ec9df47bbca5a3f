package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user gets wrong at the command line and in the configuration: an exit code and one clear sentence each. */
class MistakesIT {
    private static final String ANY_UDP = "listeners.0.bind=127.0.0.1:0";

    @TempDir
    Path folder;

    private String output(int exitCode, String... arguments) {
        return GatewayProcess.output(folder, exitCode, arguments);
    }

    @Test
    void namesTheBusyUdpPortAndItsOption() throws Exception {
        try (DatagramSocket busy = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + busy.getLocalPort();
            String output =
                    output(73, "run", "--set", "broker.url=mqtt://127.0.0.1:1", "--set", "listeners.0.bind=" + address);
            assertThat(output.lines().filter(line -> line.contains("level=error")))
                    .singleElement()
                    .asString()
                    .contains("gateway.not_started", address, "is in use by another process", "listeners");
        }
    }

    @Test
    void namesTheBusyPortOfTheEmbeddedBrokerAndItsOption() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + busy.getLocalPort();
            String output = output(73, "run", "--set", "broker.embedded.bind=" + address, "--set", ANY_UDP);
            assertThat(output.lines())
                    .singleElement()
                    .asString()
                    .contains("gateway.not_started", address, "broker.embedded.bind", "broker.url");
            assertThat(output(73, "check", "--probe", "--set", "broker.embedded.bind=" + address, "--set", ANY_UDP))
                    .contains(address, "broker.embedded.bind");
        }
    }

    @Test
    void saysWhichTlsFileIsBad() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.pem"), "this is no certificate\n");
        String url = "broker.url=mqtts://127.0.0.1:1";
        assertThat(output(78, "run", "--set", url, "--set", ANY_UDP, "--set", "broker.tls.ca=" + bad))
                .contains("broker.tls", "bad.pem");
        assertThat(output(78, "check", "--set", url, "--set", "broker.tls.ca=" + bad))
                .contains("broker.tls", "bad.pem");
        assertThat(output(78, "run", "--set", url, "--set", ANY_UDP, "--set", "broker.tls.ca=missing.pem"))
                .contains("broker.tls.ca", "missing.pem");
        assertThat(output(
                        78,
                        "check",
                        "--probe",
                        "--set",
                        url,
                        "--set",
                        ANY_UDP,
                        "--set",
                        "broker.tls.cert=" + bad,
                        "--set",
                        "broker.tls.key=" + bad))
                .contains("broker.tls", "bad.pem");
    }

    @Test
    void pointsAtTheUnknownKey() throws Exception {
        Files.writeString(folder.resolve("sn-gateway.yaml"), "broker:\n  ulr: mqtt://localhost\n");
        String output = output(78, "run", "-c", "sn-gateway.yaml");
        assertThat(output).contains("sn-gateway.yaml", "2:3", "broker.ulr", "did you mean \"url\"?");
        assertThat(output(78, "check", "sn-gateway.yaml")).contains("2:3");
        assertThat(output(78, "run", "-c", "missing.yaml")).contains("missing.yaml", "no such file");
    }

    @Test
    void refusesCommandsAndOptionsItDoesNotKnow() {
        assertThat(output(64, "rum")).contains("there is no command \"rum\"", "run", "--help");
        assertThat(output(64, "run", "--sett", "a=b")).contains("Unknown option", "--sett");
        assertThat(output(64)).contains("Usage:");
    }
}

package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.adapter.broker.BrokerSettings.ProtocolVersion;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.session.port.BrokerEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS, WebSocket and credentials against a real broker; the certificates are made for the test. */
class TlsIT {
    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void makeCertificates() throws Exception {
        Assumptions.assumeTrue(openssl("version"), "needs openssl");
        assertThat(openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca"
                        + " -keyout ca.key -out ca.pem"))
                .isTrue();
        certificate("server", "subjectAltName=IP:127.0.0.1");
        certificate("client", "basicConstraints=CA:FALSE");
    }

    private static void certificate(String name, String extension) throws Exception {
        Files.writeString(folder.resolve(name + ".ext"), extension);
        assertThat(openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout "
                        + name + ".key -out " + name + ".csr"))
                .isTrue();
        assertThat(openssl("x509 -req -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial -in " + name + ".csr -out "
                        + name + ".pem -extfile " + name + ".ext"))
                .isTrue();
    }

    private static boolean openssl(String arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static BrokerEvent.@Nullable OpenFailed failureOf(BrokerSettings settings) {
        try (ShardFixture shard = new ShardFixture(settings)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.open(leg, true, true, null);
            shard.awaitUntil("an outcome", () -> !shard.events().isEmpty());
            return shard.events().get(0) instanceof BrokerEvent.OpenFailed failed ? failed : null;
        }
    }

    private static BrokerSettings settings(int port, BrokerTls.@Nullable Files files, @Nullable String webSocketPath)
            throws Exception {
        BrokerTls tls = files == null ? null : BrokerTls.load(files);
        return ShardFixture.settings(
                new BrokerSettings.Server("127.0.0.1", port, webSocketPath, tls, ProtocolVersion.MQTT_5),
                BrokerCredentials.same(new BrokerCredentials("user", Octets.ofUtf8("secret"))));
    }

    @Test
    void trustsTheBrokerOfItsCaOnlyAndPresentsItsCertificate() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.in(folder)
                .tls(file("server.pem"), file("server.key"), file("ca.pem"))
                .start()) {
            Path certificate = file("client.pem");
            Path key = file("client.key");
            int port = broker.port();
            assertThat(failureOf(settings(port, new BrokerTls.Files(file("ca.pem"), certificate, key, true), null)))
                    .isNull();
            assertThat(failureOf(settings(port, new BrokerTls.Files(null, certificate, key, false), null)))
                    .isNull();
            BrokerEvent.OpenFailed untrusted = Objects.requireNonNull(
                    failureOf(settings(port, new BrokerTls.Files(null, certificate, key, true), null)));
            assertThat(untrusted.code()).isEqualTo(ReturnCode.CONGESTION);
            assertThat(untrusted.detail()).contains("certification path");
            assertThat(failureOf(settings(port, new BrokerTls.Files(file("ca.pem"), null, null, true), null)))
                    .isNotNull();
        }
    }

    @Test
    void logsInWithUserNameAndPassword() throws Exception {
        try (MosquittoProcess broker =
                MosquittoProcess.in(folder).user("user", "secret").start()) {
            assertThat(failureOf(settings(broker.port(), null, null))).isNull();
            BrokerEvent.OpenFailed anonymous =
                    Objects.requireNonNull(failureOf(ShardFixture.settings(broker.port(), ProtocolVersion.MQTT_5)));
            assertThat(anonymous.code()).isEqualTo(ReturnCode.NOT_SUPPORTED);
        }
    }

    @Test
    void speaksWebSocket() throws Exception {
        try (ScriptedMqttBroker broker = new ScriptedMqttBroker("/mqtt")) {
            assertThat(failureOf(settings(broker.port(), null, "mqtt"))).isNull();
        }
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAFile() {
        assertThatThrownBy(() -> BrokerTls.load(new BrokerTls.Files(file("none.pem"), null, null, true)))
                .hasMessageContaining("cannot read")
                .hasMessageContaining("none.pem");
        assertThatThrownBy(
                        () -> BrokerTls.load(new BrokerTls.Files(null, file("client.pem"), file("client.pem"), true)))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> BrokerTls.load(new BrokerTls.Files(null, file("client.pem"), null, true)))
                .hasMessageContaining("both");
        assertThatThrownBy(() -> BrokerTls.load(new BrokerTls.Files(file("ca.key"), null, null, true)))
                .hasMessageContaining("ca.key");
    }
}

package org.sngateway.gateway.adapter.embedded;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerIT {
    @TempDir
    private Path directory;

    @BeforeAll
    static void needsMosquitto() {
        Mosquitto.assumeInstalled();
    }

    private EmbeddedBrokerSettings settings() {
        return EmbeddedBrokerSettings.in(directory.resolve("broker")).withPort(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"311", "5"})
    void whatWasAcknowledgedSurvivesSigkill(String version) throws Exception {
        String id = "device 1:/" + "x".repeat(118);
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), 0)) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            mosquitto.subscribe("-V", version, "-i", id, "-c", "-x", "3600", "-q", "2", "-t", "cmd/#", "-E");
            mosquitto.publish("-V", version, "-q", "1", "-t", "cmd/a.b", "-m", "one");
            mosquitto.publish("-V", version, "-q", "2", "-t", "cmd/x", "-m", "two");
            mosquitto.publish("-V", version, "-q", "1", "-r", "-t", "state", "-m", "kept");
            broker.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings())) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            assertThat(mosquitto.subscribe(
                            "-V", version, "-i", id, "-c", "-x", "3600", "-q", "2", "-t", "cmd/#", "-v", "-C", "2",
                            "-W", "10"))
                    .containsExactlyInAnyOrder("cmd/a.b one", "cmd/x two");
            assertThat(mosquitto.subscribe("-V", version, "-t", "state", "-F", "%r %p", "-C", "1", "-W", "10"))
                    .containsExactly("1 kept");
        }
    }

    @Test
    void keepsOddTopicNamesApart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings())) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            String[] topics = {"a.b/c", "a/b/c", "a/*", "a/x", "$x/y", "é", "ip/fd12::a7", "ip/fd12", "a//b", "."};
            for (String topic : topics) {
                mosquitto.publish("-V", "5", "-q", "1", "-r", "-t", topic, "-m", "of " + topic);
            }
            for (String topic : topics) {
                assertThat(mosquitto.subscribe("-V", "5", "-t", topic, "-v", "-W", "2", "-C", "1"))
                        .containsExactly(topic + " of " + topic);
            }
            assertThat(mosquitto.subscribe("-V", "311", "-t", "a/+", "-v", "-W", "2", "-C", "2"))
                    .containsExactlyInAnyOrder("a/* of a/*", "a/x of a/x");
        }
    }

    @Test
    void clientsNeverShareAQueueByTheirNames() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings())) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            mosquitto.subscribe("-i", "a.b", "-c", "-q", "1", "-t", "c", "-E");
            mosquitto.subscribe("-i", "a", "-c", "-q", "1", "-t", "b.c", "-E");
            mosquitto.publish("-q", "1", "-t", "c", "-m", "1");
            mosquitto.publish("-q", "1", "-t", "b.c", "-m", "2");
            assertThat(mosquitto.subscribe("-i", "a.b", "-c", "-q", "1", "-t", "c", "-v", "-C", "1", "-W", "5"))
                    .containsExactly("c 1");
            assertThat(mosquitto.subscribe("-i", "a", "-c", "-q", "1", "-t", "b.c", "-v", "-C", "1", "-W", "5"))
                    .containsExactly("b.c 2");
        }
    }

    @Test
    void forgetsASessionWhoseExpiryIsOver() throws Exception {
        EmbeddedBrokerSettings settings = settings();
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            mosquitto.subscribe("-V", "5", "-i", "s", "-c", "-x", "1", "-q", "1", "-t", "s", "-E");
            Awaitility.await().until(() -> broker.queueCount() == 0);
        }
    }

    @Test
    void admitsOnlyTheLoginThatIsSet() throws Exception {
        EmbeddedBrokerSettings settings = settings().withLogin(new EmbeddedBrokerSettings.Login("gw", "s3cret"));
        assertThat(settings.toString()).doesNotContain("s3cret");
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            Mosquitto mosquitto = new Mosquitto(broker.port());
            mosquitto.publish("-u", "gw", "-P", "s3cret", "-q", "1", "-t", "a", "-m", "x");
            assertThat(mosquitto.exitCode("mosquitto_pub", "-u", "gw", "-P", "no", "-q", "1", "-t", "a", "-m", "x"))
                    .isNotZero();
            assertThat(mosquitto.exitCode("mosquitto_pub", "-q", "1", "-t", "a", "-m", "x"))
                    .isNotZero();
        }
    }

    @Test
    void aBusyPortIsOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(settings().withPort(other.getLocalPort())))
                    .isInstanceOf(EmbeddedBrokerException.CannotBind.class)
                    .hasMessage("the embedded broker cannot listen on tcp 127.0.0.1:" + other.getLocalPort()
                            + ": Address already in use");
        }
    }

    @Test
    void aSecondBrokerOnOneDirectoryIsRefusedAndTheDirectoryIsFreeAfterStop() throws Exception {
        EmbeddedBrokerSettings settings = settings();
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            assertThat(broker.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                    .isInstanceOf(EmbeddedBrokerException.DirectoryUnusable.class)
                    .hasMessage("the embedded broker's directory " + settings.directory()
                            + " is in use by another gateway");
        }
        EmbeddedBroker.start(settings).stop();
    }
}

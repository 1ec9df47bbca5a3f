package org.sngateway.simulator.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The check on the MQTT side, against a real Mosquitto that mosquitto_pub publishes to. */
class BrokerSubscriberIT {
    private static final int RUN = 0x1234_5678;
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

    @TempDir
    Path directory;

    private int port;
    private @Nullable Process mosquitto;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(MOSQUITTO), "needs mosquitto");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
        mosquitto = new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(10)).until(this::isListening);
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (mosquitto != null) {
            mosquitto.destroy();
            mosquitto.waitFor();
        }
    }

    private void publish(Stamp stamp) throws IOException, InterruptedException {
        Process publisher = new ProcessBuilder(
                        "mosquitto_pub", "-p", Integer.toString(port), "-t", "bench/0", "-q", "1", "-s")
                .start();
        try (OutputStream input = publisher.getOutputStream()) {
            input.write(stamp.into(new byte[32]).toByteArray());
        }
        assertThat(publisher.waitFor()).isZero();
    }

    @Test
    void countsThisRunsMessages_andNoOthers() throws Exception {
        DeliveryLedger ledger = new DeliveryLedger(1);
        ledger.onSent(0);
        ledger.onSent(0);
        try (BrokerSubscriber subscriber = new BrokerSubscriber(URI.create("mqtt://127.0.0.1:" + port), ledger)) {
            subscriber.subscribe("bench/+", MqttQos.AT_LEAST_ONCE, RUN);
            publish(new Stamp(RUN + 1, 0, 0, 0));
            publish(new Stamp(RUN, 0, 1, 0));
            publish(new Stamp(RUN, 0, 1, 0));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ledger.totals(true).duplicates() == 1);
        }
        DeliveryLedger.Totals totals = ledger.totals(false);
        assertThat(totals.arrived()).isEqualTo(1);
        assertThat(totals.foreign()).isZero();
        assertThat(totals.lost()).isEqualTo(1);
    }

    @Test
    void unreachableBroker_isOneSentence() throws Exception {
        stop();
        assertThatThrownBy(() -> new BrokerSubscriber(URI.create("mqtt://127.0.0.1:" + port), new DeliveryLedger(1)))
                .isInstanceOf(LoadException.class)
                .hasMessageStartingWith("cannot connect to 127.0.0.1:");
    }
}

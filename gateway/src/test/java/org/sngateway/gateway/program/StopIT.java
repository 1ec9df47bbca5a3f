package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.ReturnCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SIGTERM and Ctrl-C end the program in order, with exit code 0 and without waiting for what does not come, whatever the broker
 * does.
 */
class StopIT {
    private static final int DEVICES = 500;

    @TempDir
    Path folder;

    @Test
    void stopsWithManyDevicesConnected() throws IOException {
        List<Device> devices = new ArrayList<>();
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder)) {
            InetSocketAddress address = gateway.sensorAddress();
            for (int i = 0; i < DEVICES; i++) {
                devices.add(new Device(address));
                devices.get(i).sendsConnect("device-" + i);
            }
            for (int i = 0; i < DEVICES; i++) {
                devices.get(i).connects("device-" + i, true);
            }
            assertThat(gateway.terminates()).as("milliseconds to stop").isLessThan(GatewayProcess.STOP_MILLIS_MAX);
            assertThat(gateway.events("gateway.health")).last().asString().contains("session_failures=0");
            assertThat(gateway.output()).endsWith("event=gateway.stopped");
        } finally {
            devices.forEach(Device::close);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsWhileTheBrokerAcceptsAndNeverAnswers(boolean byCtrlC) throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                GatewayProcess gateway =
                        GatewayProcess.runWithBroker(folder, "mqtt://127.0.0.1:" + mute.getLocalPort());
                Device device = new Device(gateway.sensorAddress())) {
            device.sendsConnect("therm");
            long millis = byCtrlC ? gateway.isInterrupted() : gateway.terminates();
            assertThat(millis).as("milliseconds to stop").isLessThan(GatewayProcess.STOP_MILLIS_MAX);
        }
    }

    @Test
    void stopsWhileThereIsNoBroker() throws IOException {
        try (GatewayProcess gateway = GatewayProcess.runWithBroker(folder, "mqtt://127.0.0.1:" + FreePorts.tcp());
                Device device = new Device(gateway.sensorAddress())) {
            assertThat(device.connectAnswer("therm", true)).isEqualTo(ReturnCode.CONGESTION);
            assertThat(gateway.terminates()).as("milliseconds to stop").isLessThan(GatewayProcess.STOP_MILLIS_MAX);
        }
    }
}

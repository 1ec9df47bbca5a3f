package org.sngateway.simulator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The device tools as a user runs them: the packaged gateway, a real Mosquitto, and its clients on the other side. */
class DeviceToolsIT {
    private static final List<Process> PROCESSES = new ArrayList<>();

    @TempDir
    static Path folder;

    private static int brokerPort;
    private static int gatewayPort;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0);
                DatagramSocket udp = new DatagramSocket(0)) {
            brokerPort = tcp.getLocalPort();
            gatewayPort = udp.getLocalPort();
        }
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + brokerPort + " 127.0.0.1\nallow_anonymous true\n");
        launch("mosquitto", mosquitto(), "-v", "-c", configuration.toString());
        launch(
                "gateway",
                java(),
                "-Xmx128m",
                "-jar",
                Path.of("../gateway/target/sn-gateway.jar").toAbsolutePath().toString(),
                "run",
                "--set",
                "broker.url=mqtt://127.0.0.1:" + brokerPort,
                "--set",
                "listeners=[{name: a, bind: \"127.0.0.1:" + gatewayPort + "\"}]",
                "--set",
                "protocol.publish_minus_one.enabled=true",
                "--set",
                "topics.predefined=[{id: 1, topic: \"sensors/{client_id}/temp\"}, {id: 2, topic: minus}]");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> run("probe 127.0.0.1:" + gatewayPort + " --timeout 1").exitCode == 0);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process process : PROCESSES) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static String mosquitto() {
        return Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Process launch(String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        PROCESSES.add(process);
        return process;
    }

    /** Something of Mosquitto that runs until it has what it waits for. */
    private static Process subscriber(String name, String filter, int count) throws IOException {
        Process process = launch(
                name,
                "mosquitto_sub",
                "-p",
                Integer.toString(brokerPort),
                "-i",
                name,
                "-q",
                "2",
                "-t",
                filter,
                "-C",
                Integer.toString(count),
                "-W",
                "30",
                "-F",
                "got %q %r %t %p");
        await().atMost(Duration.ofSeconds(10)).until(() -> printed("mosquitto").contains("Sending SUBACK to " + name));
        return process;
    }

    private static String printed(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static List<String> got(String name) throws IOException {
        return printed(name).lines().filter(line -> line.startsWith("got ")).toList();
    }

    private static void publish(String topic, String payload) throws Exception {
        Process publisher = new ProcessBuilder(
                        "mosquitto_pub", "-p", Integer.toString(brokerPort), "-q", "1", "-t", topic, "-m", payload)
                .start();
        assertThat(publisher.waitFor()).isZero();
    }

    /** What a command printed and how it ended. */
    private record Result(int exitCode, String output) {}

    private static Result run(String line) {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            int exitCode = SimulatorMain.run(line.split(" ", -1));
            return new Result(exitCode, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static Result device(String line) {
        String command = line.substring(0, line.indexOf(' '));
        return run(command + " -p " + gatewayPort + line.substring(command.length()));
    }

    @Test
    void publishesAtAllLevels_toAllKindsOfTopics() throws Exception {
        Process subscriber = subscriber("levels", "#", 7);
        for (String line : List.of(
                "pub -t up/a -q 0 -m zero",
                "pub -t up/a -q 1 -m one -r",
                "pub -t up/a -q 2 -m two",
                "pub -t ab -q 1 -m short",
                "pub -i therm-1 -T 1 -q 1 -m 21.5",
                "pub -T 2 -q -1 -m minus",
                "pub -t up/b -q 1 -m behind --fe --wlnid 07")) {
            assertThat(device(line).exitCode()).as(line).isZero();
        }
        assertThat(subscriber.waitFor()).isZero();
        assertThat(got("levels"))
                .containsExactlyInAnyOrder(
                        "got 0 0 up/a zero",
                        "got 1 0 up/a one",
                        "got 2 0 up/a two",
                        "got 1 0 ab short",
                        "got 1 0 sensors/therm-1/temp 21.5",
                        "got 0 0 minus minus",
                        "got 1 0 up/b behind");
    }

    @Test
    void aSleeperCollectsWhatItsApplicationSends() throws Exception {
        Process sleeper = launch(
                "sleeper",
                java(),
                "-jar",
                Path.of("target/sn-sim.jar").toAbsolutePath().toString(),
                "sub",
                "-d",
                "-p",
                Integer.toString(gatewayPort),
                "-i",
                "sleeper",
                "-t",
                "cmd/sleeper",
                "-q",
                "1",
                "-e",
                "2",
                "-C",
                "2",
                "-v");
        await().atMost(Duration.ofSeconds(20)).until(() -> printed("sleeper").contains("PINGREQ"));
        publish("cmd/sleeper", "on");
        publish("cmd/sleeper", "off");
        assertThat(sleeper.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sleeper.exitValue()).isZero();
        assertThat(printed("sleeper").lines()).containsSubsequence("cmd/sleeper on", "cmd/sleeper off");
    }

    @Test
    void itsWillComes_whenItIsKilled() throws Exception {
        Process subscriber = subscriber("will", "state/#", 1);
        Process victim = launch(
                "victim",
                java(),
                "-jar",
                Path.of("target/sn-sim.jar").toAbsolutePath().toString(),
                "sub",
                "-d",
                "-p",
                Integer.toString(gatewayPort),
                "-t",
                "cmd/victim",
                "-k",
                "2",
                "--will-topic",
                "state/victim",
                "--will-payload",
                "lost");
        await().atMost(Duration.ofSeconds(20)).until(() -> printed("victim").contains("SUBACK"));
        victim.destroyForcibly();
        assertThat(subscriber.waitFor()).isZero();
        assertThat(got("will")).containsExactly("got 0 0 state/victim lost");
    }

    @Test
    void findsAndProbesTheGateway() {
        Result found = run("discover 127.0.0.1:" + gatewayPort + " --wait 2 --json");
        assertThat(found.exitCode()).isZero();
        assertThat(found.output()).contains("127.0.0.1:" + gatewayPort);
        Result probe = run("probe 127.0.0.1:" + gatewayPort + " --prometheus");
        assertThat(probe.exitCode()).isZero();
        assertThat(probe.output()).contains("probe_success 1\n", "probe_duration_seconds{phase=\"connect\"} ");
    }

    @Test
    void tellsByItsExitCodeWhatWentWrong() throws IOException {
        assertThat(device("sub -t never/comes -W 1").exitCode()).isEqualTo(27);
        assertThat(device("pub -T 99 -q 1 -m x").exitCode()).isEqualTo(1);
        assertThat(device("pub -t a/b").exitCode()).isEqualTo(64);
        int unused;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertThat(run("pub -p " + unused + " -t a/b -m x").exitCode()).isEqualTo(69);
        assertThat(run("probe 127.0.0.1:" + unused).exitCode()).isEqualTo(69);
        assertThat(run("discover 127.0.0.1:" + unused + " --wait 1").exitCode()).isEqualTo(69);
    }
}

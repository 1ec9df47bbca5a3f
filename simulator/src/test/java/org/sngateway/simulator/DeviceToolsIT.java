package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The device tools as a user runs them, with the packaged gateway, a Mosquitto and its clients as the judges. */
class DeviceToolsIT {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Path SN_SIM = Path.of("target", "sn-sim.jar");
    private static final Path GATEWAY = Path.of("..", "gateway", "target", "sn-gateway.jar");

    @TempDir
    static Path folder = Path.of("");

    private static int brokerPort;
    private static int gatewayPort;
    private static @Nullable Program broker;
    private static @Nullable Program gateway;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(MOSQUITTO), "needs mosquitto");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mosquitto_sub")), "needs mosquitto_sub and mosquitto_pub");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            brokerPort = free.getLocalPort();
        }
        gatewayPort = freeUdpPort();
        Files.writeString(
                folder.resolve("mosquitto.conf"), "listener " + brokerPort + " 127.0.0.1\nallow_anonymous true\n");
        broker = Program.start(folder, List.of(MOSQUITTO.toString(), "-c", "mosquitto.conf"));
        broker.awaitLine("running");
        List<String> arguments = new ArrayList<>(List.of("run"));
        for (String setting : List.of(
                "broker.url=mqtt://127.0.0.1:" + brokerPort,
                "listeners.0.bind=127.0.0.1:" + gatewayPort,
                "listeners.0.discovery.groups=[]",
                "storage.dir=data",
                "http.enabled=false",
                "status_topics.enabled=false",
                "protocol.publish_minus_one.enabled=true",
                "topics.predefined=[{id: 1, topic: pre/up}, {id: 2, topic: \"cmd/{client_id}\"}]")) {
            arguments.addAll(List.of("--set", setting));
        }
        gateway = Program.java(folder, GATEWAY, arguments);
        gateway.awaitLine("event=broker.reachable");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String[] at(String command, int port, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "-h", "127.0.0.1", "-p", String.valueOf(port)));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    private static int pub(String... arguments) {
        return SimulatorMain.run(at("pub", gatewayPort, arguments));
    }

    private static Program tool(String command, String... arguments) throws IOException {
        return Program.java(folder, SN_SIM, List.of(at(command, gatewayPort, arguments)));
    }

    /** mosquitto_sub, once its subscription stands. */
    private static Program mosquittoSub(String filter, int count) throws IOException {
        Program subscriber = Program.start(
                folder,
                List.of(
                        "stdbuf",
                        "-oL",
                        "mosquitto_sub",
                        "-d",
                        "-p",
                        String.valueOf(brokerPort),
                        "-q",
                        "2",
                        "-t",
                        filter,
                        "-C",
                        String.valueOf(count),
                        "-F",
                        "got %t q%q %p"));
        subscriber.awaitLine("Subscribed");
        return subscriber;
    }

    private static List<String> got(Program subscriber) throws InterruptedException {
        assertThat(subscriber.exitCode()).isZero();
        return subscriber.lines().stream()
                .filter(line -> line.startsWith("got "))
                .toList();
    }

    private static void mosquittoPub(String topic, String message) throws IOException, InterruptedException {
        try (Program publisher = Program.start(
                folder,
                List.of("mosquitto_pub", "-p", String.valueOf(brokerPort), "-q", "2", "-t", topic, "-m", message))) {
            assertThat(publisher.exitCode()).isZero();
        }
    }

    @Test
    void pub_reachesTheBrokerAtEveryQosOverEveryTopicType_alsoThroughAForwarder() throws Exception {
        try (Program subscriber = mosquittoSub("#", 12)) {
            List<String> expected = new ArrayList<>();
            for (String qos : List.of("0", "1", "2")) {
                assertThat(pub("-t", "a/long/name", "-q", qos, "-m", "m")).isZero();
                assertThat(pub("-t", "ab", "-q", qos, "-m", "m")).isZero();
                assertThat(pub("-T", "1", "-q", qos, "-m", "m")).isZero();
                List.of("a/long/name", "ab", "pre/up")
                        .forEach(topic -> expected.add("got " + topic + " q" + qos + " m"));
            }
            assertThat(pub("-t", "ab", "-q", "-1", "-m", "minus")).isZero();
            assertThat(pub("-T", "1", "-q", "-1", "-m", "minus")).isZero();
            assertThat(pub("-t", "behind/it", "-q", "1", "-m", "m", "--fe", "--wlnid", "n7"))
                    .isZero();
            expected.addAll(List.of("got ab q0 minus", "got pre/up q0 minus", "got behind/it q1 m"));
            assertThat(got(subscriber)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void pub_takesLinesFromStandardInput() throws Exception {
        try (Program subscriber = mosquittoSub("lines", 3);
                Program publisher = tool("pub", "-t", "lines", "-q", "2", "-l")) {
            publisher.type("1\n\nlast without its end");
            assertThat(publisher.exitCode()).isZero();
            assertThat(got(subscriber))
                    .containsExactly("got lines q2 1", "got lines q2 ", "got lines q2 last without its end");
        }
    }

    @Test
    void sub_printsWhatMosquittoPublishes() throws Exception {
        String[] topics = {"-t", "down/#", "-t", "sh", "-T", "2"};
        List<String> arguments = new ArrayList<>(List.of(topics));
        arguments.addAll(List.of("-i", "s9", "-q", "2", "-v", "-C", "3", "-d"));
        try (Program subscriber = tool("sub", arguments.toArray(String[]::new))) {
            subscriber.awaitLine("SUBACK topic_id=2");
            mosquittoPub("down/x/y", "deep");
            mosquittoPub("sh", "short");
            mosquittoPub("cmd/s9", "predefined");
            assertThat(subscriber.exitCode()).isZero();
            assertThat(subscriber.lines()).contains("down/x/y deep", "sh short", "predefined/2 predefined");
        }
    }

    @Test
    void sleepingSub_hearsOfItWhenItWakes() throws Exception {
        try (Program sleeper = tool("sub", "-i", "sleeper", "-T", "2", "-q", "1", "-e", "2", "-C", "1", "-v", "-d")) {
            sleeper.awaitLine("<- DISCONNECT");
            mosquittoPub("cmd/sleeper", "wake");
            assertThat(sleeper.exitCode()).isZero();
            assertThat(String.join("\n", sleeper.lines()))
                    .containsSubsequence(
                            "-> DISCONNECT duration=2", "-> PINGREQ client=sleeper", "<- PUBLISH", "predefined/2 wake");
        }
    }

    @Test
    void killedSub_leavesItsWill_andOneThatIsToldToStopDoesNot() throws Exception {
        String[] arguments = {"-t", "x/y", "-k", "1", "--will-topic", "will/t", "--will-payload", "lost", "-d"};
        try (Program subscriber = mosquittoSub("will/t", 1)) {
            try (Program stopped = tool("sub", arguments)) {
                stopped.awaitLine("SUBACK");
                stopped.terminate();
                assertThat(stopped.exitCode()).isZero();
                assertThat(String.join("\n", stopped.lines())).containsSubsequence("-> DISCONNECT", "<- DISCONNECT");
            }
            assertThat(subscriber.lines()).noneMatch(line -> line.startsWith("got "));
            try (Program killed = tool("sub", arguments)) {
                killed.awaitLine("SUBACK");
                killed.kill();
                assertThat(got(subscriber)).containsExactly("got will/t q0 lost");
            }
        }
    }

    @Test
    void exitCodesTellWhy() throws IOException {
        int dead = freeUdpPort();
        assertThat(SimulatorMain.run(at("pub", dead, "-t", "x", "-m", "y"))).isEqualTo(69);
        assertThat(SimulatorMain.run("probe", "127.0.0.1:" + dead)).isEqualTo(69);
        assertThat(SimulatorMain.run("discover", "127.0.0.1:" + dead, "--wait", "0.2"))
                .isEqualTo(69);
        assertThat(SimulatorMain.run(at("sub", gatewayPort, "-t", "nothing/here", "-W", "0.2")))
                .isEqualTo(27);
        assertThat(SimulatorMain.run(at("sub", gatewayPort, "-t", "a/#/b"))).isEqualTo(77);
        assertThat(pub("-t", "a/b", "-q", "-1", "-m", "x")).isEqualTo(64);
        assertThat(pub("-t", "a/b", "-f", "there-is-no-such-file")).isEqualTo(1);
    }

    @Test
    void discoverAndProbe_tellOfTheGateway() throws Exception {
        String address = "127.0.0.1:" + gatewayPort;
        try (Program search = Program.java(folder, SN_SIM, List.of("discover", address, "--json"));
                Program probe = Program.java(folder, SN_SIM, List.of("probe", address, "--prometheus"))) {
            assertThat(search.exitCode()).isZero();
            assertThat(search.lines()).singleElement().asString().contains("\"gw_id\":1", address);
            assertThat(probe.exitCode()).isZero();
            assertThat(probe.lines()).contains("probe_success 1");
            assertThat(probe.lines())
                    .filteredOn(line -> line.startsWith("probe_duration_seconds{"))
                    .hasSize(4);
        }
    }
}

package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Packets of the packaged program as a file, judged by tshark, and on a terminal. */
class TraceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** CONNECT "node-1", clean, 600 s, in a forwarder's envelope of node 0A2B (MQTT-SN 1.2 s.5.5); message lengths in 1 octet. */
    private static final String FORWARDED_CONNECT = "05FE000A2B" + "0C0404010258" + "6E6F64652D31";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void needsTshark() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, "tshark")));
        Assumptions.assumeTrue(there, "needs tshark");
    }

    private GatewayProcess gateway() {
        return GatewayProcess.runEmbedded(
                folder,
                "--set",
                "listeners.1.name=six",
                "--set",
                "listeners.1.bind=[::1]:0",
                "--set",
                "protocol.forwarders=[loopback]");
    }

    private static String window(GatewayProcess gateway) {
        return "http://" + found(gateway.awaitsEvent("http.bound"), "address=(\\S+)");
    }

    private static InetSocketAddress six(GatewayProcess gateway) throws IOException {
        gateway.awaitsEvent("gateway.started");
        String line = gateway.events("listener.bound").get(1);
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        return new InetSocketAddress(
                InetAddress.getByAddress(loopback), Integer.parseInt(found(line, "udp=\\S*:(\\d+)")));
    }

    private static String found(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }

    private HttpRequest.Builder request(GatewayProcess gateway, String path) {
        String token = GatewayProcess.output(folder, 0, "token", "show").strip();
        return HttpRequest.newBuilder(URI.create(window(gateway) + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    private static void sends(InetSocketAddress gateway, String hex) throws IOException {
        byte[] octets = HexFormat.of().parseHex(hex);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.send(new DatagramPacket(octets, octets.length, gateway));
            socket.receive(new DatagramPacket(new byte[100], 100));
        }
    }

    @Test
    void tsharkDecodesACaptureOfBothVersionsOfIpAndAForwarder() throws Exception {
        try (GatewayProcess gateway = gateway();
                Device four = new Device(gateway.sensorAddress());
                Device six = new Device(six(gateway))) {
            HttpResponse<String> made = client.send(
                    request(gateway, "/captures")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"seconds\":600,\"max_bytes\":100000}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            String id = found(made.body(), "\"id\":\"(\\w+)\"");
            four.connects("therm", true);
            assertThat(four.publishes("T1", "21.5").isAccepted()).isTrue();
            six.connects("six", true);
            sends(gateway.sensorAddress(), FORWARDED_CONNECT);
            Path file = folder.resolve("capture.pcap");
            int here = gateway.sensorAddress().getPort();
            int there = six(gateway).getPort();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                Files.write(
                        file,
                        client.send(
                                        request(gateway, "/captures/" + id + ".pcap")
                                                .build(),
                                        HttpResponse.BodyHandlers.ofByteArray())
                                .body());
                assertThat(tshark(file, here, there)).hasSize(8);
            });
            assertThat(tshark(file, here, there))
                    .containsExactly(
                            "127.0.0.1 0x04 therm good",
                            "127.0.0.1 0x05  good",
                            "127.0.0.1 0x0c  good",
                            "127.0.0.1 0x0d  good",
                            "::1 0x04 six good",
                            "::1 0x05  good",
                            "127.0.0.1 0xfe node-1 good",
                            "127.0.0.1 0xfe  good");
            assertThat(raw(file)).contains(FORWARDED_CONNECT.toLowerCase(Locale.ROOT));
        }
    }

    /** Source, message type, client id, and whether all checksums are right, of each packet. */
    private static List<String> tshark(Path file, int here, int there) throws Exception {
        String lines = run(
                "tshark",
                "-r",
                file.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE",
                "-d",
                "udp.port==" + here + ",mqttsn",
                "-d",
                "udp.port==" + there + ",mqttsn",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-E",
                "occurrence=f",
                "-e",
                "ip.src",
                "-e",
                "ipv6.src",
                "-e",
                "mqttsn.msg.type",
                "-e",
                "mqttsn.client.id",
                "-e",
                "ip.checksum.status",
                "-e",
                "udp.checksum.status");
        return lines.lines()
                .map(line -> line.split("\\|", -1))
                .map(part -> part[0] + part[1] + " " + part[2] + " " + part[3] + " "
                        + (!part[4].equals("0") && part[5].equals("1") ? "good" : "bad " + part[4] + part[5]))
                .toList();
    }

    private static String raw(Path file) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void theCommandShowsOneDeviceAndEndsAfterSoManyPackets() throws Exception {
        try (GatewayProcess gateway = gateway();
                Device therm = new Device(gateway.sensorAddress());
                Device other = new Device(gateway.sensorAddress());
                GatewayProcess trace = GatewayProcess.start(
                        folder, "trace", "therm", "-n", "4", "--hex", "--pcap", "t.pcap", "--url", window(gateway))) {
            therm.connects("therm", true);
            other.connects("other", true);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                other.publishes("T1", "1");
                therm.publishes("T1", "21.5");
                return !trace.isAlive();
            });
            trace.ends(0);
            List<String> lines = trace.output().lines().toList();
            assertThat(lines.get(0))
                    .matches(
                            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} <- therm 127\\.0\\.0\\.1:\\d+ PUBLISH +topic_short=T1 qos=1 .*21\\.5.*");
            assertThat(lines.get(1)).contains("0c 22 54 31");
            assertThat(trace.output())
                    .contains("-> therm PUBACK")
                    .contains(" ms")
                    .doesNotContain("other");
            assertThat(Files.size(folder.resolve("t.pcap"))).isGreaterThan(24);
        }
    }
}

package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents say to type, typed; only the ports are others, so that nothing has to be free. Of the tutorial's last
 * step the sleep is 1 s, where the page says 60 s.
 */
class DocumentationIT {
    private static final Path ROOT = Path.of("..");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsMosquitto() {
        MosquittoClient.assumeInstalled();
    }

    private static String block(Path page, String language) throws IOException {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        assertThat(matcher.find()).as("a block of " + language + " in " + page).isTrue();
        return matcher.group(1);
    }

    @Test
    void theFirstMessageOfTheReadmeArrives() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder)) {
            String lines = block(ROOT.resolve("README.md"), "bash");
            String script = lines.replace("mosquitto_sub ", "mosquitto_sub -p " + gateway.embeddedPort() + " ")
                            .replace(
                                    "/127.0.0.1/1883",
                                    "/127.0.0.1/" + gateway.sensorAddress().getPort())
                    + "kill %1\n";
            Process bash = new ProcessBuilder("bash", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            assertThat(bash.inputReader(StandardCharsets.UTF_8).lines()).contains("T1 21.5");
        }
    }

    @Test
    void theTutorialsDeviceWorksAsThePageSays() throws Exception {
        String device = block(ROOT.resolve("docs/tutorials/first-device.md"), "python");
        Files.writeString(folder.resolve("therm.py"), device);
        String shortSleep =
                device.replace("send(DISCONNECT, struct.pack(\">H\", 60))", "send(DISCONNECT, b\"\\0\\1\")");
        assertThat(shortSleep).isNotEqualTo(device);
        Files.writeString(folder.resolve("short.py"), shortSleep);
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder);
                MosquittoClient subscriber = MosquittoClient.subscribe(gateway.embeddedPort(), "sensors/#")) {
            try (Python therm = new Python("therm.py", gateway)) {
                therm.prints("asleep");
                assertThat(subscriber.lines()).contains("sensors/therm/temp 21.5");
                MosquittoClient.publish(gateway.embeddedPort(), "cmd/therm", "measure every 10 s");
                therm.prints("command: measure every 10 s");
                therm.prints("gone");
            }
            try (Python therm = new Python("short.py", gateway)) {
                therm.prints("asleep");
            }
            assertThat(gateway.awaitsEvent("client.lost")).contains("client=therm");
            assertThat(gateway.events("client.lost")).hasSize(1);
        }
    }

    /** A script at work, which is ended when it is closed, as by Ctrl-C. */
    private final class Python implements AutoCloseable {
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Python(String script, GatewayProcess gateway) throws IOException {
            String port = String.valueOf(gateway.sensorAddress().getPort());
            process = new ProcessBuilder("python3", "-u", script, "127.0.0.1", port)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = process.inputReader(StandardCharsets.UTF_8);
            Thread reader = new Thread(() -> output.lines().forEach(lines::add), script);
            reader.setDaemon(true);
            reader.start();
        }

        void prints(String start) {
            Awaitility.await(start)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> lines.stream().anyMatch(line -> line.startsWith(start)));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

package org.sngateway.simulator.docs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * {@code docs/tutorials/three-scenarios.md}, done word for word with the packaged programs, a Mosquitto, and both lines of
 * paho-mqtt that are in use: 1.6, which Debian has, and 2.
 */
class ThreeScenariosIT {
    private static final Path PAGE = Path.of("..", "docs", "tutorials", "three-scenarios.md");
    private static final Path DEBIANS_PYTHON = Path.of("/usr/bin/python3");
    private static final String PAHO_2 = "2.1.0";
    private static final int INSTALL_SECONDS = 300;

    @TempDir
    Path folder = Path.of("");

    private final List<Path> links = new ArrayList<>();

    @AfterEach
    void unlink() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private void link(Path link, Path target) throws IOException {
        links.add(Files.createSymbolicLink(link, target));
    }

    @BeforeAll
    static void needs() {
        for (String program : List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto_sub", "/usr/bin/sqlite3")) {
            assumeTrue(Files.isExecutable(Path.of(program)), "needs " + program);
        }
        assumeTrue(Files.isExecutable(DEBIANS_PYTHON), "needs " + DEBIANS_PYTHON);
    }

    @Test
    void worksWithThePahoOfDebian() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        link(bin.resolve("python3"), DEBIANS_PYTHON);
        assertThat(pahoVersion(bin)).startsWith("1.6.");
        play(bin);
    }

    /** Without a network there is nothing to install from, and this fails: a page that was not tried is not right. */
    @Test
    void worksWithPaho2() throws Exception {
        Path environment = Path.of("target", "paho-" + PAHO_2).toAbsolutePath();
        Path bin = environment.resolve("bin");
        if (!Files.exists(environment.resolve("complete"))) {
            run(List.of(DEBIANS_PYTHON.toString(), "-m", "venv", "--clear", environment.toString()));
            run(List.of(bin.resolve("pip").toString(), "install", "-q", "paho-mqtt==" + PAHO_2));
            Files.createFile(environment.resolve("complete"));
        }
        assertThat(pahoVersion(bin)).isEqualTo(PAHO_2);
        play(bin);
    }

    private String pahoVersion(Path bin) throws IOException, InterruptedException {
        return run(List.of(
                bin.resolve("python3").toString(), "-c", "import paho.mqtt; print(paho.mqtt.__version__, end='')"));
    }

    /** The work folder lies beside the modules, as it does for a reader. */
    private void play(Path bin) throws IOException, InterruptedException {
        for (String module : List.of("gateway", "simulator")) {
            link(folder.resolve(module), Path.of("..", module).toRealPath());
        }
        Path work = Files.createDirectories(folder.resolve("three-scenarios"));
        Path java = Path.of(System.getProperty("java.home"), "bin");
        String path = bin + ":" + java + ":" + System.getenv("PATH");
        Map<String, String> ports = Map.of("1883", String.valueOf(freePort()));
        try (PageRun run = new PageRun(work, Map.of("PATH", path), ports)) {
            run.play(Page.read(PAGE));
        }
    }

    /** One that is free for UDP and TCP, because the page has the same number for both. */
    private static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        while (true) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (SocketException takenByAnother) {
                assertThat(takenByAnother).hasMessageContaining("in use");
            }
        }
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output;
    }
}

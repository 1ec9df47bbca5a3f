package org.sngateway.gateway.adapter.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An embedded broker in a Java process of its own, so that it can be killed. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static BrokerProcess start(Path directory, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dtinylog.level=warn",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString(),
                Integer.toString(port)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("listening ")) {
                return new BrokerProcess(process, Integer.parseInt(line.substring("listening ".length())));
            }
        }
        throw new IOException("the broker's process ended before it listened");
    }

    int port() {
        return port;
    }

    /** As by SIGKILL: no chance to write anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Arguments: directory, port. Runs until its standard input ends or it is killed. */
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        EmbeddedBroker broker = EmbeddedBroker.start(
                EmbeddedBrokerSettings.in(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1])));
        System.out.println("started in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        System.out.println("listening " + broker.port());
        System.in.transferTo(OutputStream.nullOutputStream());
        start = System.nanoTime();
        broker.stop();
        System.out.println("stopped in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}

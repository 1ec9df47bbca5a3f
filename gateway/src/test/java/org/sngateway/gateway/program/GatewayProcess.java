package org.sngateway.gateway.program;

import org.awaitility.Awaitility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code java -jar target/sn-gateway.jar ...}, with what it prints. Every output is looked through for stack traces. */
final class GatewayProcess implements AutoCloseable {
    /**
     * Takes less than any library's usual patience of ten seconds: a stop waits for nothing that does not come. How long it
     * takes on a quiet machine is measured elsewhere ({@code docs/reference/performance.md}).
     */
    static final long STOP_MILLIS_MAX = 8000;

    private static final Path JAR = Path.of("target", "sn-gateway.jar").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(60);
    private static final long END_SECONDS = 30;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private GatewayProcess(List<String> command, Path folder) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("SN_GATEWAY_"));
            builder.environment().put("SN_GATEWAY_HTTP__BIND", "127.0.0.1:0");
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        reader = new Thread(() -> output.lines().forEach(lines::add), "output of sn-gateway");
        reader.setDaemon(true);
        reader.start();
    }

    /** The program with these arguments, in this working directory. */
    static GatewayProcess start(Path folder, String... arguments) {
        return start(folder, List.of("-Xmx64m", "-XX:+UseSerialGC"), arguments);
    }

    static GatewayProcess start(Path folder, List<String> jvmOptions, String... arguments) {
        assertThat(JAR).as("the packaged program").exists();
        // What nohup and shells do to signals, children inherit, and the Java runtime leaves it so.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return new GatewayProcess(command, folder);
    }

    /** {@code run} with the embedded broker, on free ports, its data in {@code folder/data}; waits until it is ready. */
    static GatewayProcess runEmbedded(Path folder, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--set", "broker.embedded.bind=127.0.0.1:0", "--set", "listeners.0.bind=127.0.0.1:0"));
        arguments.addAll(List.of(more));
        GatewayProcess gateway = start(folder, arguments.toArray(new String[0]));
        gateway.awaitsEvent("gateway.started");
        return gateway;
    }

    /** {@code run} with a broker elsewhere; waits until it is ready. */
    static GatewayProcess runWithBroker(Path folder, String url, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--set", "broker.url=" + url, "--set", "listeners.0.bind=127.0.0.1:0"));
        arguments.addAll(List.of(more));
        GatewayProcess gateway = start(folder, arguments.toArray(new String[0]));
        gateway.awaitsEvent("gateway.started");
        return gateway;
    }

    /** The same with a small heap that is resident from the start: a leak on it ends the program, any other one shows. */
    static GatewayProcess runWithSmallHeap(Path folder, String url) {
        List<String> heap = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
        GatewayProcess gateway =
                start(folder, heap, "run", "--set", "broker.url=" + url, "--set", "listeners.0.bind=127.0.0.1:0");
        gateway.awaitsEvent("gateway.started");
        return gateway;
    }

    /** What a command that ends by itself printed; fails unless it ended with this exit code. */
    static String output(Path folder, int exitCode, String... arguments) {
        try (GatewayProcess program = start(folder, arguments)) {
            program.ends(exitCode);
            return program.output();
        }
    }

    /** Waits for a line of this event and returns it. */
    String awaitsEvent(String event) {
        Pattern line = Pattern.compile(".*\\bevent=" + Pattern.quote(event) + "\\b.*");
        Awaitility.await(event)
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hasLine(line) || !process.isAlive());
        return lines.stream()
                .filter(each -> line.matcher(each).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + event + " in:\n" + output()));
    }

    private boolean hasLine(Pattern line) {
        return lines.stream().anyMatch(each -> line.matcher(each).matches());
    }

    /** The lines of an event so far. */
    List<String> events(String event) {
        return lines.stream()
                .filter(line -> line.contains("event=" + event + " "))
                .toList();
    }

    /** The lines at level warn or error so far. */
    List<String> complaints() {
        return lines.stream()
                .filter(line -> line.contains("level=warn ") || line.contains("level=error "))
                .toList();
    }

    String output() {
        return String.join("\n", lines);
    }

    /** Where devices send to: the log tells. */
    InetSocketAddress sensorAddress() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), port(awaitsEvent("listener.bound"), "udp=\\S*:(\\d+)"));
    }

    /** Where MQTT clients connect to: the log tells. */
    int embeddedPort() {
        return port(awaitsEvent("broker.embedded"), "address=\\S*:(\\d+)");
    }

    private static int port(String line, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** SIGTERM, as {@code systemctl stop} sends it; the milliseconds it took, for a process that must end with 0. */
    long terminates() {
        return endsBySignal("TERM");
    }

    /** SIGINT, as Ctrl-C sends it. */
    long isInterrupted() {
        return endsBySignal("INT");
    }

    /** SIGHUP, as {@code systemctl reload} sends it. */
    void hangsUp() {
        run("kill", "-HUP", Long.toString(process.pid()));
    }

    private long endsBySignal(String signal) {
        long start = System.nanoTime();
        run("kill", "-" + signal, Long.toString(process.pid()));
        ends(0);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** SIGKILL. */
    void isKilled() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until it ends by itself. */
    void ends(int exitCode) {
        awaitEnd();
        assertThat(process.exitValue()).as(output()).isEqualTo(exitCode);
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
            reader.join(Duration.ofSeconds(END_SECONDS).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Resident memory, as the kernel counts it. */
    long residentKib() {
        try (var status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What a full collection leaves on the heap, counted by the JDK's own tool. */
    long liveHeapKib() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process histogram = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
            try (BufferedReader output = histogram.inputReader(StandardCharsets.UTF_8)) {
                return output.lines()
                        .filter(line -> line.startsWith("Total"))
                        .map(line -> line.substring(
                                line.lastIndexOf(' ', line.stripTrailing().length() - 1)))
                        .mapToLong(octets -> Long.parseLong(octets.strip()) / 1024)
                        .findFirst()
                        .orElseThrow();
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Runs a command of the system to its end; its exit code. */
    static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it at once if it runs still. Whatever happened, there must be no stack trace in what it printed. */
    @Override
    public void close() {
        isKilled();
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
    }
}

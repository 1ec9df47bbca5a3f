package org.sngateway.simulator.demo;

import org.sngateway.gateway.InProcessGateway;
import org.sngateway.gateway.command.Version;
import org.sngateway.simulator.tool.Interruption;
import org.sngateway.simulator.tool.ToolException;
import org.sngateway.simulator.tool.ToolExit;

import java.io.File;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The demonstration, from the first line to the last. */
public final class Demo {
    /** What is left of the two seconds that Ctrl-C may take, for a start that is not finished. */
    private static final long STOP_MILLIS = 1_500;

    private final DemoSettings settings;
    private final PrintWriter out;
    private final Tally tally = new Tally();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Demo(DemoSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs until Ctrl-C, or as long as the settings say; the exit code. What does not work is a {@link ToolException}. */
    public int run() {
        TemporaryFolder folder = new TemporaryFolder("sn-sim-demo-");
        try (Interruption interruption = new Interruption(() -> stop(folder))) {
            long startNanos = System.nanoTime();
            try (folder) {
                play(folder.path());
            } finally {
                stopped.countDown();
            }
            out.println(tally.summary(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos)));
            out.flush();
            return interruption.finished(ToolExit.OK);
        }
    }

    /** The broker takes seconds to start on a small machine and cannot be told to leave it: its folder goes all the same. */
    private void stop(TemporaryFolder folder) {
        end.countDown();
        try {
            if (!stopped.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                folder.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Path folder) {
        EventLines news = new EventLines(out, Clock.system(ZoneId.systemDefault()), settings.isQuiet());
        try (InProcessGateway gateway = InProcessGateway.start(assignments(folder))) {
            InetSocketAddress devices = gateway.sensorAddress();
            new Welcome(Version.text(), call(), hasMosquitto(), settings.thermometers())
                    .lines(
                            place(settings.bind(), devices.getPort(), settings.devicePort()),
                            place("127.0.0.1", gateway.brokerPort(), settings.brokerPort()),
                            gateway.pages())
                    .forEach(out::println);
            out.flush();
            try (RuleClient rule = new RuleClient(gateway.brokerPort(), news);
                    Things things = new Things(reachable(devices), settings.thermometers(), news, tally)) {
                await();
            }
        } catch (InProcessGateway.Failure failure) {
            throw new ToolException(failure.exitCode(), String.valueOf(failure.getMessage()));
        }
    }

    private static Welcome.Place place(String host, int port, PortChoice choice) {
        return new Welcome.Place(host, port, choice.isNextBest(port));
    }

    private void await() {
        try {
            if (settings.seconds() == 0) {
                end.await();
            } else {
                boolean ignored = end.await(settings.seconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without multicast groups: real devices nearby are not to take this for their gateway. */
    private List<String> assignments(Path folder) {
        String bind = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        return List.of(
                "gateway.name=demo",
                "listeners.0.bind=" + bind + ":" + settings.devicePort().udp(settings.bind()),
                "listeners.0.discovery.groups=[]",
                "broker.embedded.bind=127.0.0.1:" + settings.brokerPort().tcp(),
                "protocol.publish_minus_one.enabled=true",
                "topics.predefined=" + Topics.PREDEFINED,
                "storage.dir=" + folder,
                "http.bind=127.0.0.1:" + settings.pagesPort().tcp(),
                "log.level=warn");
    }

    /** Where things in this process send to when every address is listened to. */
    private static InetSocketAddress reachable(InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
    }

    /** How this program was called. */
    private static String call() {
        String classPath = System.getProperty("java.class.path", "");
        boolean isJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return isJar ? "java -jar " + classPath : "sn-sim";
    }

    private static boolean hasMosquitto() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "mosquitto_sub"))) {
                return true;
            }
        }
        return false;
    }
}

package org.sngateway.simulator.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts what the gateway writes for sleeping devices that wake up once a second, at half of the time that they announced:
 * first without and then with a message at each wake. A wake that is due to be stored is stored at once, so that it costs
 * the same at longer intervals, as long as the devices are few enough for each to have a commit of its own.
 */
public final class WriteWear {
    private static final int WAKE_MILLIS = 1_000;
    private static final long SETTLE_MILLIS = 3_000;

    private final CrashSettings settings;
    private final Shape shape;
    private final CrashReport report;

    /** @param wakesPerDay to extrapolate to */
    public record Shape(int devices, int seconds, int wakesPerDay) {}

    /** What a process has written: to files at all, and of that to the disk. */
    private record Written(long octets, long diskOctets, long calls) {
        static Written of(long pid) {
            try {
                Written written = new Written(0, 0, 0);
                for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "io"))) {
                    long value =
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
                    written = switch (line.substring(0, line.indexOf(':'))) {
                        case "wchar" -> new Written(value, written.diskOctets, written.calls);
                        case "syscw" -> new Written(written.octets, written.diskOctets, value);
                        case "write_bytes" -> new Written(written.octets, value, written.calls);
                        default -> written;
                    };
                }
                return written;
            } catch (IOException gone) {
                throw new CrashException("the gateway's process tells nothing of what it writes: " + gone.getMessage());
            }
        }
    }

    public WriteWear(CrashSettings settings, Shape shape, CrashReport report) {
        this.settings = settings;
        this.shape = shape;
        this.report = report;
    }

    /** Runs to the end; the report has the figures. */
    public void run() {
        try (Site site = new Site(settings, false);
                Load load = new Load(site, Shapes.asleep(shape.devices(), WAKE_MILLIS), settings.seed())) {
            Waiting.pass(SETTLE_MILLIS);
            measure(site, "wakes without a message");
            load.fleet.publish(true);
            Waiting.pass(SETTLE_MILLIS);
            long before = load.uplinks.promised();
            measure(site, "wakes with one QoS 1 message each");
            report.line("%d messages were acknowledged meanwhile", load.uplinks.promised() - before);
            load.calm();
            load.judge(report);
        }
    }

    private void measure(Site site, String what) {
        Written before = Written.of(site.gateway.pid());
        long startNanos = System.nanoTime();
        Waiting.pass(shape.seconds() * 1_000L);
        Written after = Written.of(site.gateway.pid());
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double wakes = seconds * 1_000 / WAKE_MILLIS * shape.devices();
        double perWake = (after.diskOctets - before.diskOctets) / wakes;
        report.line(
                "%s: %.0f octets to the disk for each (%.0f written in all, sockets and log included); %d wakes a day"
                        + " cost %.0f KiB a device",
                what,
                perWake,
                (after.octets - before.octets) / wakes,
                shape.wakesPerDay(),
                perWake * shape.wakesPerDay() / 1_024);
    }
}

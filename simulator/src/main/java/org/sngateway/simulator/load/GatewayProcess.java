package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The gateway's process as Linux's /proc tells of it: CPU time and resident memory. */
public final class GatewayProcess {
    /** What /proc counts CPU time in, on every Linux that Java runs on (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    private final Path directory;

    public GatewayProcess(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
        if (!Files.isReadable(directory.resolve("stat"))) {
            throw new LoadException("there is no process " + pid + " in /proc");
        }
    }

    /** One look. */
    public record Sample(double cpuSeconds, long residentKib) {}

    /** The figures now, or {@code null} when the process has gone. */
    public @Nullable Sample sample() {
        try {
            String stat = Files.readString(directory.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            return new Sample(ticks / TICKS_PER_SECOND, residentKib(Files.readAllLines(directory.resolve("status"))));
        } catch (IOException gone) {
            return null;
        }
    }

    private static long residentKib(List<String> status) {
        for (String line : status) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}

package org.sngateway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long this process has existed, Java's own start included. The Java platform knows the start of a process only to the
 * second on Linux, so the kernel is asked; elsewhere the time counts from when this class was first asked.
 */
final class ProcessAge {
    private static final long FIRST_NANOS = System.nanoTime();

    /** Linux counts in hundredths of a second here, whatever its clock ticks at. */
    private static final long TICK_MILLIS = 10;

    /** Where the start time stands among the fields behind the program's name (proc(5), field 22 of stat). */
    private static final int START_FIELD = 19;

    private ProcessAge() {}

    static long millis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double uptimeSeconds =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
            return Math.max(0, (long) (uptimeSeconds * 1000) - Long.parseLong(fields[START_FIELD]) * TICK_MILLIS);
        } catch (IOException | RuntimeException unknown) {
            return (System.nanoTime() - FIRST_NANOS) / 1_000_000;
        }
    }
}

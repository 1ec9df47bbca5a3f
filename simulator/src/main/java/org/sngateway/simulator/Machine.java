package org.sngateway.simulator;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine that a figure was made on. */
final class Machine {
    private static final double GIB = 1 << 30;

    private Machine() {}

    /** Processors, memory, Java and operating system. */
    static String line() {
        double memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize() / GIB
                        : 0;
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %.0f GiB, Java %s, %s %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                memory,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }
}

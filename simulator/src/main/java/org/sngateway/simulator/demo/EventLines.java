package org.sngateway.simulator.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints each event as one line, with the time of day in front. Any thread. */
final class EventLines implements News {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final Clock clock;
    private final boolean isQuiet;

    /** @param isQuiet whether nothing is printed at all */
    EventLines(PrintWriter out, Clock clock, boolean isQuiet) {
        this.out = out;
        this.clock = clock;
        this.isQuiet = isQuiet;
    }

    @Override
    public synchronized void tell(String who, String what) {
        if (!isQuiet) {
            out.println(TIME.format(LocalTime.now(clock)) + "  " + who + " " + what);
            out.flush();
        }
    }
}

package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.Phase;
import org.sngateway.simulator.fleet.Progress;
import org.sngateway.simulator.fleet.RunListener;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a run shows of itself while it goes on: a bar on a terminal; elsewhere a line a second, and of a run of more than two
 * minutes a line every ten. In virtual time no more than that on the wall.
 */
final class RunProgress implements RunListener, AutoCloseable {
    private static final long LONG_SECONDS = 120;
    private static final long LINE_SECONDS = 1;
    private static final long LINE_SECONDS_OF_LONG = 10;

    private final PrintWriter out;
    private final boolean isOnTerminal;
    private @Nullable TerminalBar bar;
    private long nextLineNanos = System.nanoTime();

    RunProgress(PrintWriter out, boolean isOnTerminal) {
        this.out = out;
        this.isOnTerminal = isOnTerminal;
    }

    @Override
    public void onSecond(Progress progress) {
        if (isOnTerminal) {
            show(progress);
        } else if (System.nanoTime() - nextLineNanos >= 0) {
            long planned = TimeUnit.NANOSECONDS.toSeconds(progress.plannedNanos());
            long every = planned > LONG_SECONDS ? LINE_SECONDS_OF_LONG : LINE_SECONDS;
            // A little early, or every other one would come just too late.
            nextLineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(every) - TimeUnit.MILLISECONDS.toNanos(100);
            out.println(line(progress));
            out.flush();
        }
    }

    private void show(Progress progress) {
        long planned = TimeUnit.NANOSECONDS.toSeconds(progress.plannedNanos());
        TerminalBar shown = bar;
        if (shown == null) {
            shown = new TerminalBar("run", planned, " s");
            bar = shown;
        }
        shown.stepTo(TimeUnit.NANOSECONDS.toSeconds(progress.elapsedNanos()), brief(progress));
    }

    private static String brief(Progress progress) {
        Progress.Messages second = progress.lastSecond();
        return String.format(
                Locale.ROOT,
                "%s: %d/s sent, %d/s arrived, %d lost",
                word(progress.phase()),
                second.sent(),
                second.delivered(),
                progress.total().lost());
    }

    /** One moment in a line: devices by state, what the last second brought, and the sums. */
    static String line(Progress progress) {
        Progress.Devices devices = progress.devices();
        Progress.Messages second = progress.lastSecond();
        Progress.Messages total = progress.total();
        return String.format(
                Locale.ROOT,
                "%5d s  %-8s  %d active %d asleep %d connecting %d off"
                        + "  last second: %d sent %d acked %d arrived %d down"
                        + "  in all: %d sent %d arrived, %d lost  lag p99 %.1f ms",
                TimeUnit.NANOSECONDS.toSeconds(progress.elapsedNanos()),
                word(progress.phase()),
                devices.active(),
                devices.asleep() + devices.awake(),
                devices.connecting(),
                devices.off(),
                second.sent(),
                second.acked(),
                second.delivered(),
                second.downlinkDelivered(),
                total.sent(),
                total.delivered(),
                total.lost(),
                progress.lagP99Nanos() / 1e6);
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

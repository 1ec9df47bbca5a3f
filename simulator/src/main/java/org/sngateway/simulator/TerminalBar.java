package org.sngateway.simulator;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;

/**
 * How far a command is, as a bar on a terminal's standard error; nothing elsewhere, so that no file or pipe is filled with it.
 * Not there before the first step. For any thread.
 *
 * <p>Lines are written here and not by the library's own console: that one takes Ctrl-C away from the Java machine, which then
 * ends at once, without a summary, and leaves the programs behind that it has started.
 */
final class TerminalBar implements AutoCloseable {
    /** ANSI: what the last line had beyond this one is erased. */
    private static final String TO_THE_END = "\u001b[K";

    private final String task;
    private final long steps;
    private final String unit;
    private final PrintStream terminal;
    private final boolean isOnTerminal;
    private @Nullable ProgressBar bar;

    /** @param unit what steps are, {@code " s"}; may be empty */
    TerminalBar(String task, long steps, String unit) {
        this(task, steps, unit, System.err, TerminalStyle.isTerminal());
    }

    TerminalBar(String task, long steps, String unit, PrintStream terminal, boolean isOnTerminal) {
        this.task = task;
        this.steps = steps;
        this.unit = unit;
        this.terminal = terminal;
        this.isOnTerminal = isOnTerminal;
    }

    synchronized void step() {
        if (isOnTerminal) {
            shown().step();
        }
    }

    /** @param message stands behind the bar */
    synchronized void stepTo(long step, String message) {
        if (isOnTerminal) {
            shown().stepTo(Math.min(steps, step)).setExtraMessage(message);
        }
    }

    private ProgressBar shown() {
        ProgressBar shown = bar;
        if (shown == null) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(steps)
                    .setConsumer(new DelegatingProgressBarConsumer(this::print, TerminalStyle.width() - 1));
            shown = unit.isEmpty() ? builder.build() : builder.setUnit(unit, 1).build();
            bar = shown;
        }
        return shown;
    }

    private void print(String line) {
        terminal.print("\r" + line + TO_THE_END);
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            terminal.println();
        }
    }
}

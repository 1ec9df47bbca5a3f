package org.sngateway.simulator;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * How far a command is, as a bar on a terminal; nothing elsewhere, so that no file or pipe is filled with it. Not there before
 * the first step. For any thread.
 */
final class TerminalBar implements AutoCloseable {
    private final String task;
    private final long steps;
    private final boolean isOnTerminal;
    private @Nullable ProgressBar bar;

    TerminalBar(String task, long steps) {
        this(task, steps, CommandLine.Help.Ansi.AUTO.enabled());
    }

    TerminalBar(String task, long steps, boolean isOnTerminal) {
        this.task = task;
        this.steps = steps;
        this.isOnTerminal = isOnTerminal;
    }

    synchronized void step() {
        if (!isOnTerminal) {
            return;
        }
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(steps)
                    .build();
            bar = shown;
        }
        shown.step();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

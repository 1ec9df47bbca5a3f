package org.sngateway.simulator;

import org.sngateway.simulator.report.TerminalSummary;
import picocli.CommandLine;

/** How reports look on this process's own terminal. */
final class TerminalStyle {
    private TerminalStyle() {}

    /** Coloured only on a terminal, and not when {@code NO_COLOR} is set; as wide as {@code COLUMNS} says. */
    static TerminalSummary.Style ofProcess() {
        String columns = System.getenv("COLUMNS");
        boolean isKnown = columns != null && columns.matches("[1-9][0-9]{1,3}");
        return new TerminalSummary.Style(
                isKnown ? Integer.parseInt(columns) : TerminalSummary.Style.PLAIN.width(),
                CommandLine.Help.Ansi.AUTO.enabled());
    }
}

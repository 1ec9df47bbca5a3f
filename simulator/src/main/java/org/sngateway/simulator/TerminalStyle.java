package org.sngateway.simulator;

import org.sngateway.simulator.report.TerminalSummary;
import picocli.CommandLine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How reports look on this process's own terminal. */
final class TerminalStyle {
    private static final int WIDTH_USUAL = 80;
    private static final String WIDTH = "[1-9][0-9]{1,3}";

    private TerminalStyle() {}

    /** Coloured only on a terminal, and not when {@code NO_COLOR} is set; as wide as {@code COLUMNS} says. */
    static TerminalSummary.Style ofProcess() {
        String columns = System.getenv("COLUMNS");
        boolean isKnown = columns != null && columns.matches(WIDTH);
        return new TerminalSummary.Style(
                isKnown ? Integer.parseInt(columns) : TerminalSummary.Style.PLAIN.width(), isTerminal());
    }

    /** Whether somebody looks, and {@code NO_COLOR} is not set. */
    static boolean isTerminal() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    /** Columns of the terminal, as stty(1) says; 80 where nobody knows. */
    static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            String columns = said.substring(said.indexOf(' ') + 1);
            return stty.waitFor(1, TimeUnit.SECONDS) && columns.matches(WIDTH)
                    ? Integer.parseInt(columns)
                    : WIDTH_USUAL;
        } catch (IOException nobodyKnows) {
            return WIDTH_USUAL;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return WIDTH_USUAL;
        }
    }
}

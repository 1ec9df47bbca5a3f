package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.report.ReportException;
import org.sngateway.simulator.report.Reports;
import org.sngateway.simulator.report.RunReader;
import org.sngateway.simulator.report.TerminalComparison;
import org.sngateway.simulator.report.TerminalSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code sn-sim report}: a run's report again from its JSON, or two runs side by side. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the result of a run again from its JSON file, and writes the page (HTML) anew.",
            "With --compare: the second run (B) beside it (A), and where B is better or worse."
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE.json", description = "what sn-sim run wrote")
    private @Nullable Path file;

    @Option(names = "--compare", paramLabel = "B.json", description = "another run, to be held against the first")
    private @Nullable Path compared;

    @Option(
            names = {"-o", "--html"},
            paramLabel = "FILE",
            description = "the page; default: beside FILE.json with the ending .html, or -compared.html")
    private @Nullable Path html;

    @Override
    public Integer call() {
        Path given = Objects.requireNonNull(file, "picocli asks for it");
        RunResult a = RunReader.read(given);
        RunResult b = compared == null ? null : RunReader.read(compared);
        Path page = html == null ? beside(given) : html;
        try {
            Reports.page(a, b, page);
        } catch (IOException unwritable) {
            throw new ReportException("the page " + page + " cannot be written: " + unwritable, unwritable);
        }
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets this").commandLine().getOut();
        out.print(TerminalSummary.text(a, TerminalStyle.ofProcess(), List.of(page)));
        if (b != null) {
            out.println();
            out.print(TerminalComparison.text(a, b));
        }
        out.flush();
        return SimulatorMain.OK;
    }

    private Path beside(Path given) {
        Path name = given.getFileName();
        String stem = name == null ? "report" : name.toString().replaceAll("\\.json$", "");
        return given.resolveSibling(stem + (compared == null ? ".html" : "-compared.html"));
    }
}

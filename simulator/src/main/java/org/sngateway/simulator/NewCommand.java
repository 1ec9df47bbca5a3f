package org.sngateway.simulator;

import org.sngateway.gateway.config.Spelling;
import org.sngateway.simulator.scenario.Scenarios;
import org.sngateway.simulator.scenario.Starter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/** {@code sn-sim new}: a scenario file to begin with. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes a commented scenario file to begin with. Overwrites nothing.")
final class NewCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "of the scenario; the file is NAME.yaml")
    String name = "";

    @Option(
            names = "--from",
            paramLabel = "SCENARIO",
            description = "a shipped scenario to copy; else a small one that shows most keys")
    String from = "";

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        String stem = name.replaceFirst("\\.ya?ml$", "");
        String base = stem.substring(stem.lastIndexOf('/') + 1);
        if (!base.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    command, "a name is letters, digits, \".\", \"_\" and \"-\", not \"" + name + "\"");
        }
        String shipped = from.isEmpty() ? Starter.TEXT : Scenarios.text(from);
        if (shipped == null) {
            String near = Spelling.nearest(from, Scenarios.names());
            throw new ParameterException(
                    command,
                    "there is no scenario \"" + from + "\"" + (near == null ? "" : " - did you mean " + near + "?")
                            + (near == null ? "; " : " ") + "sn-sim list names all");
        }
        Path file = Path.of(stem + ".yaml");
        String text = shipped.replaceFirst("(?m)^name: .*$", "name: " + base);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException exists) {
            command.getErr().println("sn-sim: " + file + " exists already; choose another name or remove it");
            return SimulatorMain.FAILURE;
        } catch (NoSuchFileException missing) {
            command.getErr()
                    .println("sn-sim: there is no folder "
                            + file.toAbsolutePath().getParent());
            return SimulatorMain.FAILURE;
        } catch (IOException failed) {
            command.getErr().println("sn-sim: cannot write " + file + ": " + failed.getMessage());
            return SimulatorMain.FAILURE;
        }
        command.getOut().println(file + " written; run it with: sn-sim run " + file);
        return SimulatorMain.OK;
    }
}

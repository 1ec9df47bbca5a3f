package org.sngateway.gateway.command;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code completion}: what makes a shell complete commands and options. */
@Command(name = "completion", description = "Prints a script that makes the shell complete commands and options.")
public final class CompletionCommand implements Callable<Integer> {

    /** Shells that are known. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final PrintWriter out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SHELL",
            description = "one of ${COMPLETION-CANDIDATES}, such as: source <(... completion bash)")
    private Shell shell = Shell.bash;

    public CompletionCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        switch (shell) {
            // picocli's script turns on zsh's emulation of bash's completion by itself.
            case bash, zsh -> out.println(AutoComplete.bash(root.getCommandName(), root));
            case fish -> fish(root.getCommandName(), root, "");
        }
        return ExitCode.OK;
    }

    /** @param seen the commands that have been typed so far, each followed by a space */
    private void fish(String program, CommandLine line, String seen) {
        String condition = seen.isEmpty() ? "__fish_use_subcommand" : after(seen);
        line.getSubcommands().forEach((name, command) -> {
            CommandSpec below = command.getCommandSpec();
            complete(
                    program,
                    condition,
                    "-f -a " + name,
                    first(below.usageMessage().description()));
            fish(program, command, seen + name + " ");
        });
        if (!seen.isEmpty()) {
            for (OptionSpec option : line.getCommandSpec().options()) {
                complete(program, after(seen), words(option), first(option.description()));
            }
        }
    }

    private static String after(String seen) {
        StringBuilder condition = new StringBuilder();
        for (String word : seen.strip().split(" ", -1)) {
            condition
                    .append(condition.length() == 0 ? "" : "; and ")
                    .append("__fish_seen_subcommand_from ")
                    .append(word);
        }
        return condition.toString();
    }

    private static String words(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            String word = name.startsWith("--") ? "-l " + name.substring(2) : "-o " + name.substring(1);
            words.append(words.length() == 0 ? "" : " ").append(word);
        }
        return words + (option.arity().max() > 0 ? " -r" : "");
    }

    private void complete(String program, String condition, String what, String description) {
        out.println("complete -c " + program + " -n '" + condition + "' " + what + " -d '"
                + description.replace("\\", "\\\\").replace("'", "\\'") + "'");
    }

    private static String first(String... description) {
        return description.length == 0 ? "" : description[0];
    }
}

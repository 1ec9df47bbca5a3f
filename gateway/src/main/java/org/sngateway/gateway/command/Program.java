package org.sngateway.gateway.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code sn-gateway} with its commands. */
public final class Program {

    /** Without a command: help, and an exit code that says that one was expected. */
    @Command(name = "sn-gateway", description = "MQTT-SN gateway: UDP devices in front, an MQTT broker behind.")
    private static final class Root implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("a command is missing");
        }
    }

    private Program() {}

    /** Does what the arguments say; the exit code. Prints no stack trace for what a user did. */
    public static int execute(Surroundings surroundings, String... arguments) {
        CommandLine line = commandLine(surroundings);
        if (arguments.length == 0) {
            line.usage(surroundings.err(), colours(surroundings));
            surroundings.err().flush();
            return ExitCode.USAGE;
        }
        int exitCode = line.execute(arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(new RunCommand(surroundings));
        line.addSubcommand(new CheckCommand(surroundings));
        line.addSubcommand(new ConfigCommand(surroundings));
        line.addSubcommand(new TraceCommand(surroundings));
        line.addSubcommand(new TokenCommand(surroundings));
        line.addSubcommand(new StatusCommand(surroundings));
        line.addSubcommand(new CommandLine(new ClientsCommand(surroundings))
                .addSubcommand(new ClientListCommand(surroundings))
                .addSubcommand(new ClientShowCommand(surroundings)));
        line.addSubcommand(
                new CommandLine(new QueueCommand(surroundings)).addSubcommand(new QueueListCommand(surroundings)));
        line.addSubcommand(new CommandLine(new TopicsCommand())
                .addSubcommand(new TopicsListCommand(surroundings))
                .addSubcommand(new TopicsAddCommand(surroundings))
                .addSubcommand(new TopicsRemoveCommand(surroundings))
                .addSubcommand(new TopicsReloadCommand(surroundings)));
        line.addSubcommand(new PublishCommand(surroundings));
        line.addSubcommand(new DoctorCommand(surroundings));
        line.addSubcommand(new CompletionCommand(surroundings.out()));
        line.addSubcommand(new VersionCommand(surroundings));
        addHelp(line);
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(colours(surroundings)));
        line.setParameterExceptionHandler((e, arguments) -> usage(e, surroundings));
        line.setExecutionExceptionHandler((e, command, result) -> {
            throw e;
        });
        return line;
    }

    private static void addHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.addOption(CommandLine.Model.OptionSpec.builder("--help")
                .usageHelp(true)
                .type(boolean.class)
                .description("shows this help")
                .build());
        line.getSubcommands().values().forEach(Program::addHelp);
    }

    private static int usage(ParameterException e, Surroundings surroundings) {
        CommandLine command = e.getCommandLine();
        surroundings.err().println(command.getCommandSpec().qualifiedName() + ": " + sentence(e));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, surroundings.err());
        surroundings.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException e) {
        boolean isUnmatched = e instanceof CommandLine.UnmatchedArgumentException;
        String word = isUnmatched
                ? ((CommandLine.UnmatchedArgumentException) e).getUnmatched().get(0)
                : "";
        if (!isUnmatched || word.startsWith("-")) {
            return String.valueOf(e.getMessage());
        }
        boolean takesCommand = !e.getCommandLine().getSubcommands().isEmpty();
        return (takesCommand ? "there is no command " : "there is one word too many: ") + "\"" + word + "\"";
    }

    /** Whether control sequences may be written to where results go. */
    static boolean isColoured(Surroundings surroundings) {
        return colours(surroundings).enabled();
    }

    private static Ansi colours(Surroundings surroundings) {
        boolean isPlain =
                !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return isPlain ? Ansi.OFF : Ansi.AUTO;
    }
}

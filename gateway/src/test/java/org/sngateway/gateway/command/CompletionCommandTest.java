package org.sngateway.gateway.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts, judged by the shells themselves where they are there. */
final class CompletionCommandTest {
    @TempDir
    Path folder;

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        picocli.CommandLine line = new picocli.CommandLine(new Root());
        line.addSubcommand(new CompletionCommand(new PrintWriter(out, true)));
        assertThat(line.execute("completion", shell)).isZero();
        return out.toString();
    }

    @picocli.CommandLine.Command(name = "sn-gateway")
    static final class Root implements Runnable {
        @picocli.CommandLine.Command(name = "clients", description = "The gateway's devices.")
        int clients(@picocli.CommandLine.Option(names = "--json", description = "as it's sent") boolean json) {
            return json ? 0 : 1;
        }

        @Override
        public void run() {
            throw new IllegalStateException("a command is missing");
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(completions("sn-gateway", "cl")).containsExactly("clients");
        assertThat(completions("sn-gateway", "clients", "--")).contains("--json");
    }

    /** What bash itself would offer for the last word. */
    private List<String> completions(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("completion.bash"), script("bash"));
        String line = String.join(" ", words);
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                                + "; COMP_LINE='" + line + "'; COMP_POINT=" + line.length()
                                + "; _complete_sn-gateway; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        List<String> offered = bash.inputReader().lines().toList();
        assertThat(bash.waitFor()).isZero();
        return offered;
    }

    @Test
    void fishIsToldCommandsOptionsAndWhatTheyAre() {
        assertThat(script("fish"))
                .contains(
                        "complete -c sn-gateway -n '__fish_use_subcommand' -f -a clients -d 'The gateway\\'s devices.'\n")
                .contains(
                        "complete -c sn-gateway -n '__fish_seen_subcommand_from clients' -l json -d 'as it\\'s sent'\n");
    }

    @Test
    void zshIsToldToUseBashsCompletion() {
        assertThat(script("zsh")).contains("bashcompinit");
    }
}

package org.sngateway.simulator.docs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what a page says, literally and in its order, in one folder. The only thing that is changed are port numbers.
 */
final class PageRun implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, String> ports;
    private final Map<String, Terminal> terminals = new HashMap<>();

    /**
     * @param folder where files are written and blocks are run
     * @param environment variables in addition to those of this process
     * @param ports what to use instead of a port number of the page
     */
    PageRun(Path folder, Map<String, String> environment, Map<String, String> ports) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.ports = Map.copyOf(ports);
    }

    void play(Page page) throws IOException, InterruptedException {
        for (Step step : page.steps()) {
            play(step);
        }
        for (Terminal terminal : terminals.values()) {
            if (terminal.isRunning()) {
                terminal.stop(0);
            }
            terminal.hasShownAll(0);
        }
    }

    private void play(Step step) throws IOException, InterruptedException {
        String text = ported(String.join("\n", step.text()) + "\n");
        switch (step.kind()) {
            case FILE -> Files.writeString(folder.resolve(step.name()), text);
            case RUN -> open(step, text).ends(step.line());
            case START -> open(step, text);
            case OUTPUT -> terminal(step).shows(new Expectation(text.lines().toList()), step.line());
            case STOP -> terminal(step).stop(step.line());
        }
    }

    private String ported(String text) {
        String result = text;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            result = Pattern.compile("\\b" + port.getKey() + "\\b")
                    .matcher(result)
                    .replaceAll(Matcher.quoteReplacement(port.getValue()));
        }
        return result;
    }

    /** Lines of a pipe would otherwise wait in the buffers of programs until there are many. */
    private Terminal open(Step step, String text) throws IOException {
        @Nullable Terminal before = terminals.get(step.name());
        if (before != null) {
            assertThat(before.isRunning())
                    .as("line %d: something runs in terminal %s", step.line(), step.name())
                    .isFalse();
            before.hasShownAll(step.line());
        }
        ProcessBuilder builder = new ProcessBuilder(
                        new ArrayList<>(List.of("setsid", "stdbuf", "-oL", "sh", "-e", "-c", text)))
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        Terminal terminal = new Terminal(step.name(), builder);
        terminals.put(step.name(), terminal);
        return terminal;
    }

    private Terminal terminal(Step step) {
        @Nullable Terminal terminal = terminals.get(step.name());
        if (terminal == null) {
            throw new IllegalArgumentException("line " + step.line() + ": there is no terminal " + step.name());
        }
        return terminal;
    }

    /** Ends what still runs, however. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (Terminal terminal : terminals.values()) {
            terminal.close();
        }
    }
}

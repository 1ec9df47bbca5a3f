package org.sngateway.simulator.docs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page whose fenced blocks say in invisible comments what becomes of them. Such a comment stands on a line of its
 * own before its block:
 *
 * <pre>
 * &lt;!-- file: NAME --&gt;       the block is the content of this file
 * &lt;!-- run: TERMINAL --&gt;    the block is typed, and ends with 0
 * &lt;!-- start: TERMINAL --&gt;  the block is typed, and goes on in this terminal
 * &lt;!-- output: TERMINAL --&gt; the block is what this terminal shows next ({@link Expectation})
 * &lt;!-- stop: TERMINAL --&gt;   without a block: Ctrl-C in this terminal
 * </pre>
 *
 * Blocks without such a comment are not for the machine.
 */
record Page(List<Step> steps) {
    private static final Pattern COMMENT = Pattern.compile("<!-- (file|run|start|output|stop): (\\S+) -->");
    private static final String FENCE = "```";

    Page {
        steps = List.copyOf(steps);
    }

    static Page read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    static Page of(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        @Nullable Matcher comment = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                int end = endOfBlock(lines, i);
                if (comment != null) {
                    steps.add(step(comment, i + 1, lines.subList(i + 1, end)));
                    comment = null;
                }
                i = end;
            } else if (comment != null && !line.isBlank()) {
                throw new IllegalArgumentException("line " + (i + 1) + ": the block of the comment above is missing");
            } else if (line.startsWith("<!--")) {
                Matcher found = COMMENT.matcher(line);
                if (!found.matches()) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": what is to be done with " + line);
                }
                if (found.group(1).equals("stop")) {
                    steps.add(step(found, i + 1, List.of()));
                } else {
                    comment = found;
                }
            }
        }
        if (comment != null) {
            throw new IllegalArgumentException("the block of the last comment is missing");
        }
        return new Page(steps);
    }

    private static int endOfBlock(List<String> lines, int start) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).equals(FENCE)) {
                return i;
            }
        }
        throw new IllegalArgumentException("line " + (start + 1) + ": this block does not end");
    }

    private static Step step(Matcher comment, int line, List<String> text) {
        Step.Kind kind = Step.Kind.valueOf(comment.group(1).toUpperCase(Locale.ROOT));
        return new Step(kind, comment.group(2), line, List.copyOf(text));
    }
}

package org.sngateway.gateway.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which finds what people who see, hear or move differently cannot use, by the rules of WCAG 2 levels A and AA. */
public final class Axe {
    private static final String RUN = """
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then((found) =>
              found.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.html + ' ' + node.failureSummary)))
            """;

    private final String script;

    public Axe() {
        try (InputStream stream = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (stream == null) {
                throw new IllegalStateException("axe.min.js is missing");
            }
            script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is wrong with the page as it is shown now, a line for each element. */
    public List<String> violations(Tab tab) {
        if (!Boolean.TRUE.equals(tab.evaluate("'axe' in window"))) {
            tab.evaluate(script + "; 0");
        }
        return tab.evaluate(RUN) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of("no answer");
    }
}

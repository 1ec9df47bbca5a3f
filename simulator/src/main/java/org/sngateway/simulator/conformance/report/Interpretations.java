package org.sngateway.simulator.conformance.report;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The paragraphs of {@code docs/reference/spec-interpretation.md}, by the anchors of their headings. */
public final class Interpretations {
    /** Where people find them. */
    public static final String PAGE = "docs/reference/spec-interpretation.md";

    private static final String RESOURCE = "/org/sngateway/simulator/conformance/spec-interpretation.md";

    /** One unclear clause. */
    public record Paragraph(String title, String text) {}

    private final Map<String, Paragraph> byAnchor;

    private Interpretations(Map<String, Paragraph> byAnchor) {
        this.byAnchor = byAnchor;
    }

    /** Those that came with this program. */
    public static Interpretations ofThisProgram() {
        try (InputStream page = Interpretations.class.getResourceAsStream(RESOURCE)) {
            return parse(page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Interpretations parse(String markdown) {
        Map<String, Paragraph> paragraphs = new LinkedHashMap<>();
        String[] sections = markdown.split("(?m)^## ", -1);
        for (int index = 1; index < sections.length; index++) {
            String section = sections[index];
            int end = section.indexOf('\n');
            String title = (end < 0 ? section : section.substring(0, end)).trim();
            String text = end < 0 ? "" : section.substring(end).trim();
            paragraphs.put(anchor(title), new Paragraph(title, text));
        }
        return new Interpretations(Collections.unmodifiableMap(paragraphs));
    }

    /** As Markdown viewers make it of a heading. */
    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    public Map<String, Paragraph> all() {
        return byAnchor;
    }

    public @Nullable Paragraph at(String anchor) {
        return byAnchor.get(anchor);
    }
}

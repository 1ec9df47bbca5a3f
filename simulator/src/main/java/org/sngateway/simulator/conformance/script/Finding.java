package org.sngateway.simulator.conformance.script;

/** Ends a test before its end: the gateway did something else than expected, or the test cannot be played. */
public final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What was found. */
    public enum Kind {
        /** Against what the test asks for: FAIL, or WARN when it is a SHOULD. */
        VIOLATION,
        /** The same, and nothing at all came: the gateway may be gone. */
        SILENCE,
        /** A known reading of an unclear clause: WARN. */
        READING,
        /** Nothing can be said: SKIP. */
        NOT_APPLICABLE
    }

    private final Kind kind;
    private final String reading;

    private Finding(Kind kind, String text, String reading) {
        super(text, null, false, false);
        this.kind = kind;
        this.reading = reading;
    }

    public static Finding violation(String text) {
        return new Finding(Kind.VIOLATION, text, "");
    }

    public static Finding silence(String text) {
        return new Finding(Kind.SILENCE, text, "");
    }

    /** @param reading one of {@link Reading} */
    public static Finding reading(String reading, String text) {
        return new Finding(Kind.READING, text, reading);
    }

    public static Finding notApplicable(String text) {
        return new Finding(Kind.NOT_APPLICABLE, text, "");
    }

    public Kind kind() {
        return kind;
    }

    /** The heading of {@code spec-interpretation.md} that tells about it, or empty. */
    public String reading() {
        return reading;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /** The same with words before it. */
    Finding before(String words) {
        return new Finding(kind, words + text(), reading);
    }
}

package org.sngateway.simulator.markup;

/** Text of any origin without what could move a cursor, change colours or turn the direction of writing. */
public final class Printable {
    private Printable() {}

    /** Line ends and tabs stay; other characters that cannot be seen become their code, {@code \\u001b}. */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (code == '\n' || code == '\t' || isSeen(code)) {
                printable.appendCodePoint(code);
            } else {
                printable.append(String.format("\\u%04x", code));
            }
        });
        return printable.toString();
    }

    /** The same on one line. */
    public static String line(String text) {
        return of(text.replaceAll("\\s+", " "));
    }

    private static boolean isSeen(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

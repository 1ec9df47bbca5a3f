package org.sngateway.gateway.command.screen;

/**
 * Text of devices as it may stand in a terminal. A client id may hold any character, also one that moves the cursor, changes
 * colours or turns the direction of writing round.
 */
final class Escapes {
    private Escapes() {}

    /** The text with every character that shows nothing, and the backslash, written with a backslash. */
    static String visible(String text) {
        if (text.codePoints().allMatch(Escapes::isPlain)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                visible.appendCodePoint(point);
            } else {
                visible.append(escaped(point));
            }
        });
        return visible.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> point != '\\';
        };
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
        };
    }
}

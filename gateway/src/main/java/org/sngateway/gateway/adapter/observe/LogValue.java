package org.sngateway.gateway.adapter.observe;

/**
 * Writes values that come from the network into a line of text so that they can neither end it, nor look like another
 * field, nor move a terminal's cursor.
 */
final class LogValue {
    /** Longer values are cut, with a mark, in this many UTF-16 units. */
    static final int LENGTH_MAX = 512;

    private LogValue() {}

    /** As it is when that is unmistakable, otherwise in double quotes with JSON's escapes. */
    static void appendLogfmt(StringBuilder line, String value) {
        if (isPlain(value)) {
            line.append(value);
        } else {
            appendQuoted(line, value);
        }
    }

    /** In double quotes, with JSON's escapes. */
    static void appendQuoted(StringBuilder line, String value) {
        line.append('"');
        int length = Math.min(value.length(), LENGTH_MAX);
        for (int i = 0; i < length; i++) {
            appendEscaped(line, value, i);
        }
        if (length < value.length()) {
            line.append("\u2026");
        }
        line.append('"');
    }

    private static void appendEscaped(StringBuilder line, String value, int index) {
        char c = value.charAt(index);
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isUnsafe(value, index)) {
                    line.append(String.format("\\u%04x", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    private static boolean isPlain(String value) {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '"' || c == '=' || c == '\\' || isUnsafe(value, i)) {
                return false;
            }
        }
        return true;
    }

    /** Controls, line and paragraph separators, invisible and direction-changing marks, and halves of pairs. */
    private static boolean isUnsafe(String value, int index) {
        char c = value.charAt(index);
        if (c < 0x7F) {
            return c < 0x20;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 >= Math.min(value.length(), LENGTH_MAX)
                    || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(value.charAt(index - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}

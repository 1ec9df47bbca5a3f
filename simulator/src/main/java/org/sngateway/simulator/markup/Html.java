package org.sngateway.simulator.markup;

/** Text of any origin as part of an HTML page. */
public final class Html {
    private Html() {}

    /** For element content and quoted attributes; characters that cannot be seen become {@code \\u202e} and the like. */
    public static String escape(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A JSON text as the content of a script element of type {@code application/json}, which it cannot end. */
    public static String escapeJson(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}

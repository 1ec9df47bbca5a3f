package org.sngateway.gateway.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Free text of a certain form.
 *
 * @param form what kind of text
 * @param mayBeEmpty whether no text is a value too
 * @param placeholders what may stand in braces; {@code null} elements never
 */
record Texts(Form form, boolean mayBeEmpty, List<String> placeholders) implements ValueType {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/ ]*)\\}");
    private static final int OCTETS_MAX = 65_535;

    static final Texts NAME = new Texts(Form.NAME, false, List.of());
    static final Texts USER = new Texts(Form.ANY, true, List.of());
    static final Texts GLOB = new Texts(Form.ANY, false, List.of());
    static final Texts INTERFACE = new Texts(Form.INTERFACE, false, List.of());

    /** The forms of text. */
    enum Form {
        ANY("text", "any text"),
        NAME("name", "letters, digits, \".\", \"_\" and \"-\", at most 64"),
        INTERFACE("interface", "auto, or names such as eth0"),
        CLIENT_ID("template", "a client id"),
        KEY("key", "letters, digits, \"_\" and \"-\", at most 64"),
        ICON("icon", "an icon such as mdi:thermometer"),
        TOPIC("topic name", "a topic name without + and #"),
        FILTER("topic filter", "a topic filter; + and # stand alone in their level, # at the end");

        private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final Pattern KEYS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
        private static final Pattern ICONS = Pattern.compile("[a-z0-9_-]+:[a-z0-9_-]+");
        private static final Pattern INTERFACES = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");

        private final String word;
        private final String allowed;

        Form(String word, String allowed) {
            this.word = word;
            this.allowed = allowed;
        }

        boolean fits(String text) {
            return switch (this) {
                case ANY, CLIENT_ID -> true;
                case NAME -> NAMES.matcher(text).matches();
                case INTERFACE -> INTERFACES.matcher(text).matches();
                case KEY -> KEYS.matcher(text).matches();
                case ICON -> ICONS.matcher(text).matches();
                case TOPIC -> text.indexOf('+') < 0 && text.indexOf('#') < 0;
                case FILTER -> isFilter(text);
            };
        }

        private static boolean isFilter(String text) {
            String[] levels = text.split("/", -1);
            for (int i = 0; i < levels.length; i++) {
                boolean hasWildcard = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
                boolean isLastHash = levels[i].equals("#") && i == levels.length - 1;
                if (hasWildcard && !levels[i].equals("+") && !isLastHash) {
                    return false;
                }
            }
            return true;
        }
    }

    static Texts template(Form form, boolean mayBeEmpty, String... placeholders) {
        return new Texts(form, mayBeEmpty, List.of(placeholders));
    }

    @Override
    public Checked parse(String text) {
        if (text.isEmpty()) {
            return mayBeEmpty ? Checked.value("") : Checked.problem("must not be empty");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Checked.problem("must be text that UTF-8 can carry, without NUL");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > OCTETS_MAX) {
            return Checked.problem("must be at most " + OCTETS_MAX + " octets");
        }
        if (!form.fits(text)) {
            return Checked.problem("must be " + form.allowed);
        }
        return placeholders.isEmpty() ? Checked.value(text) : checkPlaceholders(text);
    }

    private Checked checkPlaceholders(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (!placeholders.contains(name)) {
                String near = Spelling.nearest(name, placeholders);
                return Checked.problem("unknown placeholder {" + name + "} - "
                        + (near == null ? "there is " + inBraces() : "did you mean {" + near + "}?"));
            }
        }
        return Checked.value(text);
    }

    private String inBraces() {
        return Sentences.either(placeholders.stream().map(p -> "{" + p + "}").toList());
    }

    @Override
    public String name() {
        return form.word;
    }

    @Override
    public String allowed() {
        return form.allowed
                + (placeholders.isEmpty() ? "" : "; may hold " + inBraces())
                + (mayBeEmpty ? "; empty for none" : "");
    }
}

package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes single values as YAML, with quotes where other programs would take a text for something else. */
final class YamlWriter {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/%-]*( [A-Za-z0-9][A-Za-z0-9._/%-]*)*");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9._]*([eE][0-9]+)?|0[xo].*");
    private static final Set<String> OTHER = Set.of("true", "false", "null", "yes", "no", "on", "off");

    private YamlWriter() {}

    static String value(Option option, List<String> texts) {
        if (option.shape() instanceof ScalarList list) {
            return "["
                    + String.join(
                            ", ",
                            texts.stream().map(text -> text(list.type(), text)).toList())
                    + "]";
        }
        if (option.shape() instanceof Scalar scalar) {
            return text(scalar.type(), texts.get(0));
        }
        throw new IllegalArgumentException(option.key() + " has no value of its own");
    }

    private static String text(ValueType type, String text) {
        boolean isText = type.json() == ValueType.Json.STRING;
        boolean isTaken = isText && (NUMBER.matcher(text).matches() || OTHER.contains(text));
        if (SAFE.matcher(text).matches() && !isTaken) {
            return text;
        }
        return quoted(text);
    }

    /** In quotes, whatever it is. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}

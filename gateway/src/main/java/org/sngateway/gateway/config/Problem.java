package org.sngateway.gateway.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path of the key: {@code listeners[0].bind}; empty when no key is concerned
 * @param value as written; empty when it says nothing
 * @param message what is allowed; begins in lower case, has no full stop
 */
public record Problem(Place place, String path, String value, String message) {
    private static final int VALUE_MAX = 40;

    /** The key and the value, if there are any: what the problem is about. */
    String subject() {
        String quoted = quotedValue();
        return path.isEmpty() || quoted.isEmpty() ? path + quoted : path + " " + quoted;
    }

    private String quotedValue() {
        if (value.isEmpty()) {
            return "";
        }
        String shown = Secrets.masked(value).replaceAll("\\p{Cntrl}", "?");
        String cut = shown.length() <= VALUE_MAX ? shown : shown.substring(0, VALUE_MAX - 3) + "...";
        return cut.matches("[0-9.]+[A-Za-z%]*") ? cut : "\"" + cut + "\"";
    }
}

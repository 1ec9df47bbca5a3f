package org.sngateway.simulator.scenario;

import java.util.Locale;
import java.util.regex.Matcher;

/** A text with places for what differs from device to device: {@code {n}}, {@code {n:04}}, {@code {fleet}}, {@code {client_id}}. */
public record Pattern(String text) {
    private static final java.util.regex.Pattern PLACE =
            java.util.regex.Pattern.compile("\\{(n(?::0?([1-9]))?|fleet|client_id)\\}");

    /** The text for one device. */
    public String of(String fleet, int number, String clientId) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), fleet, number, clientId)));
    }

    private static String value(String word, String fleet, int number, String clientId) {
        return switch (word) {
            case "fleet" -> fleet;
            case "client_id" -> clientId;
            case "n" -> Integer.toString(number);
            default -> String.format(Locale.ROOT, "%0" + word.charAt(word.length() - 1) + "d", number);
        };
    }
}

package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.ValueType;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that only scenario files have. */
final class Types {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");
    private static final Pattern BITS = Pattern.compile("([0-9]{1,9})(bit|kbit|mbit)");
    private static final Pattern PER_SECOND = Pattern.compile("([0-9]{1,7})/(s|m)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern KNOWN = Pattern.compile("n(:0?[1-9])?|fleet|client_id");
    private static final int PERCENT_MAX = 100;
    private static final int KILO = 1000;
    private static final int SECONDS = 60;

    static final ValueType NAMES = new Form(
            "name",
            "letters, digits, \".\", \"_\" and \"-\", at most 64",
            text -> NAME.matcher(text).matches()
                    ? Checked.value(text)
                    : Checked.problem("must be letters, digits, \".\", \"_\" and \"-\", at most 64"));

    static final ValueType TEXT = new Form("text", "any", Checked::value);

    static final ValueType SHARE = new Form("share", "0% to 100%", Types::share);

    static final ValueType BIT_RATE = new Form("bit rate", "such as 20kbit; 0 is unlimited", Types::bits);

    static final ValueType RATE = new Form("rate", "such as 100/s or 30/m", Types::perSecond);

    static final ValueType TEMPLATE =
            new Form("text", "may hold {n}, {n:04}, {fleet} and {client_id}", text -> template(text, true));

    static final ValueType CLIENT_ID =
            new Form("text", "may hold {n}, {n:04} and {fleet}", text -> template(text, false));

    static final ValueType SHORT = new Form(
            "topic",
            "two characters of ASCII",
            text -> text.matches("[\\x21-\\x7e&&[^+#/]]{2}")
                    ? Checked.value(text)
                    : Checked.problem("must be exactly two characters of ASCII, without + # and /"));

    private record Form(String name, String allowed, Function<String, Checked> reader) implements ValueType {
        @Override
        public Checked parse(String text) {
            return reader.apply(text);
        }
    }

    private Types() {}

    private static Checked share(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            double value = Double.parseDouble(percent.group(1));
            return value <= PERCENT_MAX ? Checked.value(value / PERCENT_MAX) : Checked.problem("must be 0% to 100%");
        }
        boolean isNumber = text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?");
        boolean isFraction = isNumber && Double.parseDouble(text) <= 1;
        String percentage = isFraction ? plain(text) : text;
        return Checked.problem(
                isNumber ? "needs a unit: " + percentage + "%" : "must be a share such as 2% or 0.5%, at most 100%");
    }

    private static String plain(String fraction) {
        return new BigDecimal(fraction).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static Checked bits(String text) {
        if (text.equals("0")) {
            return Checked.value(0L);
        }
        Matcher bits = BITS.matcher(text);
        if (!bits.matches()) {
            boolean isNumber = text.matches("[0-9]{1,9}");
            return Checked.problem(
                    isNumber ? "needs a unit: " + text + "kbit" : "must be a rate such as 20kbit or 1mbit");
        }
        long factor = switch (bits.group(2)) {
            case "bit" -> 1;
            case "kbit" -> KILO;
            default -> (long) KILO * KILO;
        };
        long rate = Long.parseLong(bits.group(1)) * factor;
        return Checked.value(rate);
    }

    private static Checked perSecond(String text) {
        Matcher rate = PER_SECOND.matcher(text);
        if (!rate.matches() || Long.parseLong(rate.group(1)) == 0) {
            return Checked.problem("must be a rate such as 100/s or 30/m");
        }
        double count = Double.parseDouble(rate.group(1));
        return Checked.value(rate.group(2).equals("s") ? count : count / SECONDS);
    }

    private static Checked template(String text, boolean mayHoldClientId) {
        if (text.isEmpty()) {
            return Checked.problem("must not be empty");
        }
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            String word = place.group(1);
            if (!KNOWN.matcher(word).matches() || word.equals("client_id") && !mayHoldClientId) {
                String known = mayHoldClientId ? "{n}, {n:04}, {fleet} and {client_id}" : "{n}, {n:04} and {fleet}";
                return Checked.problem("unknown placeholder {" + word + "} - there are " + known);
            }
        }
        return Checked.value(text);
    }
}

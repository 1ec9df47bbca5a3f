package org.sngateway.gateway.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Whole numbers within a range, or one word that stands for a number. */
public record Numbers(int min, int max, String word, int wordValue, String hint) implements ValueType {
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,40}");

    public static Numbers between(int min, int max) {
        return new Numbers(min, max, "", 0, "");
    }

    /** The same with a remark in brackets behind the range. */
    public Numbers because(String why) {
        return new Numbers(min, max, word, wordValue, why);
    }

    /** The same, where {@code other} may be written for {@code value}. */
    public Numbers or(String other, int value) {
        return new Numbers(min, max, other, value, hint);
    }

    @Override
    public Checked parse(String text) {
        if (!word.isEmpty() && text.equals(word)) {
            return Checked.value(wordValue);
        }
        if (!DIGITS.matcher(text).matches()) {
            return Checked.problem("must be a whole number, " + allowed());
        }
        BigInteger number = new BigInteger(text);
        boolean inRange =
                number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0;
        return inRange ? Checked.value(number.intValue()) : Checked.problem("must be " + allowed());
    }

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String allowed() {
        return (word.isEmpty() ? "" : word + " or ") + min + ".." + max + (hint.isEmpty() ? "" : " (" + hint + ")");
    }

    @Override
    public Json json() {
        return word.isEmpty() ? Json.INTEGER : Json.EITHER;
    }
}

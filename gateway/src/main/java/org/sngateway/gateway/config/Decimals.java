package org.sngateway.gateway.config;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers that may have a fraction: {@code -40}, {@code 0.5}. */
record Decimals(BigDecimal min, BigDecimal max) implements ValueType {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,9})?");

    static Decimals between(String min, String max) {
        return new Decimals(new BigDecimal(min), new BigDecimal(max));
    }

    @Override
    public Checked parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Checked.problem("must be a number such as 20 or 0.5");
        }
        BigDecimal number = new BigDecimal(text);
        boolean inRange = number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
        return inRange ? Checked.value(number.stripTrailingZeros()) : Checked.problem("must be " + allowed());
    }

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String allowed() {
        return min.toPlainString() + ".." + max.toPlainString();
    }

    @Override
    public Json json() {
        return Json.NUMBER;
    }
}

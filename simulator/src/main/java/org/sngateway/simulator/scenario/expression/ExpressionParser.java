package org.sngateway.simulator.scenario.expression;

import org.sngateway.gateway.config.Spelling;
import org.sngateway.simulator.scenario.expression.Functions.Function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code sine(21, 4, 24h) + noise(0.2)}: numbers, times (as seconds), texts in quotes, {@code + - * /}, brackets and
 * the {@link Functions}. Recursive descent; every part knows whether it is a text.
 */
public final class ExpressionParser {
    private static final int DEPTH_MAX = 32;
    private static final int LENGTH_MAX = 1000;
    private static final Map<String, Double> UNITS =
            Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86_400.0, "%", 0.01);

    /** A part that was read. */
    private record Part(Expression expression, boolean isText, int column) {}

    private final String text;
    private int at;
    private int depth;
    private int calls;

    private ExpressionParser(String text) {
        this.text = text;
    }

    public static Expression parse(String text) throws ExpressionException {
        if (text.length() > LENGTH_MAX) {
            throw new ExpressionException(LENGTH_MAX, "longer than " + LENGTH_MAX + " characters");
        }
        ExpressionParser parser = new ExpressionParser(text);
        Part all = parser.sum();
        if (parser.peek() != 0) {
            throw parser.wrong("expected + - * / or the end, found \"" + parser.peek() + "\"");
        }
        return all.expression();
    }

    private Part sum() throws ExpressionException {
        if (++depth > DEPTH_MAX) {
            throw wrong("nested too deep");
        }
        Part left = product();
        for (char sign = peek(); sign == '+' || sign == '-'; sign = peek()) {
            at++;
            left = combine(left, sign, product());
        }
        depth--;
        return left;
    }

    private Part product() throws ExpressionException {
        Part left = factor();
        for (char sign = peek(); sign == '*' || sign == '/'; sign = peek()) {
            at++;
            left = combine(left, sign, factor());
        }
        return left;
    }

    private static Part combine(Part left, char sign, Part right) throws ExpressionException {
        for (Part part : List.of(left, right)) {
            if (part.isText()) {
                throw new ExpressionException(part.column(), "a text cannot be calculated with");
            }
        }
        Expression a = left.expression();
        Expression b = right.expression();
        return new Part(c -> calculate(a.value(c), sign, b.value(c)), false, left.column());
    }

    private static Object calculate(Object left, char sign, Object right) {
        double a = ((Number) left).doubleValue();
        double b = ((Number) right).doubleValue();
        double result = switch (sign) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            default -> b == 0 ? 0 : a / b;
        };
        boolean isWhole = left instanceof Long && right instanceof Long && sign != '/';
        return isWhole ? (Object) (long) result : (Object) result;
    }

    private Part factor() throws ExpressionException {
        char next = peek();
        int column = at + 1;
        if (next == '-') {
            at++;
            Part zero = new Part(c -> 0L, false, column);
            return combine(zero, '-', factor());
        }
        if (next == '(') {
            at++;
            Part inner = sum();
            expect(')', "a closing )");
            return inner;
        }
        if (next == '"' || next == '\'') {
            return quoted(next);
        }
        if (next >= '0' && next <= '9' || next == '.') {
            return number();
        }
        if (Character.isLetter(next)) {
            return call();
        }
        throw wrong(next == 0 ? "ends where a value is expected" : "expected a value, found \"" + next + "\"");
    }

    private Part quoted(char quote) throws ExpressionException {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong("the text has no closing " + quote);
        }
        String value = text.substring(at + 1, end);
        Part part = new Part(c -> value, true, at + 1);
        at = end + 1;
        return part;
    }

    private Part number() throws ExpressionException {
        int begin = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String digits = text.substring(begin, at);
        int unitAt = at;
        while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '%')) {
            at++;
        }
        String unit = text.substring(unitAt, at);
        Double factor = unit.isEmpty() ? Double.valueOf(1) : UNITS.get(unit);
        if (factor == null) {
            throw new ExpressionException(unitAt + 1, "unknown unit \"" + unit + "\"; there are ms, s, m, h, d and %");
        }
        if (!digits.matches("[0-9]{1,15}(\\.[0-9]{0,15})?|\\.[0-9]{1,15}")) {
            throw new ExpressionException(begin + 1, "\"" + digits + "\" is no number");
        }
        boolean isWhole = unit.isEmpty() && digits.indexOf('.') < 0;
        Object value = isWhole ? (Object) Long.valueOf(digits) : (Object) (Double.parseDouble(digits) * factor);
        return new Part(c -> value, false, begin + 1);
    }

    private Part call() throws ExpressionException {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(begin, at);
        Function function = Functions.byName().get(name);
        if (function == null) {
            String near = Spelling.nearest(name, Functions.byName().keySet());
            throw new ExpressionException(
                    begin + 1,
                    "unknown function \"" + name + "\" - "
                            + (near == null
                                    ? "a text stands in quotes: '" + name + "'"
                                    : "did you mean " + near + "?"));
        }
        expect('(', "( after " + name);
        List<Expression> arguments = arguments(function);
        if (arguments.size() < function.argumentsMin() || arguments.size() > function.argumentsMax()) {
            throw new ExpressionException(begin + 1, "must be " + function.call());
        }
        boolean isText = name.equals("client_id") || lastWasText;
        long chance = ++calls * 0x9E37_79B9_7F4A_7C15L;
        return new Part(
                c -> function.body()
                        .value(arguments.stream().map(a -> a.value(c)).toList(), c, chance),
                isText,
                begin + 1);
    }

    // whether one of the arguments read last was a text; only choice may have such
    private boolean lastWasText;

    private List<Expression> arguments(Function function) throws ExpressionException {
        List<Expression> arguments = new ArrayList<>();
        boolean hasText = false;
        if (peek() != ')') {
            do {
                Part argument = sum();
                if (argument.isText() && !function.takesTexts()) {
                    throw new ExpressionException(argument.column(), "must be a number, as in " + function.call());
                }
                hasText |= argument.isText();
                arguments.add(argument.expression());
            } while (isNext(','));
        }
        expect(')', "a closing )");
        lastWasText = hasText;
        return arguments;
    }

    private boolean isNext(char sign) {
        boolean isNext = peek() == sign;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void expect(char sign, String what) throws ExpressionException {
        if (!isNext(sign)) {
            throw wrong("expected " + what);
        }
    }

    /** The next character that is no blank; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private ExpressionException wrong(String message) {
        return new ExpressionException(Math.min(at, text.length()) + 1, message);
    }
}

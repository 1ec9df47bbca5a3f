package org.sngateway.simulator.scenario.expression;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.simulator.scenario.expression.Expression.Circumstances;

import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ExpressionTest {
    private static final long HOUR = 3_600_000_000_000L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2 * 3          | 7
            (1 + 2) * 3        | 9
            10 - 4 - 3         | 3
            7 / 2              | 3.5
            -2 * -3            | 6
            2.5 + .5           | 3
            90m                | 5400
            5%                 | 0.05
            1 / 0              | 0
            counter() + 1      | 8
            n() * 10           | 30
            step(1, 2, 1h)     | 1
            step(1, 2, 30m)    | 2
            sine(21, 4, 2h)    | 25
            time()             | 1800
            """)
    void calculates(String text, double expected) throws ExpressionException {
        // half an hour after the start, a quarter of a period of two hours: the sine is at its top
        Object value = ExpressionParser.parse(text).value(at(HOUR / 2, 3, 7));
        assertThat(((Number) value).doubleValue()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void knowsTextsAndTheClientId() throws ExpressionException {
        assertThat(ExpressionParser.parse("'on'").value(at(0, 1, 0))).isEqualTo("on");
        assertThat(ExpressionParser.parse("client_id()").value(at(0, 1, 0))).isEqualTo("dev-1");
        assertThat(ExpressionParser.parse("choice('a', \"b\")").value(at(0, 1, 0)))
                .isIn("a", "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sin(1)           | 1  | unknown function "sin" - did you mean sine?
            1 + hello        | 5  | unknown function "hello" - a text stands in quotes: 'hello'
            sine(1, 2)       | 1  | must be sine(mid, amplitude, period)
            1 +              | 4  | ends where a value is expected
            2 * (1 + 3       | 11 | expected a closing )
            1 2              | 3  | expected + - * / or the end, found "2"
            3x               | 2  | unknown unit "x"; there are ms, s, m, h, d and %
            'on              | 1  | the text has no closing '
            1 + 'on'         | 5  | a text cannot be calculated with
            noise('a')       | 7  | must be a number, as in noise(sigma)
            counter          | 8  | expected ( after counter
            1.2.3            | 1  | "1.2.3" is no number
            """)
    void saysWhatIsWrongAndWhere(String text, int column, String message) {
        assertThatThrownBy(() -> ExpressionParser.parse(text))
                .isInstanceOfSatisfying(ExpressionException.class, wrong -> {
                    assertThat(wrong.getMessage()).isEqualTo(message);
                    assertThat(wrong.column()).isEqualTo(column);
                });
    }

    @Test
    void noiseHasItsSigmaAndDiffersFromMessageToMessage() throws ExpressionException {
        Expression noise = ExpressionParser.parse("noise(2)");
        int count = 20_000;
        double sum = 0;
        double squares = 0;
        Set<Object> values = new HashSet<>();
        for (int i = 0; i < count; i++) {
            double value = ((Number) noise.value(at(0, 1, i))).doubleValue();
            sum += value;
            squares += value * value;
            values.add(value);
        }
        assertThat(sum / count).isCloseTo(0, within(6 * 2 / Math.sqrt(count)));
        assertThat(Math.sqrt(squares / count)).isCloseTo(2, within(6 * 2 / Math.sqrt(2.0 * count)));
        assertThat(values).hasSizeGreaterThan(count - 10);
    }

    @Test
    void twoCallsDrawIndependently() throws ExpressionException {
        Expression difference = ExpressionParser.parse("uniform(0, 1) - uniform(0, 1)");
        assertThat(((Number) difference.value(at(0, 1, 5))).doubleValue()).isNotZero();
    }

    @Property(tries = 200)
    void walksWithinItsBoundsAndItsStep(@ForAll long seed) throws ExpressionException {
        Expression walk = ExpressionParser.parse("walk(5, 1, 3, 8)");
        double last = 5;
        for (int i = 0; i < 100; i++) {
            double value = ((Number) walk.value(new Circumstances(0, 1, i, "d", seed))).doubleValue();
            assertThat(value).isBetween(3.0, 8.0);
            assertThat(Math.abs(value - last)).isLessThanOrEqualTo(1.0);
            last = value;
        }
    }

    @Property(tries = 200)
    void isPure(@ForAll long seed, @ForAll int device) throws ExpressionException {
        String text = "noise(1) + uniform(0, 9) + walk(0, 1, -5, 5)";
        Circumstances when = new Circumstances(5, device, 12, "d", seed);
        Object first = ExpressionParser.parse(text).value(when);
        assertThat(ExpressionParser.parse(text).value(when)).isEqualTo(first);
        assertThat(ExpressionParser.parse(text).value(new Circumstances(5, device, 12, "d", seed + 1)))
                .isNotEqualTo(first);
    }

    @Property(tries = 2000)
    void readsAnyTextOrSaysWhyNot(@ForAll String text) {
        try {
            ExpressionParser.parse(text).value(at(0, 1, 0));
        } catch (ExpressionException wrong) {
            assertThat(wrong.column()).isBetween(1, text.length() + 1);
        }
    }

    private static Circumstances at(long nanos, int device, long sequence) {
        return new Circumstances(nanos, device, sequence, "dev-" + device, 42);
    }
}

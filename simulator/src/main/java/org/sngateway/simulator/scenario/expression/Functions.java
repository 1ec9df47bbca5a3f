package org.sngateway.simulator.scenario.expression;

import org.sngateway.simulator.scenario.expression.Expression.Circumstances;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What an expression may call. */
public final class Functions {
    private static final double SECOND_NANOS = 1e9;
    private static final int MANY = 100;

    /** How far back a walk is followed: it starts anew, from its start, as often. */
    private static final int WALK_MESSAGES = 1000;

    /** Called with the values of its arguments; {@code chance} differs between two calls in one expression. */
    @FunctionalInterface
    interface Body {
        Object value(List<Object> arguments, Circumstances circumstances, long chance);
    }

    /**
     * A function.
     *
     * @param call as it is written
     */
    public record Function(
            String call, int argumentsMin, int argumentsMax, boolean takesTexts, String meaning, Body body) {
        public Function {
            if (argumentsMin > argumentsMax) {
                throw new IllegalArgumentException(call);
            }
        }
    }

    private static final Map<String, Function> ALL = all();

    private Functions() {}

    /** By name. */
    public static Map<String, Function> byName() {
        return ALL;
    }

    private static Map<String, Function> all() {
        Map<String, Function> all = new LinkedHashMap<>();
        putNumbered(all);
        putTimed(all);
        putRandom(all);
        return all;
    }

    private static void putNumbered(Map<String, Function> all) {
        all.put(
                "counter",
                none(
                        "counter()",
                        "number of the message on this device and stream, from 0",
                        (a, c, s) -> c.sequence()));
        all.put("n", none("n()", "number of the device in its fleet, from 1", (a, c, s) -> (long) c.device()));
        all.put("client_id", none("client_id()", "the device's client id", (a, c, s) -> c.clientId()));
    }

    private static void putTimed(Map<String, Function> all) {
        all.put(
                "time",
                none("time()", "seconds since the start of the run", (a, c, s) -> c.elapsedNanos() / SECOND_NANOS));
        all.put(
                "sine",
                numbers(
                        "sine(mid, amplitude, period)",
                        3,
                        "swings around mid; each device at the same time",
                        (a, c, s) -> number(a, 0)
                                + number(a, 1)
                                        * Math.sin(2 * Math.PI * c.elapsedNanos() / SECOND_NANOS / number(a, 2))));
        putStep(all);
    }

    private static void putRandom(Map<String, Function> all) {
        all.put(
                "noise",
                numbers(
                        "noise(sigma)",
                        1,
                        "normally distributed around 0",
                        (a, c, s) -> normal(random(c, s, c.sequence())) * number(a, 0)));
        all.put(
                "uniform",
                numbers(
                        "uniform(from, to)",
                        2,
                        "evenly distributed",
                        (a, c, s) -> number(a, 0)
                                + random(c, s, c.sequence()).nextDouble() * (number(a, 1) - number(a, 0))));
        all.put(
                "choice",
                new Function(
                        "choice(a, b, ...)",
                        1,
                        MANY,
                        true,
                        "one of these, each as often",
                        (a, c, s) -> a.get(random(c, s, c.sequence()).nextInt(a.size()))));
        all.put(
                "walk",
                numbers(
                        "walk(start, step, min, max)",
                        4,
                        "moves by at most step from message to message and"
                                + " stays between min and max; returns to start every " + WALK_MESSAGES + " messages",
                        Functions::walk));
    }

    private static void putStep(Map<String, Function> all) {
        all.put(
                "step",
                numbers(
                        "step(from, to, at)",
                        3,
                        "from until the time at, then to",
                        (a, c, s) -> c.elapsedNanos() / SECOND_NANOS < number(a, 2) ? number(a, 0) : number(a, 1)));
    }

    private static Function none(String call, String meaning, Body body) {
        return new Function(call, 0, 0, false, meaning, body);
    }

    private static Function numbers(String call, int count, String meaning, Body body) {
        return new Function(call, count, count, false, meaning, body);
    }

    private static Object walk(List<Object> arguments, Circumstances circumstances, long chance) {
        double value = number(arguments, 0);
        double step = number(arguments, 1);
        double min = number(arguments, 2);
        double max = number(arguments, 3);
        long last = circumstances.sequence();
        for (long i = last - last % WALK_MESSAGES + 1; i <= last; i++) {
            double moved = value + (2 * random(circumstances, chance, i).nextDouble() - 1) * step;
            value = Math.max(min, Math.min(max, moved));
        }
        return value;
    }

    private static SplittableRandom random(Circumstances c, long chance, long sequence) {
        long device = c.clientId().hashCode() * 0x9E37_79B9_7F4A_7C15L + c.device();
        long mixed = (c.seed() ^ device) * 0xBF58_476D_1CE4_E5B9L + sequence;
        return new SplittableRandom(mixed * 0x94D0_49BB_1331_11EBL + chance);
    }

    /** Box and Muller. */
    private static double normal(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }

    static double number(List<Object> arguments, int index) {
        return ((Number) arguments.get(index)).doubleValue();
    }
}

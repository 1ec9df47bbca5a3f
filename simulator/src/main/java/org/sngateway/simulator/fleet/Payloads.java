package org.sngateway.simulator.fleet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.scenario.PayloadSpec;
import org.sngateway.simulator.scenario.expression.Expression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes payloads: the fields that the scenario asks for, filled up to its length, and the mark. */
final class Payloads {
    /** Numbers in payloads are rounded to this part of one. */
    private static final double PRECISION = 1000;

    private Payloads() {}

    static Octets of(PayloadSpec spec, Expression.Circumstances circumstances, Mark mark) {
        return switch (spec.encoding()) {
            case JSON -> json(spec, circumstances, mark);
            case TEXT -> text(spec, circumstances, mark);
            case BINARY -> binary(spec, mark);
        };
    }

    private static Octets json(PayloadSpec spec, Expression.Circumstances circumstances, Mark mark) {
        StringBuilder json = new StringBuilder(64).append('{');
        for (PayloadSpec.Field field : spec.fields()) {
            quoted(json, field.name()).append(':');
            Object value = field.value().value(circumstances);
            if (value instanceof Number number) {
                json.append(written(number));
            } else {
                quoted(json, value.toString());
            }
            json.append(',');
        }
        String last = mark.json();
        String filler = "\"fill\":\"\",";
        int missing = spec.octets() - octets(json) - last.length() - filler.length();
        if (missing >= 0) {
            json.append(filler, 0, filler.length() - 2)
                    .append("x".repeat(missing))
                    .append("\",");
        }
        return Octets.ofUtf8(json.append(last).toString());
    }

    private static StringBuilder quoted(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"');
    }

    private static int octets(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String written(Number number) {
        if (number instanceof Long || number instanceof Integer) {
            return number.toString();
        }
        double rounded = Math.round(number.doubleValue() * PRECISION) / PRECISION;
        return rounded == (long) rounded ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static Octets text(PayloadSpec spec, Expression.Circumstances circumstances, Mark mark) {
        StringBuilder text = new StringBuilder(64);
        for (PayloadSpec.Field field : spec.fields()) {
            Object value = field.value().value(circumstances);
            text.append(text.isEmpty() ? "" : " ").append(value instanceof Number number ? written(number) : value);
        }
        String last = mark.suffix();
        int missing = spec.octets() - octets(text) - last.length();
        if (missing > 0) {
            text.append(".".repeat(missing));
        }
        return Octets.ofUtf8(text.append(last).toString());
    }

    private static Octets binary(PayloadSpec spec, Mark mark) {
        byte[] octets = new byte[Math.max(spec.octets(), Mark.BINARY_OCTETS)];
        Arrays.fill(octets, (byte) 'x');
        mark.write(octets);
        return Octets.copyOf(octets);
    }
}

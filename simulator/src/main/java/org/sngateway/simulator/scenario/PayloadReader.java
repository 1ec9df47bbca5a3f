package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Raw;
import org.sngateway.simulator.scenario.PayloadSpec.Encoding;
import org.sngateway.simulator.scenario.PayloadSpec.Field;
import org.sngateway.simulator.scenario.expression.Expression;
import org.sngateway.simulator.scenario.expression.ExpressionException;
import org.sngateway.simulator.scenario.expression.ExpressionParser;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code payload}, {@code encode} and {@code size}. */
final class PayloadReader {
    private static final Expression COUNTER = Expression.Circumstances::sequence;

    private PayloadReader() {}

    static PayloadSpec read(SectionReader in) {
        Raw written = in.raw("payload");
        boolean isOne = written instanceof Raw.Scalar;
        Encoding encoding =
                in.has("encode") || !isOne ? in.get("encode", Encoding.class, Encoding.JSON) : Encoding.TEXT;
        int octets = Math.toIntExact(in.get("size", Long.class, 0L));
        List<Field> fields = new ArrayList<>();
        if (written instanceof Raw.Scalar scalar) {
            fields.add(new Field("value", expression(in, scalar, in.at("payload"))));
        } else {
            for (Raw.Entry entry : in.entries("payload")) {
                fields.add(new Field(entry.key(), field(in, entry)));
            }
        }
        if (written == null && encoding != Encoding.BINARY) {
            fields.add(new Field("seq", COUNTER));
        }
        check(in, encoding, fields);
        return new PayloadSpec(encoding == Encoding.BINARY ? List.of() : fields, encoding, octets);
    }

    private static void check(SectionReader in, Encoding encoding, List<Field> fields) {
        if (encoding == Encoding.BINARY && !fields.isEmpty()) {
            in.problem("payload", "binary messages have no fields; remove payload and give their size");
        }
        if (encoding == Encoding.TEXT && fields.size() > 1) {
            in.problem("payload", "text has one expression, not " + fields.size() + " fields; encode them as json");
        }
        if (fields.stream().anyMatch(field -> field.name().equals("m"))) {
            in.problem("payload", "the field m is the run's own mark; take another name");
        }
    }

    private static Expression field(SectionReader in, Raw.Entry entry) {
        String path = in.at("payload") + "." + entry.key();
        if (entry.value() instanceof Raw.Scalar scalar && !scalar.isNull()) {
            return expression(in, scalar, path);
        }
        SectionReader.wrongKind(entry.value(), path, "an expression such as \"sine(21, 4, 24h)\"", in.problems());
        return COUNTER;
    }

    private static Expression expression(SectionReader in, Raw.Scalar scalar, String path) {
        try {
            return ExpressionParser.parse(scalar.text());
        } catch (ExpressionException wrong) {
            in.problems().add(new Problem(scalar.place(), path, scalar.text(), sentence(wrong)));
            return COUNTER;
        }
    }

    private static String sentence(ExpressionException wrong) {
        return wrong.getMessage() + " (character " + wrong.column() + " of the expression)";
    }
}

package org.sngateway.simulator.scenario;

import org.sngateway.simulator.scenario.expression.Expression;

import java.util.List;

/**
 * What a message carries. Every encoding ends in (or, for JSON, holds as its last field {@code "m"}) the run's mark, by
 * which the other side knows the message again.
 *
 * @param fields in order; empty for {@link Encoding#BINARY}
 * @param octets length in all that the message is filled up to; 0: as long as it becomes
 */
public record PayloadSpec(List<Field> fields, Encoding encoding, int octets) {
    /** How fields become octets. */
    public enum Encoding {
        JSON,
        TEXT,
        BINARY
    }

    /** One value of a message. */
    public record Field(String name, Expression value) {}

    public PayloadSpec {
        fields = List.copyOf(fields);
    }
}

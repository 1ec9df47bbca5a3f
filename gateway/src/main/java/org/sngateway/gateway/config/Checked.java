package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The outcome of reading one value: the value, or one sentence that says what would be allowed.
 *
 * @param problem begins in lower case, has no full stop; {@code null} when there is a value
 */
public record Checked(@Nullable Object value, @Nullable String problem) {

    public static Checked value(Object value) {
        return new Checked(value, null);
    }

    public static Checked problem(String problem) {
        return new Checked(null, problem);
    }

    public Object orThrow() {
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        return Objects.requireNonNull(value);
    }
}

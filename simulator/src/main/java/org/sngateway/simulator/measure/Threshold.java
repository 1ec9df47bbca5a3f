package org.sngateway.simulator.measure;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;

/**
 * What has to come out: {@code uplink_latency_p99: "< 20s where fleet == therm"}.
 *
 * @param limit in the metric's unit
 * @param text as written, for reports
 */
public record Threshold(Metric metric, Comparison comparison, double limit, Scope scope, String text) {

    /** Which messages or devices count; {@code null} is all of them. */
    public record Scope(@Nullable String fleet, @Nullable Qos qos) {
        public static final Scope ALL = new Scope(null, null);
    }

    /** How a value is held against its limit. */
    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        OTHER("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean holds(double value, double limit) {
            return switch (this) {
                case LESS -> value < limit;
                case AT_MOST -> value <= limit;
                case MORE -> value > limit;
                case AT_LEAST -> value >= limit;
                case EQUAL -> value == limit;
                case OTHER -> value != limit;
            };
        }
    }
}

package org.sngateway.simulator.scenario.expression;

/** A value that differs from message to message. Pure: the same circumstances give the same value. */
@FunctionalInterface
public interface Expression {
    /** A number (Double, Long) or a text. */
    Object value(Circumstances circumstances);

    /**
     * When and by whom.
     *
     * @param elapsedNanos since the start of the run
     * @param device number of the device in its fleet, from 1
     * @param sequence number of the device's message, from 0
     * @param seed of the run
     */
    record Circumstances(long elapsedNanos, int device, long sequence, String clientId, long seed) {}
}

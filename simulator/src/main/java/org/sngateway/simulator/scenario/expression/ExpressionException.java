package org.sngateway.simulator.scenario.expression;

/** A text that is no expression; the message says what is wrong and at which column, from 1. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    ExpressionException(int column, String message) {
        super(message, null, false, false);
        this.column = column;
    }

    /** In the expression's text, from 1. */
    public int column() {
        return column;
    }
}

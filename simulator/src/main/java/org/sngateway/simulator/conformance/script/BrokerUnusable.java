package org.sngateway.simulator.conformance.script;

/** The broker cannot be reached, or does not let us in. */
public final class BrokerUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerUnusable(String message) {
        super(message);
    }
}

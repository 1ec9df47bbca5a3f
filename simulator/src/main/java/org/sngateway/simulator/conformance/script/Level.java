package org.sngateway.simulator.conformance.script;

/** How much a test asks for: what the specification states or what follows from it, or what is left to gateways. */
public enum Level {
    MUST,
    SHOULD
}

package org.sngateway.simulator.world;

import org.sngateway.gateway.session.Ports;

/**
 * Puts a defect between an engine and its surroundings, to see whether the checkers notice. One object per gateway
 * process.
 */
public interface Surgery {

    /** What the engine is built with instead of the real ports. Called once, first. */
    default Ports ports(Ports real) {
        return real;
    }

    /** What the process calls instead of the engine. Called once, after the engine was made. */
    default EngineInput input(EngineInput real) {
        return real;
    }
}

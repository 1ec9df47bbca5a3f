package org.sngateway.gateway.session.port;

/** Who asked. Called once, on the shard's thread; must return at once and must not call the engine. */
@FunctionalInterface
public interface ControlAnswer {
    void on(ControlOutcome outcome);
}

package org.sngateway.gateway.shard;

import org.sngateway.gateway.session.GatewayEngine;

/** Looks at an engine on its shard's thread, and returns at once. */
@FunctionalInterface
public interface EngineReader {

    /** @param nowNanos the shard's clock: nanoseconds since 1970 */
    void read(GatewayEngine engine, long nowNanos);
}

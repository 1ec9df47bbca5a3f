package org.sngateway.gateway.doctor;

import org.sngateway.gateway.config.GatewayConfig;

import java.util.List;

/** One kind of fault. */
@FunctionalInterface
interface Check {

    /** Looks; an empty list when it does not concern this machine. */
    List<Finding> look(Machine machine, GatewayConfig config);
}

package org.sngateway.simulator.crash;

/** Who ends in a round, and how. */
public enum KillKind {
    /** SIGKILL to the gateway. */
    GATEWAY(true, false, false),
    /** SIGTERM to the broker, which saves its sessions then. */
    BROKER_STOP(false, true, false),
    /** SIGKILL to the broker: what it had not saved is gone, see {@link MosquittoProgram}. */
    BROKER_KILL(false, true, true),
    /** SIGKILL to the gateway and SIGTERM to the broker at the same time. */
    BOTH_STOP(true, true, false),
    /** SIGKILL to both at the same time. */
    BOTH_KILL(true, true, true);

    final boolean endsGateway;
    final boolean endsBroker;
    final boolean killsBroker;

    KillKind(boolean endsGateway, boolean endsBroker, boolean killsBroker) {
        this.endsGateway = endsGateway;
        this.endsBroker = endsBroker;
        this.killsBroker = killsBroker;
    }
}

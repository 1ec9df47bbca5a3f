package org.sngateway.simulator.fleet.port;

import org.sngateway.simulator.scenario.Step;

/** The programs around a run. What is not controlled from here is refused before the run begins. */
public interface Programs {
    /** Whether the run may stop and start the gateway. */
    boolean controlsGateway();

    boolean controlsBroker();

    /** Whether the connection between gateway and broker leads through this run. */
    boolean controlsBrokerLink();

    /** Stops or kills the gateway, starts it again after {@code downNanos}; {@code whenBack} once it answers. */
    void restartGateway(boolean isKill, long downNanos, Runnable whenBack);

    void restartBroker(boolean isKill, long downNanos, Runnable whenBack);

    void troubleBroker(Step.BrokerTrouble trouble, Runnable whenOver);
}

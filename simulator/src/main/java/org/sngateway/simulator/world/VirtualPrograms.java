package org.sngateway.simulator.world;

import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.scenario.Step;

/**
 * Stops and starts the virtual gateway and broker. The broker keeps its sessions in any case, as one with a durable store
 * does; a killed gateway finds what its disk had taken.
 */
final class VirtualPrograms implements Programs {
    private final VirtualTime time;
    private final VirtualBroker broker;
    private final GatewayProcess gateway;
    private final VirtualBrokerSide brokerSide;

    VirtualPrograms(VirtualTime time, VirtualBroker broker, GatewayProcess gateway, VirtualBrokerSide brokerSide) {
        this.time = time;
        this.broker = broker;
        this.gateway = gateway;
        this.brokerSide = brokerSide;
    }

    @Override
    public boolean controlsGateway() {
        return true;
    }

    @Override
    public boolean controlsBroker() {
        return true;
    }

    @Override
    public boolean controlsBrokerLink() {
        return true;
    }

    @Override
    public void restartGateway(boolean isKill, long downNanos, Runnable whenBack) {
        if (isKill) {
            gateway.crash();
        } else {
            gateway.stop();
        }
        time.after(downNanos, () -> {
            gateway.start();
            whenBack.run();
        });
    }

    @Override
    public void restartBroker(boolean isKill, long downNanos, Runnable whenBack) {
        broker.stop();
        brokerSide.connection(false);
        time.after(downNanos, () -> {
            broker.start(true);
            brokerSide.connection(true);
            whenBack.run();
        });
    }

    @Override
    public void troubleBroker(Step.BrokerTrouble trouble, Runnable whenOver) {
        switch (trouble.trouble()) {
            case STALL -> broker.stall(trouble.forNanos());
            case DELAY -> broker.delay(trouble.delayNanos(), trouble.forNanos());
            case REFUSE -> broker.setReachable(false);
        }
        time.after(trouble.forNanos(), () -> {
            if (trouble.trouble() == Step.BrokerTrouble.Trouble.REFUSE) {
                broker.setReachable(true);
            }
            whenOver.run();
        });
    }
}

package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOwner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process's way to the virtual broker; it dies with the process. */
final class VirtualBrokerLink implements BrokerLink {

    /** Where events go. */
    interface Sink {
        void onBrokerEvent(LegOwner owner, BrokerEvent event);
    }

    private final VirtualBroker broker;
    private final Sink sink;
    private final Map<String, VirtualLeg> closing = new HashMap<>();
    private final Map<VirtualLeg, List<Runnable>> successors = new HashMap<>();
    private final Map<String, ClientLibrary> parked = new HashMap<>();
    private final List<VirtualLeg> legs = new ArrayList<>();
    private boolean alive = true;

    VirtualBrokerLink(VirtualBroker broker, Sink sink) {
        this.broker = broker;
        this.sink = sink;
    }

    boolean isAlive() {
        return alive;
    }

    /** The process is gone: nobody hears anything any more. */
    void die() {
        alive = false;
    }

    boolean hasPublishesUnderWay() {
        return legs.stream().anyMatch(VirtualLeg::hasPublishesUnderWay);
    }

    @Override
    public BrokerLeg leg(String clientId, LegOwner owner) {
        VirtualLeg leg = new VirtualLeg(broker, this, clientId, owner);
        legs.add(leg);
        return leg;
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        if (isBrokerReachable()) {
            broker.publish(new BrokerMessage(topic, payload, Qos.ZERO, retain));
        }
    }

    @Override
    public boolean isBrokerReachable() {
        return broker.isReachable();
    }

    /** Every result is a later event, as the port demands. */
    void tell(VirtualLeg leg, LegOwner owner, BrokerEvent event) {
        broker.time.after(0, () -> {
            if (alive && !leg.isClosing()) {
                record(leg.clientId(), event);
                sink.onBrokerEvent(owner, event);
            }
        });
    }

    private void record(String clientId, BrokerEvent event) {
        if (!broker.log.isHeard()) {
            return;
        }
        if (event instanceof BrokerEvent.MessageArrived arrived) {
            Delivery delivery = arrived.delivery();
            broker.log.tell(new WorldEvent.LegDelivered(clientId, Keys.of(delivery.payload()), delivery.qos()));
        } else if (event instanceof BrokerEvent.Opened opened) {
            broker.log.tell(new WorldEvent.LegOpened(clientId, opened.sessionPresent()));
        }
    }

    void isClosing(VirtualLeg leg) {
        closing.put(leg.clientId(), leg);
    }

    void whenClientIdIsFree(VirtualLeg leg, Runnable then) {
        VirtualLeg earlier = closing.get(leg.clientId());
        if (earlier == null || earlier == leg) {
            then.run();
        } else {
            successors.computeIfAbsent(earlier, key -> new ArrayList<>(1)).add(then);
        }
    }

    void hasEnded(VirtualLeg leg, @Nullable ClientLibrary library) {
        legs.remove(leg);
        closing.remove(leg.clientId(), leg);
        if (library != null) {
            library.park();
            parked.put(leg.clientId(), library);
        }
        List<Runnable> waiting = successors.remove(leg);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    @Nullable
    ClientLibrary parked(String clientId) {
        return parked.remove(clientId);
    }
}

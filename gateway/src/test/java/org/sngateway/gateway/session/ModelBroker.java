package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker with one persistent session, as the ports describe it: it answers late, resumes, and delivers again. */
final class ModelBroker implements BrokerLink {

    /** What a device's messages turned into, by payload: how often each was received. */
    final Map<String, Integer> received = new LinkedHashMap<>();
    /** Payloads of QoS 1 and 2 deliveries that the broker may forget. */
    final List<String> acknowledged = new ArrayList<>();
    /** Events that have not reached the engine yet. */
    final Deque<ScriptedBroker.Pending> events = new ArrayDeque<>();

    boolean accepts = true;
    /** Whether a leg was closed: what it had under way then may be published again. */
    boolean closedOnce;

    private final Deque<Delivery> unacknowledged = new ArrayDeque<>();
    private final Map<Long, OutgoingPublish> underWay = new LinkedHashMap<>();
    private final Map<Long, Boolean> taken = new HashMap<>();
    private final Deque<Delivery> queued = new ArrayDeque<>();
    private Leg current = new Leg(new LegOwner() {});
    private boolean up;
    private long epoch;
    private long lastDeliveryId;

    @Override
    public BrokerLeg leg(String clientId, LegOwner owner) {
        current = new Leg(owner);
        return current;
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        throw new AssertionError("nobody publishes with QoS -1");
    }

    @Override
    public boolean isBrokerReachable() {
        return true;
    }

    /** Somebody publishes for the device. */
    void publish(String topic, String payload, Qos qos) {
        Delivery delivery = new Delivery(0, topic, Octets.ofUtf8(payload), qos, false, Delivery.NO_EXPIRY);
        if (up) {
            deliver(delivery);
        } else if (qos != Qos.ZERO) {
            queued.add(delivery);
        }
    }

    private void deliver(Delivery delivery) {
        Delivery numbered = new Delivery(
                ++lastDeliveryId, delivery.topic(), delivery.payload(), delivery.qos(), false, Delivery.NO_EXPIRY);
        if (delivery.qos() != Qos.ZERO) {
            unacknowledged.add(numbered);
        }
        current.say(new BrokerEvent.MessageArrived(numbered));
    }

    /** The TCP connection breaks; what the leg has not reported yet of publishes may or may not have arrived. */
    void breaks() {
        if (up) {
            up = false;
            current.say(new BrokerEvent.ConnectionLost(epoch, "broken by the model"));
        }
    }

    private void opened(Leg leg) {
        up = true;
        leg.say(new BrokerEvent.Opened(epoch, true));
        List<Delivery> again = new ArrayList<>(unacknowledged);
        unacknowledged.clear();
        for (Delivery delivery : again) {
            if (delivery.qos() == Qos.TWO && leg.ids.contains(delivery.id())) {
                unacknowledged.add(delivery);
            } else {
                deliver(delivery);
            }
        }
        while (!queued.isEmpty()) {
            deliver(queued.remove());
        }
        List.copyOf(underWay.keySet()).forEach(leg::finish);
    }

    boolean isUp() {
        return up;
    }

    /** How many deliveries the broker still keeps. */
    int kept() {
        return unacknowledged.size() + queued.size();
    }

    private final class Leg implements BrokerLeg {
        private final LegOwner owner;
        private final List<Long> ids = new ArrayList<>();
        private boolean closed;

        Leg(LegOwner owner) {
            this.owner = owner;
        }

        void say(BrokerEvent event) {
            if (!closed) {
                if (event instanceof BrokerEvent.MessageArrived arrived) {
                    ids.add(arrived.delivery().id());
                }
                events.add(new ScriptedBroker.Pending(owner, event));
            }
        }

        @Override
        public void open(LegOptions options) {
            epoch = options.epoch();
            if (accepts) {
                opened(this);
            } else {
                up = false;
                say(new BrokerEvent.OpenFailed(epoch, org.sngateway.codec.v12.ReturnCode.CONGESTION, "away"));
            }
        }

        @Override
        public void publish(long token, OutgoingPublish publish) {
            if (publish.qos() == Qos.ZERO) {
                received.merge(String.valueOf(publish.payload().utf8()), 1, Integer::sum);
                say(new BrokerEvent.PublishAccepted(token));
                return;
            }
            underWay.put(token, publish);
            if (up && token % 3 != 0) {
                finish(token);
            }
        }

        /** The broker takes it, once, and says so; a token that is left alone is finished at the next resume. */
        private void finish(long token) {
            OutgoingPublish publish = underWay.remove(token);
            if (publish != null && taken.put(token, true) == null) {
                received.merge(String.valueOf(publish.payload().utf8()), 1, Integer::sum);
                say(new BrokerEvent.PublishAccepted(token));
            }
        }

        @Override
        public void subscribe(long token, String filter, Qos qos) {
            say(new BrokerEvent.Subscribed(token, qos));
        }

        @Override
        public void unsubscribe(long token, String filter) {
            say(new BrokerEvent.Unsubscribed(token, true));
        }

        @Override
        public void acknowledge(long deliveryId) {
            // Of QoS 2 the answer outlives the connection; of QoS 1 it is lost with it.
            unacknowledged.removeIf(delivery -> {
                boolean named =
                        delivery.id() == deliveryId && (up || delivery.qos() == Qos.TWO) && ids.contains(deliveryId);
                if (named) {
                    acknowledged.add(String.valueOf(delivery.payload().utf8()));
                }
                return named;
            });
        }

        @Override
        public void close(boolean keepSession) {
            List.copyOf(underWay.keySet()).forEach(this::finish);
            closed = true;
            closedOnce = true;
            up = false;
            events.removeIf(pending -> pending.owner() == owner);
        }
    }

    /** Answers what was left alone, as every broker does at last. */
    void answersEverything() {
        if (up) {
            List.copyOf(underWay.keySet()).forEach(current::finish);
        }
    }
}

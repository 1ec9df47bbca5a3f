package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker that does as told. By default it accepts everything; what it answers becomes an event that the fixture hands to
 * the engine afterwards, as the ports demand.
 */
final class ScriptedBroker implements BrokerLink {

    /** An event on its way to the engine. */
    record Pending(LegOwner owner, BrokerEvent event) {}

    /** Whether connections are accepted, refused with {@code refusal}, or left unanswered. */
    enum Connects {
        ACCEPTED,
        REFUSED,
        UNANSWERED
    }

    final Deque<Pending> events = new ArrayDeque<>();
    final List<String> gatewayPublishes = new ArrayList<>();
    final Map<String, Leg> legs = new LinkedHashMap<>();
    final List<Leg> allLegs = new ArrayList<>();

    Connects connects = Connects.ACCEPTED;
    ReturnCode refusal = ReturnCode.CONGESTION;
    boolean sessionPresent;
    boolean answersPublishes = true;
    boolean answersSubscribes = true;
    boolean reachable = true;

    @Override
    public Leg leg(String clientId, LegOwner owner) {
        Leg leg = new Leg(clientId, owner);
        legs.put(clientId, leg);
        allLegs.add(leg);
        return leg;
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        gatewayPublishes.add(topic + "=" + payload.utf8() + (retain ? " retain" : ""));
    }

    @Override
    public boolean isBrokerReachable() {
        return reachable;
    }

    /** The newest leg of a client. */
    Leg of(String clientId) {
        Leg leg = legs.get(clientId);
        if (leg == null) {
            throw new AssertionError("no leg was made for " + clientId);
        }
        return leg;
    }

    /** One device's connection, with a record of what was asked of it. */
    final class Leg implements BrokerLeg {
        final String clientId;
        final LegOwner owner;
        final List<LegOptions> opens = new ArrayList<>();
        final List<OutgoingPublish> publishes = new ArrayList<>();
        final List<Long> publishTokens = new ArrayList<>();
        final List<String> subscribes = new ArrayList<>();
        final List<Long> subscribeTokens = new ArrayList<>();
        final List<String> unsubscribes = new ArrayList<>();
        final List<Long> unsubscribeTokens = new ArrayList<>();
        final List<Long> acknowledged = new ArrayList<>();
        /** One entry a close: whether the broker keeps the session. */
        final List<Boolean> closes = new ArrayList<>();

        private long lastDeliveryId;

        Leg(String clientId, LegOwner owner) {
            this.clientId = clientId;
            this.owner = owner;
        }

        @Override
        public void open(LegOptions options) {
            opens.add(options);
            switch (connects) {
                case ACCEPTED -> say(new BrokerEvent.Opened(options.epoch(), sessionPresent && !options.cleanStart()));
                case REFUSED -> say(new BrokerEvent.OpenFailed(options.epoch(), refusal, "refused by script"));
                case UNANSWERED -> {
                    // The test answers.
                }
            }
        }

        @Override
        public void publish(long token, OutgoingPublish publish) {
            publishes.add(publish);
            publishTokens.add(token);
            if (answersPublishes) {
                say(new BrokerEvent.PublishAccepted(token));
            }
        }

        @Override
        public void subscribe(long token, String filter, Qos qos) {
            subscribes.add(filter + " " + qos);
            subscribeTokens.add(token);
            if (answersSubscribes) {
                say(new BrokerEvent.Subscribed(token, qos));
            }
        }

        @Override
        public void unsubscribe(long token, String filter) {
            unsubscribes.add(filter);
            unsubscribeTokens.add(token);
            if (answersSubscribes) {
                say(new BrokerEvent.Unsubscribed(token, true));
            }
        }

        @Override
        public void acknowledge(long deliveryId) {
            acknowledged.add(deliveryId);
        }

        @Override
        public void close(boolean keepSession) {
            closes.add(keepSession);
        }

        void say(BrokerEvent event) {
            events.add(new Pending(owner, event));
        }

        /** Delivers a message to the device; returns its id. */
        long deliver(String topic, String payload, Qos qos) {
            long id = ++lastDeliveryId;
            say(new BrokerEvent.MessageArrived(
                    new Delivery(id, topic, Octets.ofUtf8(payload), qos, false, Delivery.NO_EXPIRY)));
            return id;
        }

        /** The TCP connection breaks. */
        void breaks() {
            say(new BrokerEvent.ConnectionLost(lastEpoch(), "broken by script"));
        }

        long lastEpoch() {
            return opens.get(opens.size() - 1).epoch();
        }

        LegOptions lastOpen() {
            return opens.get(opens.size() - 1);
        }

        OutgoingPublish lastPublish() {
            return publishes.get(publishes.size() - 1);
        }

        long lastPublishToken() {
            return publishTokens.get(publishTokens.size() - 1);
        }

        long lastSubscribeToken() {
            return subscribeTokens.get(subscribeTokens.size() - 1);
        }
    }
}

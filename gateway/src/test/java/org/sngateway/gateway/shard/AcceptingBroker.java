package org.sngateway.gateway.shard;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A broker that accepts everything at once, of one shard. */
final class AcceptingBroker implements BrokerLink {
    final LongAdder publishes = new LongAdder();
    /** Which client ids have a leg here. */
    final Map<String, LegOwner> legs = new ConcurrentHashMap<>();

    private final Shard shard;

    AcceptingBroker(Shard shard) {
        this.shard = shard;
    }

    @Override
    public BrokerLeg leg(String clientId, LegOwner owner) {
        legs.put(clientId, owner);
        return new Leg(clientId, owner);
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        publishes.increment();
    }

    @Override
    public boolean isBrokerReachable() {
        return true;
    }

    private final class Leg implements BrokerLeg {
        private final String clientId;
        private final LegOwner owner;

        Leg(String clientId, LegOwner owner) {
            this.clientId = clientId;
            this.owner = owner;
        }

        @Override
        public void open(LegOptions options) {
            shard.onBrokerEvent(owner, new BrokerEvent.Opened(options.epoch(), false));
        }

        @Override
        public void publish(long token, OutgoingPublish publish) {
            publishes.increment();
            shard.onBrokerEvent(owner, new BrokerEvent.PublishAccepted(token));
        }

        @Override
        public void subscribe(long token, String filter, Qos qos) {
            shard.onBrokerEvent(owner, new BrokerEvent.Subscribed(token, qos));
        }

        @Override
        public void unsubscribe(long token, String filter) {
            shard.onBrokerEvent(owner, new BrokerEvent.Unsubscribed(token, true));
        }

        @Override
        public void acknowledge(long deliveryId) {
            // Nothing was delivered by it.
        }

        @Override
        public void close(boolean keepSession) {
            legs.remove(clientId, owner);
        }
    }
}

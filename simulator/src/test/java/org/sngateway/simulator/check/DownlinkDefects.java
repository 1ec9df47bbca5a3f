package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Engines that mistreat messages on their way down. */
final class DownlinkDefects {
    private DownlinkDefects() {}

    /** Tells the broker to forget a message as soon as it is there: what public gateways do. */
    static final class AcknowledgesTheBrokerOnArrival extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void acknowledge(long deliveryId) {
                    // Done long ago.
                }
            };
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            Leg leg = legOf(owner);
            if (leg != null
                    && event instanceof BrokerEvent.MessageArrived arrived
                    && arrived.delivery().qos() != Qos.ZERO) {
                leg.real.acknowledge(arrived.delivery().id());
            }
            super.onBrokerEvent(owner, event, nowNanos);
        }
    }

    /** Drops a message after a few repetitions, and says that it was delivered. */
    static final class DropsAfterRetries extends BrokenEngine {
        private final Map<Octets, Integer> sent = new HashMap<>();

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (inner(message) instanceof Publish publish
                    && publish.qos() == Qos.ONE
                    && sent.merge(publish.data(), 1, Integer::sum) > 2) {
                PubAck feigned = new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED);
                later(() -> feign(peer, wrapped(message, feigned)));
            } else {
                super.send(peer, message);
            }
        }

        private void feign(Peer.Udp peer, SnMessage answer) {
            super.onMessage(peer, answer, now);
        }

        private long now;

        @Override
        public void onTime(long nowNanos) {
            now = nowNanos;
            super.onTime(nowNanos);
        }
    }

    /** Gives messages up without a word. */
    static final class GivesUpWithoutSaying extends BrokenEngine {
        @Override
        GatewayObserver observer(GatewayObserver observer) {
            return (GatewayObserver) Proxy.newProxyInstance(
                    GatewayObserver.class.getClassLoader(),
                    new Class<?>[] {GatewayObserver.class},
                    (proxy, method, arguments) ->
                            List.of("downlinkDropped", "downlinkGivenUp").contains(method.getName())
                                    ? null
                                    : method.invoke(observer, arguments));
        }
    }

    /** Does not announce topic ids. */
    static final class SkipsRegister extends BrokenEngine {
        private long now;

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (inner(message) instanceof Register register) {
                RegAck feigned = new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED);
                later(() -> super.onMessage(peer, wrapped(message, feigned), now));
            } else {
                super.send(peer, message);
            }
        }

        @Override
        public void onTime(long nowNanos) {
            now = nowNanos;
            super.onTime(nowNanos);
        }
    }

    /** Announces a topic id, and does not wait for the answer. */
    static final class DoesNotWaitForRegAck extends BrokenEngine {
        private long now;

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            super.send(peer, message);
            if (inner(message) instanceof Register register) {
                RegAck feigned = new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED);
                later(() -> super.onMessage(peer, wrapped(message, feigned), now));
            }
        }

        @Override
        public void onTime(long nowNanos) {
            now = nowNanos;
            super.onTime(nowNanos);
        }
    }

    /** Announces a topic id once more under the message id of the PUBLISH that uses it. */
    static final class ReusesMessageIds extends BrokenEngine {
        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            super.send(peer, message);
            if (inner(message) instanceof Publish publish
                    && publish.qos().isAcknowledged()
                    && publish.topic() instanceof TopicRef.Normal topic) {
                Register again = new Register(topic.id(), publish.msgId(), Octets.ofUtf8("again"));
                super.send(peer, wrapped(message, again));
            }
        }
    }

    /** Repeats a QoS 2 message under another message id. */
    static final class RenumbersRepetitions extends BrokenEngine {
        private static final int SHIFT = 0x4000;
        private final Map<Octets, Integer> sent = new HashMap<>();

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (inner(message) instanceof Publish publish && publish.qos() == Qos.TWO) {
                boolean repeated = sent.merge(publish.data(), 1, Integer::sum) > 1;
                int msgId = repeated ? publish.msgId() ^ SHIFT : publish.msgId();
                super.send(
                        peer,
                        wrapped(
                                message,
                                new Publish(
                                        false,
                                        publish.qos(),
                                        publish.retain(),
                                        publish.topic(),
                                        msgId,
                                        publish.data())));
            } else {
                super.send(peer, message);
            }
        }

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof PubRec pubRec && pubRec.msgId() >= SHIFT) {
                super.send(source, wrapped(message, new PubRel(pubRec.msgId())));
                super.onMessage(source, wrapped(message, new PubRec(pubRec.msgId() ^ SHIFT)), nowNanos);
            } else if (!(inner(message) instanceof PubComp pubComp && pubComp.msgId() >= SHIFT)) {
                super.onMessage(source, message, nowNanos);
            }
        }
    }

    /** Swaps neighbours. */
    static final class SwapsMessages extends BrokenEngine {
        private static final long HELD_NANOS = 3_000_000_000L;
        private final Map<LegOwner, BrokerEvent> held = new HashMap<>();
        private long heldSinceNanos;

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            BrokerEvent before = held.remove(owner);
            if (before == null && event instanceof BrokerEvent.MessageArrived) {
                held.put(owner, event);
                heldSinceNanos = nowNanos;
                return;
            }
            super.onBrokerEvent(owner, event, nowNanos);
            if (before != null) {
                super.onBrokerEvent(owner, before, nowNanos);
            }
        }

        @Override
        public void onTime(long nowNanos) {
            if (nowNanos - heldSinceNanos > HELD_NANOS) {
                Map<LegOwner, BrokerEvent> overdue = new HashMap<>(held);
                held.clear();
                overdue.forEach((owner, event) -> super.onBrokerEvent(owner, event, nowNanos));
            }
            super.onTime(nowNanos);
        }
    }

    /** Overlooks every tenth message that the broker delivers. */
    static final class OverlooksArrivals extends BrokenEngine {
        private int count;

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            if (!(event instanceof BrokerEvent.MessageArrived) || ++count % 10 != 0) {
                super.onBrokerEvent(owner, event, nowNanos);
            }
        }
    }
}

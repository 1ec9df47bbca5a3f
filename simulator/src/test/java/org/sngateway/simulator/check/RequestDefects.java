package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;

import java.util.HashMap;
import java.util.Map;

/** Engines that mistreat requests which not every device makes: changes of the Will, UNSUBSCRIBE, QoS -1, publishing asleep. */
final class RequestDefects {
    private RequestDefects() {}

    /** Confirms changes of the Will, and leaves the broker with the former one. */
    static final class ConfirmsWillsThatAreNotInForce extends BrokenEngine {
        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof WillTopicUpd) {
                real().sensors().send(source, wrapped(message, new WillTopicResp(ReturnCode.ACCEPTED)));
            } else if (inner(message) instanceof WillMsgUpd) {
                real().sensors().send(source, wrapped(message, new WillMsgResp(ReturnCode.ACCEPTED)));
            } else {
                super.onMessage(source, message, nowNanos);
            }
        }
    }

    /** Confirms the end of a Will, and keeps it. */
    static final class KeepsDeletedWills extends BrokenEngine {
        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof WillTopicUpd update && update.topic().isEmpty()) {
                real().sensors().send(source, wrapped(message, new WillTopicResp(ReturnCode.ACCEPTED)));
            } else {
                super.onMessage(source, message, nowNanos);
            }
        }
    }

    /** Tells the device that a subscription has ended, and not the broker. */
    static final class KeepsSubscriptionsAtTheBroker extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void unsubscribe(long token, String filter) {
                    later(() -> engine().onBrokerEvent(owner, new BrokerEvent.Unsubscribed(token, true), now()));
                }
            };
        }
    }

    /** Tells the broker of an ended subscription while it can be reached, and has nothing to make up for when it could not. */
    static final class ForgetsOwedUnsubscribes extends BrokenEngine {
        private boolean duringMessage;

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            duringMessage = true;
            super.onMessage(source, message, nowNanos);
            duringMessage = false;
        }

        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void unsubscribe(long token, String filter) {
                    if (duringMessage) {
                        super.unsubscribe(token, filter);
                    } else {
                        later(() -> engine().onBrokerEvent(owner, new BrokerEvent.Unsubscribed(token, true), now()));
                    }
                }
            };
        }
    }

    /** Answers where nobody waits for it. */
    static final class AnswersMinusOne extends BrokenEngine {
        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            super.onMessage(source, message, nowNanos);
            if (inner(message) instanceof Publish publish && publish.qos() == Qos.MINUS_ONE) {
                PubAck accepted = new PubAck(publish.topic().wireId(), 0, ReturnCode.ACCEPTED);
                real().sensors().send(source, wrapped(message, accepted));
            }
        }
    }

    /** Publishes for the senders without a connection twice, to be sure. */
    static final class PublishesMinusOneTwice extends BrokenEngine {
        @Override
        public void publishAsGateway(String topic, Octets payload, boolean retain) {
            super.publishAsGateway(topic, payload, retain);
            super.publishAsGateway(topic, payload, retain);
        }
    }

    /** Remembers the client ids of those who sleep. */
    private abstract static class KnowsSleepers extends BrokenEngine {
        private final Map<Object, Octets> clientIds = new HashMap<>();
        private final Map<Object, Octets> sleepers = new HashMap<>();

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            Object node = node(source, message);
            if (inner(message) instanceof Connect connect) {
                clientIds.put(node, connect.clientId());
                sleepers.remove(node);
            } else if (inner(message) instanceof Disconnect disconnect) {
                Octets clientId = clientIds.get(node);
                sleepers.remove(node);
                if (disconnect.durationSeconds() > 0 && clientId != null) {
                    sleepers.put(node, clientId);
                }
            } else if (inner(message) instanceof Publish publish && publish.qos() == Qos.ONE) {
                Octets clientId = sleepers.get(node);
                if (clientId != null && onPublishOf(clientId, source, message, nowNanos)) {
                    return;
                }
            }
            super.onMessage(source, message, nowNanos);
        }

        /** Says whether the message has been dealt with. */
        abstract boolean onPublishOf(Octets sleeper, Peer.Udp source, SnMessage message, long nowNanos);
    }

    /** Takes a sleeper that publishes for one that is awake. */
    static final class WakesSleepersThatPublish extends KnowsSleepers {
        @Override
        boolean onPublishOf(Octets sleeper, Peer.Udp source, SnMessage message, long nowNanos) {
            engine().onMessage(source, wrapped(message, new PingReq(sleeper)), nowNanos);
            return false;
        }
    }

    /** Accepts what a sleeper publishes, and leaves it at that. */
    static final class LosesWhatSleepersPublish extends KnowsSleepers {
        @Override
        boolean onPublishOf(Octets sleeper, Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof Publish publish) {
                PubAck accepted = new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED);
                real().sensors().send(source, wrapped(message, accepted));
            }
            return true;
        }
    }
}

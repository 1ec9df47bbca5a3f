package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Engines that mistreat messages on their way up. */
final class UplinkDefects {
    private UplinkDefects() {}

    /** Answers PUBLISH as soon as it is there. */
    static final class AcknowledgesBeforeStoring extends BrokenEngine {
        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof Publish publish && publish.qos() == Qos.ONE) {
                PubAck accepted = new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED);
                real().sensors().send(source, wrapped(message, accepted));
            }
            super.onMessage(source, message, nowNanos);
        }
    }

    /** Takes what the store was asked to keep for kept. */
    static final class DoesNotWaitForTheDisk extends BrokenEngine {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            super.append(changes, Urgency.LAZY);
            return DURABLE;
        }
    }

    /** Takes the order of the spool for unimportant. */
    static final class ReadsTheSpoolBackwards extends BrokenEngine {
        @Override
        public void onStoreEvent(StoreEvent event, long nowNanos) {
            if (event instanceof StoreEvent.SpoolRead read) {
                List<SpooledMessage> messages = read.messages();
                List<SpooledMessage> backwards = new ArrayList<>();
                for (int i = 0; i < messages.size(); i++) {
                    SpooledMessage last = messages.get(messages.size() - 1 - i);
                    backwards.add(new SpooledMessage(messages.get(i).id(), last.publish(), last.storedNanos()));
                }
                super.onStoreEvent(new StoreEvent.SpoolRead(read.clientId(), backwards), nowNanos);
            } else {
                super.onStoreEvent(event, nowNanos);
            }
        }
    }

    /** Publishes what comes out of the spool twice. */
    static final class DeliversTheSpoolTwice extends BrokenEngine {
        private final Set<Octets> fromSpool = new HashSet<>();

        @Override
        public void onStoreEvent(StoreEvent event, long nowNanos) {
            if (event instanceof StoreEvent.SpoolRead read) {
                read.messages()
                        .forEach(message -> fromSpool.add(message.publish().payload()));
            }
            super.onStoreEvent(event, nowNanos);
        }

        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    super.publish(token, publish);
                    if (fromSpool.remove(publish.payload())) {
                        super.publish(-1, publish);
                    }
                }
            };
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            if (!isOf(event, -1)) {
                super.onBrokerEvent(owner, event, nowNanos);
            }
        }
    }

    /** Takes what was handed to the connection for accepted by the broker. */
    static final class TakesHandedOverForAccepted extends BrokenEngine {
        private final Map<LegOwner, Set<Long>> accepted = new HashMap<>();
        private long lastNanos;

        @Override
        public void onTime(long nowNanos) {
            lastNanos = nowNanos;
            super.onTime(nowNanos);
        }

        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    super.publish(token, publish);
                    if (publish.qos() != Qos.ZERO) {
                        later(() -> accept(owner, token));
                    }
                }
            };
        }

        private void accept(LegOwner owner, long token) {
            accepted.computeIfAbsent(owner, key -> new HashSet<>()).add(token);
            super.onBrokerEvent(owner, new BrokerEvent.PublishAccepted(token), lastNanos);
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            Set<Long> done = accepted.getOrDefault(owner, Set.of());
            if (done.stream().noneMatch(token -> isOf(event, token))) {
                super.onBrokerEvent(owner, event, nowNanos);
            }
        }
    }

    private static boolean isOf(BrokerEvent event, long token) {
        return event instanceof BrokerEvent.PublishAccepted accepted && accepted.token() == token
                || event instanceof BrokerEvent.PublishRejected rejected && rejected.token() == token
                || event instanceof BrokerEvent.PublishAborted aborted && aborted.token() == token;
    }

    /** Deletes what is in the spool as soon as the broker is back. */
    static final class DeletesFromTheSpoolTooEarly extends BrokenEngine {
        private final List<StoreWrite> deletions = new ArrayList<>();

        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            for (StoreWrite change : changes) {
                if (change instanceof StoreWrite.PutSpooled put) {
                    deletions.add(new StoreWrite.DeleteSpooled(
                            put.clientId(), put.message().id()));
                }
            }
            return super.append(changes, urgency);
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            if (event instanceof BrokerEvent.Opened && !deletions.isEmpty()) {
                super.append(deletions, Urgency.PROMPT);
                deletions.clear();
            }
            super.onBrokerEvent(owner, event, nowNanos);
        }
    }

    /** Has forgotten a QoS 2 message when it is repeated. */
    static final class PublishesRepetitionsAnew extends BrokenEngine {
        private final Map<Octets, Leg> published = new HashMap<>();
        private final Map<Octets, OutgoingPublish> messages = new HashMap<>();

        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    published.put(publish.payload(), this);
                    messages.put(publish.payload(), publish);
                    super.publish(token, publish);
                }

                @Override
                public void close(boolean keepSession) {
                    published.values().removeIf(other -> other == this);
                    super.close(keepSession);
                }
            };
        }

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof Publish publish && publish.qos() == Qos.TWO && publish.dup()) {
                Leg leg = published.get(publish.data());
                OutgoingPublish known = messages.get(publish.data());
                if (leg != null && known != null) {
                    leg.real.publish(-1, known);
                }
            }
            super.onMessage(source, message, nowNanos);
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
            if (event instanceof BrokerEvent.ConnectionLost) {
                published.clear();
            }
            if (!isOf(event, -1)) {
                super.onBrokerEvent(owner, event, nowNanos);
            }
        }
    }

    /** Publishes everything at QoS 1: exactly once is too much trouble. */
    static final class LowersTheQos extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void publish(long token, OutgoingPublish publish) {
                    Qos lowered = publish.qos() == Qos.TWO ? Qos.ONE : publish.qos();
                    super.publish(
                            token, new OutgoingPublish(publish.topic(), publish.payload(), lowered, publish.retain()));
                }
            };
        }
    }

    /** Compares client ids as far as the shorter one goes, so that "c12" is taken for "c1". */
    static final class ComparesClientIdsByPrefix extends BrokenEngine {
        private final Set<String> known = new HashSet<>();

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
            if (inner(message) instanceof Connect connect) {
                String clientId = connect.clientId().utf8();
                for (String other : known) {
                    if (clientId != null && clientId.startsWith(other)) {
                        clientId = other;
                    }
                }
                known.add(clientId == null ? "" : clientId);
                Connect mistaken = new Connect(
                        connect.will(),
                        connect.cleanSession(),
                        connect.protocolId(),
                        connect.durationSeconds(),
                        Octets.ofUtf8(clientId == null ? "" : clientId));
                super.onMessage(source, wrapped(message, mistaken), nowNanos);
                return;
            }
            super.onMessage(source, message, nowNanos);
        }
    }

    /** Never tells a device that its message was accepted. */
    static final class KeepsAcknowledgementsToItself extends BrokenEngine {
        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (!(inner(message) instanceof PubAck pubAck && pubAck.returnCode().isAccepted())) {
                super.send(peer, message);
            }
        }
    }

    /** Gives two names the same topic id: every second one that it tells is one too low. */
    static final class MixesTopicIdsUp extends BrokenEngine {
        private int count;

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            if (inner(message) instanceof RegAck regAck
                    && regAck.returnCode().isAccepted()
                    && regAck.topicId() > 1
                    && count++ % 2 == 1) {
                RegAck mistaken = new RegAck(regAck.topicId() - 1, regAck.msgId(), regAck.returnCode());
                super.send(peer, wrapped(message, mistaken));
            } else {
                super.send(peer, message);
            }
        }
    }
}

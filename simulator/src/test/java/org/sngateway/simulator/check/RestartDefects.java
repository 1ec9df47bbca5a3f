package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredTopic;

import java.util.ArrayList;
import java.util.List;

/** Engines that come back from a restart as somebody else. */
final class RestartDefects {
    private RestartDefects() {}

    private static StoredClient with(StoredClient stored, StoredSession session, List<StoredTopic> topics) {
        return new StoredClient(
                session, topics, stored.subscriptions(), stored.received(), stored.spool(), stored.commands());
    }

    private static StoredSession since(StoredSession session, StateName state, long sinceNanos) {
        return new StoredSession(
                session.clientId(),
                session.cleanSession(),
                state,
                sinceNanos,
                session.sleepSeconds(),
                session.keepAliveSeconds(),
                session.peer(),
                session.lastTopicId(),
                session.lastMsgId(),
                session.will(),
                session.owedWill());
    }

    /** Begins with nothing. */
    static final class ForgetsSessions extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            // Everybody is to connect again.
        }
    }

    /** Begins without topic ids. */
    static final class ForgetsTopicIds extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(with(stored, stored.session(), List.of()), nowNanos);
        }
    }

    /** Begins with each topic id bound to its neighbour's name. */
    static final class MixesTopicIdsUp extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            List<StoredTopic> mixed = new ArrayList<>();
            List<StoredTopic> topics = stored.topics();
            for (int i = 0; i < topics.size(); i++) {
                StoredTopic topic = topics.get(i);
                String name = topics.get((i + 1) % topics.size()).name();
                mixed.add(new StoredTopic(topic.id(), name, topic.confirmed()));
            }
            super.restore(with(stored, stored.session(), mixed), nowNanos);
        }
    }

    /** Takes all topic ids for confirmed. */
    static final class ConfirmsTopicIds extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            List<StoredTopic> confirmed = new ArrayList<>();
            for (StoredTopic topic : stored.topics()) {
                confirmed.add(new StoredTopic(topic.id(), topic.name(), true));
            }
            super.restore(with(stored, stored.session(), confirmed), nowNanos);
        }
    }

    /** Begins without the ids of QoS 2 messages that it has received. */
    static final class ForgetsReceivedIds extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(
                    new StoredClient(
                            stored.session(),
                            stored.topics(),
                            stored.subscriptions(),
                            List.of(),
                            stored.spool(),
                            stored.commands()),
                    nowNanos);
        }
    }

    /** Begins without subscriptions. */
    static final class ForgetsSubscriptions extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(
                    new StoredClient(
                            stored.session(),
                            stored.topics(),
                            List.of(),
                            stored.received(),
                            stored.spool(),
                            stored.commands()),
                    nowNanos);
        }
    }

    /** Does not write down which subscriptions have ended. */
    static final class StoresNoUnsubscribes extends BrokenEngine {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            List<StoreWrite> written = new ArrayList<>(changes);
            written.removeIf(change -> change instanceof StoreWrite.DeleteSubscription
                    || change instanceof StoreWrite.DeleteSubscriptions);
            return super.append(written, urgency);
        }
    }

    /** Begins without the spool. */
    static final class ForgetsTheSpool extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(
                    new StoredClient(
                            stored.session(),
                            stored.topics(),
                            stored.subscriptions(),
                            stored.received(),
                            List.of(),
                            stored.commands()),
                    nowNanos);
        }
    }

    /** Tells sleepers that it was gone. */
    static final class TellsSleepersToGo extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(stored, nowNanos);
            if (stored.session().state() == StateName.ASLEEP) {
                Peer peer = stored.session().peer();
                if (peer instanceof Peer.Udp udp) {
                    send(udp, Disconnect.PLAIN);
                } else if (peer instanceof Peer.Forwarded forwarded) {
                    send(forwarded.forwarder(), new Encapsulated(0, forwarded.nodeId(), Disconnect.PLAIN));
                }
            }
        }
    }

    /** Takes sleepers for long overdue. */
    static final class ForgetsWhenItHeardSleepers extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            StoredSession session = stored.session();
            long sinceNanos = session.state() == StateName.ASLEEP ? 0 : session.sinceNanos();
            super.restore(with(stored, since(session, session.state(), sinceNanos), stored.topics()), nowNanos);
        }
    }

    /** Does not write down who sleeps. */
    static final class StoresNoSleep extends BrokenEngine {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            List<StoreWrite> written = new ArrayList<>();
            for (StoreWrite change : changes) {
                if (change instanceof StoreWrite.PutSession put && put.session().state() == StateName.ASLEEP) {
                    written.add(new StoreWrite.PutSession(
                            since(put.session(), StateName.ACTIVE, put.session().sinceNanos())));
                } else {
                    written.add(change);
                }
            }
            return super.append(written, urgency);
        }
    }

    /** Does not write down topic ids. */
    static final class StoresNoTopicIds extends BrokenEngine {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            List<StoreWrite> written = new ArrayList<>(changes);
            written.removeIf(change -> change instanceof StoreWrite.PutTopic);
            return super.append(written, urgency);
        }
    }
}

package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Peer;

/** What every session of a shard shares. */
final class EngineContext {
    /** Near the end of the message ids the count begins anew. */
    private static final int MSG_IDS_ROUND = 0xF000;

    EngineOptions options;
    final Ports ports;
    final GatewayObserver observer;
    final Outbox outbox;
    PredefinedTopics predefined;
    final PublishMinusOne publishMinusOne;
    final ConnectSlots connectSlots;
    final Jitter jitter;
    final Sessions sessions;
    final AwaitedCommits awaiting = new AwaitedCommits();

    private long lastEpoch;
    private int legsUp;
    private int lastMsgId;
    private int lastTopicId = TopicRegistry.FIRST - 1;

    EngineContext(EngineOptions options, Ports ports, PredefinedTopics predefined, Sessions sessions) {
        this.options = options;
        this.ports = ports;
        this.observer = ports.observer();
        this.outbox = new Outbox(ports.sensors(), ports.observer());
        this.predefined = predefined;
        this.publishMinusOne = new PublishMinusOne(options.publishMinusOne(), ports, predefined);
        this.connectSlots = new ConnectSlots(options.upstream().connectsAtOnceMax());
        this.jitter = new Jitter(options.upstream().jitterSeed());
        this.sessions = sessions;
    }

    /** Other options and topics from now on; what copies some of them is to be told. */
    void adopt(EngineOptions changed, PredefinedTopics topics, long nowNanos) {
        options = changed;
        predefined = topics;
        publishMinusOne.adopt(changed.publishMinusOne(), topics, nowNanos);
    }

    /** A number that no attempt to open a leg had before. */
    long nextEpoch() {
        return ++lastEpoch;
    }

    /**
     * The topic id after which a new session record begins. Where an ended one stopped: a device that does not know of its
     * session's end may use an id of it, which must be unknown rather than another topic (SN12-TID-03).
     */
    int lastTopicId() {
        return lastTopicId;
    }

    /** A session record has ended, or comes from the store, whose last topic id was this. */
    void onTopicIdsUsed(int lastIdOfSession) {
        int next = Math.max(lastTopicId, lastIdOfSession);
        lastTopicId = next < TopicRegistry.PRINTABLE_FIRST ? next : TopicRegistry.FIRST - 1;
    }

    /**
     * The message id after which a new session record begins. A device whose session an operator ended goes on, and remembers
     * ids of QoS 2 messages that were under way: under one of them it would take a new message for an old one.
     */
    int lastMsgId() {
        return lastMsgId;
    }

    /** A session has ended that its device did not end, whose last message id was this. */
    void onMsgIdsUsed(int lastIdOfSession) {
        int next = Math.max(lastMsgId, lastIdOfSession);
        lastMsgId = next < MSG_IDS_ROUND ? next : 0;
    }

    /** A leg came up (1) or went down (-1). */
    void countLegUp(int change) {
        legsUp += change;
    }

    /** Whether there is a broker, as far as any connection of ours knows. */
    boolean isBrokerReachable() {
        return legsUp > 0 || ports.broker().isBrokerReachable();
    }

    /** Whether a promise that has to be stored first can be made now; otherwise the device is told congestion. */
    boolean takesPromises() {
        return ports.store().isHealthy();
    }

    /** Whether only the newest message of this topic is kept for a device. */
    boolean keepsLatest(String topic) {
        for (String filter : options.capacity().keepLatest()) {
            if (TopicFilters.matches(filter, topic)) {
                return true;
            }
        }
        return false;
    }

    /** What sessions ask of the table that they live in. */
    interface Sessions {

        /** Datagrams of {@code peer} are for {@code session} from now on; who had it before loses it. */
        void bind(Session session, Peer peer, long nowNanos);

        void unbind(Session session, Peer peer);

        /** The session record is at its end. */
        void remove(Session session);

        /** The device said goodbye and may repeat it (SN12-DIS-05). */
        void linger(Peer peer, long nowNanos);

        /** A PINGREQ named another client than the one bound to its address (SN12-AMB-25). */
        void wakeByName(Peer peer, org.sngateway.codec.v12.Octets clientId, long nowNanos);

        /** Something of the session is stored that its queue was waiting for. */
        void afterStored(Session session, long nowNanos);

        /** SEARCHGW from a connected device (SN12-DSC-10). */
        void answerSearch(Peer peer, int radius);
    }
}

package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages from addresses that no session is bound to (SN12-UNK, SN12-STA-03..06, 41, 42). At most a DISCONNECT of two
 * octets is answered, at a limited rate for each source and for all, so that nobody can be flooded through us. Behind an
 * allowed forwarder each node is a source of its own: all of them have to learn soon that the gateway was restarted.
 */
final class Strangers extends MessageDispatch {
    private final EngineContext context;
    private EngineOptions.Admission options;
    private final Bounded<Peer, TokenBucket> answersBySource;
    private final TokenBucket answers;
    /** Who said goodbye lately, and until when a repetition is answered (SN12-DIS-05). */
    private final Bounded<Peer, Long> lingering;

    private @Nullable Peer current;
    private long nowNanos;

    Strangers(EngineContext context, long nowNanos) {
        this.context = context;
        this.options = context.options.admission();
        this.answers = new TokenBucket(options.disconnects(), nowNanos);
        this.answersBySource = new Bounded<>(options.sourcesMax());
        this.lingering = new Bounded<>(options.sourcesMax());
    }

    /** A map that forgets the entry that was longest without a look. */
    static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private int entriesMax;

        Bounded(int entriesMax) {
            super(16, 0.75f, true);
            this.entriesMax = entriesMax;
        }

        /** Another limit; what is too many is forgotten. */
        void limit(int max) {
            entriesMax = max;
            Iterator<K> longestUnseen = keySet().iterator();
            while (size() > max && longestUnseen.hasNext()) {
                longestUnseen.next();
                longestUnseen.remove();
            }
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > entriesMax;
        }
    }

    /** Other limits from now on. */
    void adopt(EngineOptions.Admission changed, long now) {
        options = changed;
        answers.adopt(changed.disconnects(), now);
        answersBySource.limit(changed.sourcesMax());
        answersBySource.values().forEach(bucket -> bucket.adopt(changed.disconnectsPerSource(), now));
        lingering.limit(changed.sourcesMax());
    }

    void dispatch(Peer peer, SnMessage message, long now) {
        current = peer;
        nowNanos = now;
        message.accept(this);
        current = null;
    }

    private Peer peer() {
        Peer peer = current;
        if (peer == null) {
            throw new IllegalStateException("dispatch outside dispatch()");
        }
        return peer;
    }

    void linger(Peer peer, long now) {
        lingering.put(peer, now + context.options.timing().transactionNanos());
    }

    /** The peer has a session again: what it says next is no repetition of its goodbye. */
    void forget(Peer peer) {
        lingering.remove(peer);
    }

    /** Tells a peer that there is no session behind its address, if the limits allow another answer. */
    void turnAway(Peer peer, long now) {
        context.observer.dropped(peer, DropReason.UNKNOWN_CLIENT);
        TokenBucket ofSource =
                answersBySource.computeIfAbsent(peer, source -> new TokenBucket(options.disconnectsPerSource(), now));
        if (ofSource.tryTake(now) && answers.tryTake(now)) {
            context.outbox.send(peer, Disconnect.PLAIN);
        } else {
            context.observer.dropped(peer, DropReason.RATE_LIMITED);
        }
    }

    @Override
    void onUnexpected(SnMessage message) {
        turnAway(peer(), nowNanos);
    }

    @Override
    void onNotForGateway(SnMessage message) {
        context.observer.dropped(peer(), DropReason.NOT_FOR_GATEWAY);
    }

    @Override
    public void visit(Publish message) {
        if (message.qos() == Qos.MINUS_ONE) {
            context.publishMinusOne.onPublish(message, peer(), null, nowNanos);
        } else {
            onUnexpected(message);
        }
    }

    @Override
    public void visit(PingReq message) {
        if (message.clientId().isEmpty()) {
            onUnexpected(message);
        } else {
            context.sessions.wakeByName(peer(), message.clientId(), nowNanos);
        }
    }

    /**
     * Answered only for a while after a goodbye: two gateways would bounce DISCONNECTs for ever (SN12-DIS-06). A request to
     * sleep repeats no goodbye, and an answer would be taken for a promise to keep messages, which nobody does.
     */
    @Override
    public void visit(Disconnect message) {
        Long until = lingering.get(peer());
        if (until != null && nowNanos < until && message.durationSeconds() <= 0) {
            context.outbox.send(peer(), Disconnect.PLAIN);
        } else {
            context.observer.dropped(peer(), DropReason.UNKNOWN_CLIENT);
        }
    }

    @Override
    public void visit(SearchGw message) {
        context.sessions.answerSearch(peer(), message.radius());
    }
}

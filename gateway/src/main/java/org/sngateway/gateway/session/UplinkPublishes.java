package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredReceived;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One device's messages on their way up (MQTT-SN 1.2 s.6.6, SN12-PUBC, SN12-QOS). PUBACK and PUBREC leave only after the
 * broker has the message, or the store while the broker is away; a repeat of what is under way is absorbed; beyond the
 * window, or the spool, the device is told congestion.
 */
final class UplinkPublishes {
    /** QoS 0 messages handed to the leg and not yet written; beyond it they are dropped. */
    private static final int UNWRITTEN_MAX = 256;

    /**
     * QoS 2 message ids remembered until PUBREL, and as many finished messages, so that a copy that the network held back is
     * known. The device may have a wider window than the gateway, hence not less than 16. Of the ids beyond it the oldest
     * is taken for finished: a device that never releases must not fill the memory.
     */
    private static final int REMEMBERED_PER_WINDOW = 4;

    private static final int REMEMBERED_MIN = 16;

    // configuration
    private final EngineContext context;
    private final Session session;
    private int window;
    private int rememberedMax;

    // lives as long as the session
    private List<UplinkExchange> exchanges = List.of();
    private final ReplyCache replies;
    private final UplinkSpool spool;
    private int unwritten;

    UplinkPublishes(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
        this.window = context.options.capacity().uplinkWindow();
        this.rememberedMax = Math.max(REMEMBERED_MIN, window * REMEMBERED_PER_WINDOW);
        this.replies = new ReplyCache(rememberedMax, context.options.timing().transactionNanos());
        this.spool = new UplinkSpool(context, session);
    }

    /** Other limits; what is under way goes on. */
    void renew() {
        window = context.options.capacity().uplinkWindow();
        rememberedMax = Math.max(REMEMBERED_MIN, window * REMEMBERED_PER_WINDOW);
        replies.limit(rememberedMax, context.options.timing().transactionNanos());
    }

    /** What was acknowledged to the device and is not with the broker yet. */
    UplinkSpool spool() {
        return spool;
    }

    /** QoS 2 messages that were received and not released, in the order of their ids. */
    List<StoredReceived> received() {
        return exchanges.stream()
                .filter(exchange -> exchange.stage == UplinkExchange.Stage.RECEIVED)
                .map(exchange -> new StoredReceived(exchange.msgId, exchange.fingerprint))
                .sorted(Comparator.comparingInt(StoredReceived::msgId))
                .toList();
    }

    /** What an earlier process left. */
    void restore(List<StoredReceived> received, List<StoredClient.SpoolEntry> spooled) {
        for (StoredReceived each : received) {
            append(new UplinkExchange(each));
        }
        spool.restore(spooled);
    }

    /** A PUBLISH with QoS 0, 1 or 2. */
    void onPublish(Publish publish, long nowNanos) {
        UplinkTopics.Resolved resolved = UplinkTopics.resolve(publish.topic(), session);
        if (resolved.name() == null) {
            reject(publish, resolved.code());
        } else if (!TopicFilters.permits(session.profile().publish(), resolved.name())) {
            reject(publish, ReturnCode.NOT_SUPPORTED);
        } else if (publish.qos() == Qos.ZERO) {
            forwardUnacknowledged(publish, resolved.name(), nowNanos);
        } else if (publish.msgId() == 0) {
            reject(publish, ReturnCode.NOT_SUPPORTED);
        } else {
            accept(publish, resolved.name(), nowNanos);
        }
    }

    private void forwardUnacknowledged(Publish publish, String topic, long nowNanos) {
        OutgoingPublish outgoing = new OutgoingPublish(topic, publish.data(), Qos.ZERO, publish.retain());
        boolean up = session.upstream().isUp();
        if (context.options.upstream().spoolsQos0() && (!up || spool.hasWaiting())) {
            if (session.upstream().state() != UpstreamState.CLOSED && spool.add(outgoing, 0, nowNanos)) {
                onTaken(publish, nowNanos);
                return;
            }
        }
        // No answer even when there is no room: congestion would silence a QoS 0 device for minutes (SN12-PUBC-04).
        if (!up || unwritten >= UNWRITTEN_MAX) {
            context.observer.dropped(session.peer(), DropReason.UPLINK_OVERFLOW);
            context.observer.uplinkDropped(session.clientId(), topic, publish, DropReason.UPLINK_OVERFLOW);
            return;
        }
        unwritten++;
        onTaken(publish, nowNanos);
        session.upstream().publish(Tokens.UNACKNOWLEDGED, outgoing);
    }

    /** It is for the broker now, and not a repetition. */
    private void onTaken(Publish publish, long nowNanos) {
        session.traffic.published(nowNanos);
        context.observer.published(session.clientId(), Direction.UPLINK, publish);
    }

    private void accept(Publish publish, String topic, long nowNanos) {
        UplinkExchange known = find(publish.msgId());
        if (known != null) {
            if (known.isRepeatedBy(publish)) {
                context.observer.repeated(publish);
                onRepeat(known, nowNanos);
                return;
            }
            // Another message under the same id: the device has given up the first (SN12-AMB-05).
            forget(known);
        }
        if (replies.answers(publish, nowNanos)) {
            context.observer.repeated(publish);
            answerAgain(publish);
            return;
        }
        // PUBREC waits for the store, wherever the message goes.
        boolean refused = publish.qos() == Qos.TWO && !context.takesPromises();
        if (refused || countUnderWay() >= window) {
            reject(publish, ReturnCode.CONGESTION);
            return;
        }
        UplinkExchange exchange = new UplinkExchange(publish, topic, nowNanos);
        Upstream upstream = session.upstream();
        if (upstream.isUp() && !spool.hasWaiting()) {
            add(exchange, nowNanos);
            onTaken(publish, nowNanos);
            forward(exchange);
        } else if (upstream.isReopening() && spool.isEmpty()) {
            add(exchange, nowNanos);
            onTaken(publish, nowNanos);
        } else {
            acceptLater(exchange, nowNanos);
        }
    }

    /** The broker cannot take it now: it is stored, or the device keeps it. */
    private void acceptLater(UplinkExchange exchange, long nowNanos) {
        add(exchange, nowNanos);
        if (!insure(exchange, nowNanos)) {
            forget(exchange);
            reject(exchange.original(), ReturnCode.CONGESTION);
            return;
        }
        onTaken(exchange.original(), nowNanos);
    }

    /**
     * Stores a message that the broker has not answered, so that the device need not wait for it; {@code false} when there
     * is no room, or no leg that will ever take it.
     */
    private boolean insure(UplinkExchange exchange, long nowNanos) {
        boolean hopeless = session.upstream().state() == UpstreamState.CLOSED;
        long token = exchange.stage == UplinkExchange.Stage.AT_BROKER ? exchange.token : 0;
        if (hopeless || !spool.add(exchange.outgoing(), token, nowNanos)) {
            return false;
        }
        onStored(exchange, nowNanos);
        return true;
    }

    private void answerAgain(Publish publish) {
        if (publish.qos() == Qos.ONE) {
            answer(publish, ReturnCode.ACCEPTED);
        } else {
            session.send(new PubRec(publish.msgId()));
        }
    }

    private void onRepeat(UplinkExchange known, long nowNanos) {
        known.muted = false;
        switch (known.stage) {
            case RECEIVED -> session.send(new PubRec(known.msgId));
            case HELD -> {
                if (session.upstream().isUp() && spool.isEmpty()) {
                    forward(known);
                } else if (!session.upstream().isReopening()) {
                    insure(known, nowNanos);
                }
            }
            // The device has waited for one T_retry, and would give up sooner or later.
            case AT_BROKER -> insure(known, nowNanos);
        }
    }

    private void add(UplinkExchange exchange, long nowNanos) {
        if (exchanges.size() >= window + rememberedMax) {
            finishOldestReceived(nowNanos);
        }
        append(exchange);
    }

    private void append(UplinkExchange exchange) {
        if (exchanges.isEmpty()) {
            exchanges = new ArrayList<>(2);
        }
        exchanges.add(exchange);
    }

    private void forget(UplinkExchange exchange) {
        exchanges.remove(exchange);
        if (exchange.stage == UplinkExchange.Stage.RECEIVED) {
            session.journal().promise(new StoreWrite.DeleteReceived(session.clientId(), exchange.msgId));
        }
    }

    /** Its PUBREL may be late rather than lost: a repeat of the message is still known for a while. */
    private void finishOldestReceived(long nowNanos) {
        for (UplinkExchange exchange : exchanges) {
            if (exchange.stage == UplinkExchange.Stage.RECEIVED) {
                forget(exchange);
                replies.add(exchange.fingerprint, true, nowNanos);
                return;
            }
        }
    }

    private void forward(UplinkExchange exchange) {
        exchange.stage = UplinkExchange.Stage.AT_BROKER;
        exchange.token = session.tokens().uplink();
        session.upstream().publish(exchange.token, exchange.outgoing());
    }

    void onAccepted(long token, long nowNanos) {
        if (token == Tokens.UNACKNOWLEDGED) {
            onWritten();
            return;
        }
        UplinkExchange exchange = findByToken(token);
        if (exchange == null) {
            spool.onAccepted(token, nowNanos);
            return;
        }
        context.observer.measured(Measure.UPLINK, nowNanos - exchange.arrivedNanos);
        if (exchange.qos == Qos.ONE) {
            onDone(exchange, nowNanos);
            if (!exchange.muted) {
                session.sendUnstored(pubAck(exchange.original(), ReturnCode.ACCEPTED));
            }
        } else {
            onReceived(exchange);
        }
    }

    private void onDone(UplinkExchange exchange, long nowNanos) {
        exchanges.remove(exchange);
        replies.add(exchange.fingerprint, !exchange.muted, nowNanos);
    }

    /** The store has it, or will before the device is told. */
    private void onStored(UplinkExchange exchange, long nowNanos) {
        if (exchange.qos == Qos.TWO) {
            onReceived(exchange);
            return;
        }
        onDone(exchange, nowNanos);
        if (!exchange.muted) {
            answer(exchange.original(), ReturnCode.ACCEPTED);
        }
    }

    private void onReceived(UplinkExchange exchange) {
        exchange.stage = UplinkExchange.Stage.RECEIVED;
        exchange.token = 0;
        session.journal()
                .promise(new StoreWrite.PutReceived(
                        session.clientId(), new StoredReceived(exchange.msgId, exchange.fingerprint)));
        if (!exchange.muted) {
            session.send(new PubRec(exchange.msgId));
        }
    }

    private void onWritten() {
        unwritten--;
    }

    void onRejected(long token, ReturnCode code, long nowNanos) {
        if (token == Tokens.UNACKNOWLEDGED) {
            onWritten();
            return;
        }
        UplinkExchange exchange = findByToken(token);
        if (exchange == null) {
            spool.onRejected(token, code, nowNanos);
            return;
        }
        exchanges.remove(exchange);
        if (!exchange.muted) {
            Publish publish = exchange.original();
            reject(publish, codeFor(publish.topic(), code));
        }
    }

    /**
     * Only of a short topic is the name in the device's message. To a device that used an id, "invalid topic id" would
     * mean that the gateway has forgotten it, and it would register for ever (SN12-PUBC-12).
     */
    private static ReturnCode codeFor(TopicRef topic, ReturnCode code) {
        boolean named = topic instanceof TopicRef.ShortName;
        return code.equals(ReturnCode.INVALID_TOPIC_ID) && !named ? ReturnCode.NOT_SUPPORTED : code;
    }

    /** The broker lost its session with this message in flight: publish it again as soon as the leg is up. */
    void onAborted(long token, long nowNanos) {
        if (token == Tokens.UNACKNOWLEDGED) {
            onWritten();
            session.reportDropped(DropReason.UPLINK_OVERFLOW);
            return;
        }
        UplinkExchange exchange = findByToken(token);
        if (exchange == null) {
            spool.onAborted(token, nowNanos);
        } else {
            exchange.stage = UplinkExchange.Stage.HELD;
            // A leg that is breaking aborts at once whatever it is given; once is enough until it is up anew.
            if (session.upstream().isUp() && !exchange.aborted) {
                exchange.aborted = true;
                forward(exchange);
            }
        }
    }

    /** The leg is up: what is stored goes out first, then what was held, each in its order. */
    void onUpstreamUp(boolean sessionPresent, long nowNanos) {
        if (!sessionPresent) {
            spool.forgetUnderWay();
        }
        for (UplinkExchange exchange : List.copyOf(exchanges)) {
            if (exchange.stage == UplinkExchange.Stage.HELD) {
                exchange.aborted = false;
                if (!spool.hasWaiting()) {
                    forward(exchange);
                } else {
                    insure(exchange, nowNanos);
                }
            }
        }
        spool.drain();
    }

    /** The leg broke: nobody knows when the broker will answer, so the store takes over what it can. */
    void onUpstreamLost(long nowNanos) {
        insureAll(nowNanos);
    }

    private void insureAll(long nowNanos) {
        if (!session.journal().isDurable()) {
            return;
        }
        for (UplinkExchange exchange : List.copyOf(exchanges)) {
            if (exchange.stage != UplinkExchange.Stage.RECEIVED) {
                insure(exchange, nowNanos);
            }
        }
    }

    /** The connection is about to end with messages under way, which a device that comes back may repeat. */
    void onConnectionEnds(long nowNanos) {
        insureAll(nowNanos);
    }

    /** The leg is down and will not be up in a moment: who was made to wait is told (SN12-AMB-40). */
    void onReopenFailed(long nowNanos) {
        insureAll(nowNanos);
        for (UplinkExchange exchange : List.copyOf(exchanges)) {
            if (exchange.stage == UplinkExchange.Stage.HELD && exchange.token == 0) {
                exchanges.remove(exchange);
                if (!exchange.muted) {
                    reject(exchange.original(), ReturnCode.CONGESTION);
                }
            }
        }
    }

    void onPubRel(PubRel pubRel, long nowNanos) {
        UplinkExchange exchange = find(pubRel.msgId());
        if (exchange != null && exchange.qos == Qos.TWO) {
            if (exchange.stage != UplinkExchange.Stage.RECEIVED) {
                // It releases an earlier message of this id; PUBCOMP would be taken for this one's.
                return;
            }
            forget(exchange);
            replies.add(exchange.fingerprint, true, nowNanos);
        }
        // An unknown id was released before and its PUBCOMP got lost (SN12-QOS-02).
        session.send(new PubComp(pubRel.msgId()));
    }

    /** The device goes to sleep: it gets no answer until it asks again (SN12-SLP-18). */
    void mute() {
        for (UplinkExchange exchange : exchanges) {
            exchange.muted = true;
        }
    }

    /** A new connection that keeps the session: QoS 2 ids stay (SN12-QOS-05), what is under way goes on unanswered. */
    void onReconnected() {
        replies.clear();
        mute();
    }

    /**
     * The leg is closed: it finishes what it has, but nobody will hear of it. A device that asks again is served anew,
     * which may publish twice what it had no answer for; nothing it had an answer for is lost.
     */
    void onUpstreamClosed() {
        unwritten = 0;
        spool.forgetUnderWay();
        if (!exchanges.isEmpty()) {
            exchanges.removeIf(exchange -> exchange.stage != UplinkExchange.Stage.RECEIVED);
        }
    }

    /** The session's end. What is spooled was acknowledged, and belongs to no session. */
    void clear() {
        exchanges = List.of();
        replies.clear();
        session.journal().promise(new StoreWrite.DeleteAllReceived(session.clientId()));
    }

    /** Messages that the broker has not answered yet. */
    int countUnderWay() {
        int count = 0;
        for (UplinkExchange exchange : exchanges) {
            if (exchange.stage != UplinkExchange.Stage.RECEIVED) {
                count++;
            }
        }
        return count;
    }

    private void reject(Publish publish, ReturnCode code) {
        String topic = UplinkTopics.resolve(publish.topic(), session).name();
        context.observer.uplinkRefused(session.clientId(), topic, publish, code);
        // Also for QoS 0 and 2: PUBREC could carry no code (SN12-PUBC-02, 05, 06).
        session.sendUnstored(pubAck(publish, code));
    }

    private void answer(Publish publish, ReturnCode code) {
        session.send(pubAck(publish, code));
    }

    private static PubAck pubAck(Publish publish, ReturnCode code) {
        return new PubAck(publish.topic().wireId(), publish.msgId(), code);
    }

    private @Nullable UplinkExchange find(int msgId) {
        for (int i = 0; i < exchanges.size(); i++) {
            if (exchanges.get(i).msgId == msgId) {
                return exchanges.get(i);
            }
        }
        return null;
    }

    private @Nullable UplinkExchange findByToken(long token) {
        for (int i = 0; i < exchanges.size(); i++) {
            if (exchanges.get(i).token == token) {
                return exchanges.get(i);
            }
        }
        return null;
    }
}

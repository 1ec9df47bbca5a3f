package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlOutcome.Refusal;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredSubscription;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * SUBSCRIBE and UNSUBSCRIBE (MQTT-SN 1.2 s.6.9, SN12-SUB). Each is answered when the broker has answered; a repeat under
 * way is absorbed, a repeat of the last answered one is answered again without asking the broker, which would send
 * retained messages once more (SN12-SUB-11).
 */
final class SubscribeFlow {
    /** In place of a message id: no UNSUBACK is wanted. */
    private static final int NOBODY_WAITS = -1;

    /** A SUBSCRIBE that the broker has not answered yet; {@code token} 0 means that it waits for the leg. */
    private static final class Pending {
        final Subscribe subscribe;
        final String filter;
        final long sinceNanos;
        /** The operator who subscribes in the device's stead; {@code null} when it is the device itself. */
        final @Nullable ControlAnswer operator;

        long token;
        boolean muted;

        Pending(Subscribe subscribe, String filter, long sinceNanos) {
            this(subscribe, filter, sinceNanos, null);
        }

        Pending(Subscribe subscribe, String filter, long sinceNanos, @Nullable ControlAnswer operator) {
            this.operator = operator;
            this.muted = operator != null;
            this.subscribe = subscribe;
            this.filter = filter;
            this.sinceNanos = sinceNanos;
        }
    }

    /**
     * An UNSUBSCRIBE that the broker has not answered yet.
     *
     * @param stored whether it was owed before, and is in the store until the broker has answered
     */
    private record PendingUnsubscribe(long token, String filter, int msgId, boolean stored) {
        PendingUnsubscribe muted() {
            return new PendingUnsubscribe(token, filter, NOBODY_WAITS, stored);
        }
    }

    // configuration
    private final EngineContext context;
    private final Session session;

    // lives as long as the session
    private List<Pending> pending = List.of();
    private List<PendingUnsubscribe> pendingUnsubscribes = List.of();
    /** Filters that the broker still has to be told of, because it was away. */
    private Set<String> owedUnsubscribes = Set.of();

    // lives as long as the connection
    private @Nullable Subscribe lastSubscribe;
    private @Nullable SubAck lastSubAck;
    private long lastSubAckNanos;

    SubscribeFlow(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    void onSubscribe(Subscribe subscribe, long nowNanos) {
        if (isAnsweredAlready(subscribe, nowNanos) && lastSubAck != null) {
            answer(lastSubAck);
            return;
        }
        Pending repeated = findPending(subscribe);
        if (repeated != null) {
            repeated.muted = false;
            return;
        }
        if (subscribe.qos() == Qos.MINUS_ONE) {
            reject(subscribe, ReturnCode.NOT_SUPPORTED);
            return;
        }
        Filter filter = filterOf(subscribe.topic());
        if (filter.text() == null) {
            reject(subscribe, filter.code());
        } else if (!TopicFilters.permits(session.profile().subscribe(), filter.text())
                || !hasRoomFor(filter.text())
                || !hasTopicIdFor(subscribe.topic(), filter.text())) {
            reject(subscribe, ReturnCode.NOT_SUPPORTED);
        } else if (!isPossibleNow()) {
            reject(subscribe, ReturnCode.CONGESTION);
        } else {
            ask(new Pending(subscribe, filter.text(), nowNanos));
        }
    }

    /** An operator subscribes in the device's stead: it is not told, and learns of topics when their messages come. */
    void subscribeFor(String text, Qos qos, ControlAnswer operator, long nowNanos) {
        String filter = TopicNames.filter(Octets.ofUtf8(text));
        if (filter == null || !TopicFilters.permits(session.profile().subscribe(), filter)) {
            refuse(operator, Refusal.BAD_TOPIC, "the filter is no legal topic filter, or not allowed for the client");
        } else if (!hasRoomFor(filter)) {
            refuse(operator, Refusal.LIMIT, "the client has no more subscriptions (option sessions.max_subscriptions)");
        } else if (!session.upstream().isUp()) {
            refuse(operator, Refusal.NOT_CONNECTED, "the client has no connection to the broker");
        } else if (!context.takesPromises()) {
            refuse(operator, Refusal.NOT_STORED, "nothing can be stored at present");
        } else {
            Subscribe subscribe = new Subscribe(false, qos, 1, new TopicRef.Named(Octets.ofUtf8(filter)));
            ask(new Pending(subscribe, filter, nowNanos, operator));
        }
    }

    private static void refuse(ControlAnswer operator, Refusal reason, String detail) {
        operator.on(new ControlOutcome.Refused(reason, detail));
    }

    private void onSubscribedFor(Pending request, ControlAnswer operator, Qos granted, long nowNanos) {
        Subscriptions.Subscription known = session.subscriptions().get(request.filter);
        TopicRef topic = known == null ? request.subscribe.topic() : known.topic();
        session.subscriptions()
                .put(new Subscriptions.Subscription(request.filter, topic, request.subscribe.qos(), granted));
        session.topics().unsuppress(request.filter);
        session.journal().whenStored(() -> operator.on(new ControlOutcome.Subscribed(granted)), nowNanos);
    }

    private boolean isPossibleNow() {
        return (session.upstream().isUp() || session.upstream().isReopening()) && context.takesPromises();
    }

    private boolean hasRoomFor(String filter) {
        return pending.size() < context.options.capacity().subscriptionsMax()
                && session.subscriptions().hasRoomFor(filter, pending.size());
    }

    private boolean isAnsweredAlready(Subscribe subscribe, long nowNanos) {
        if (lastSubscribe == null
                || lastSubscribe.msgId() != subscribe.msgId()
                || lastSubscribe.qos() != subscribe.qos()
                || !lastSubscribe.topic().equals(subscribe.topic())) {
            return false;
        }
        return nowNanos - lastSubAckNanos < context.options.timing().transactionNanos();
    }

    private @Nullable Pending findPending(Subscribe subscribe) {
        for (Pending candidate : pending) {
            Subscribe known = candidate.subscribe;
            if (candidate.operator == null
                    && known.msgId() == subscribe.msgId()
                    && known.topic().equals(subscribe.topic())
                    && known.qos() == subscribe.qos()) {
                return candidate;
            }
        }
        return null;
    }

    /** A filter, or why there is none. */
    private record Filter(@Nullable String text, ReturnCode code) {}

    private Filter filterOf(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return new Filter(TopicNames.filter(named.name()), ReturnCode.NOT_SUPPORTED);
        }
        if (topic instanceof TopicRef.ShortName shortName) {
            return new Filter(TopicNames.filter(shortName.name()), ReturnCode.NOT_SUPPORTED);
        }
        if (topic instanceof TopicRef.Predefined predefined) {
            return new Filter(session.predefined().nameOf(predefined.id()), ReturnCode.INVALID_TOPIC_ID);
        }
        return new Filter(null, ReturnCode.NOT_SUPPORTED);
    }

    /** An id is taken only when the broker has granted the subscription: one that is refused must not keep it. */
    private boolean hasTopicIdFor(TopicRef topic, String filter) {
        return !needsTopicId(topic, filter) || session.topics().hasRoomFor(filter);
    }

    private static boolean needsTopicId(TopicRef topic, String filter) {
        return topic instanceof TopicRef.Named && !TopicNames.matchesMany(filter);
    }

    private void ask(Pending request) {
        if (pending.isEmpty()) {
            pending = new ArrayList<>(2);
        }
        pending.add(request);
        if (!owedUnsubscribes.isEmpty() && owedUnsubscribes.remove(request.filter)) {
            noteUnsubscribed(request.filter);
        }
        if (session.upstream().isUp()) {
            forward(request);
        }
    }

    private void forward(Pending request) {
        request.token = session.tokens().subscribe();
        session.upstream().subscribe(request.token, request.filter, request.subscribe.qos());
    }

    void onSubscribed(long token, Qos granted, long nowNanos) {
        Pending request = takePending(token);
        if (request == null) {
            return;
        }
        if (request.operator != null) {
            onSubscribedFor(request, request.operator, granted, nowNanos);
            session.downlink().drain(nowNanos);
            return;
        }
        Subscribe subscribe = request.subscribe;
        if (needsTopicId(subscribe.topic(), request.filter) && session.topics().register(request.filter) == null) {
            onNoTopicIdLeft(request, nowNanos);
            return;
        }
        session.subscriptions()
                .put(new Subscriptions.Subscription(request.filter, subscribe.topic(), subscribe.qos(), granted));
        session.topics().unsuppress(request.filter);
        int topicId = topicIdFor(subscribe.topic(), request.filter);
        SubAck subAck = new SubAck(granted, topicId, subscribe.msgId(), ReturnCode.ACCEPTED);
        lastSubscribe = subscribe;
        lastSubAck = subAck;
        lastSubAckNanos = nowNanos;
        if (!request.muted) {
            answer(subAck);
        }
        // Only now: nothing of this subscription may overtake its SUBACK (SN12-SUB-13).
        session.downlink().drain(nowNanos);
    }

    /** Others took the last ids while the broker was asked: it is to forget the subscription again. */
    private void onNoTopicIdLeft(Pending request, long nowNanos) {
        drop(request.filter);
        if (!request.muted) {
            reject(request.subscribe, ReturnCode.NOT_SUPPORTED);
        }
        session.downlink().drain(nowNanos);
    }

    /** Sends SUBACK: from now on the device knows the id in it. */
    private void answer(SubAck subAck) {
        TopicRegistry.Entry entry = session.topics().byId(subAck.topicId());
        if (entry != null && lastSubscribe != null && lastSubscribe.topic() instanceof TopicRef.Named) {
            session.topics().confirm(entry, true);
        }
        session.send(subAck);
    }

    /** The id of SUBACK: the normal id; as sent for the other types (SN12-AMB-16). */
    private int topicIdFor(TopicRef topic, String filter) {
        if (TopicNames.matchesMany(filter)) {
            return 0;
        }
        if (topic instanceof TopicRef.Named) {
            TopicRegistry.Entry entry = session.topics().register(filter);
            return entry == null ? 0 : entry.id;
        }
        return topic.wireId();
    }

    void onSubscribeRejected(long token, ReturnCode code, long nowNanos) {
        Pending request = takePending(token);
        if (request != null) {
            if (request.operator != null) {
                refuse(request.operator, Refusal.BROKER_REFUSED, "the broker did not take the subscription");
            } else if (!request.muted) {
                reject(request.subscribe, code);
            }
            session.downlink().drain(nowNanos);
        }
    }

    void onUnsubscribe(Unsubscribe unsubscribe) {
        String filter = filterOf(unsubscribe.topic()).text();
        if (filter == null) {
            session.send(new UnsubAck(unsubscribe.msgId()));
            return;
        }
        forgetLast(filter);
        session.subscriptions().remove(filter);
        dropHeld(filter);
        if (!session.upstream().isUp()) {
            owe(filter);
            session.send(new UnsubAck(unsubscribe.msgId()));
            return;
        }
        for (PendingUnsubscribe known : pendingUnsubscribes) {
            if (known.msgId() == unsubscribe.msgId() && known.filter().equals(filter)) {
                return;
            }
        }
        if (pendingUnsubscribes.size() < context.options.capacity().subscriptionsMax()) {
            forward(filter, unsubscribe.msgId(), false);
        }
        // Otherwise the broker is slow, and the device will ask again.
    }

    /** A SUBSCRIBE that waits for the leg is overtaken by this UNSUBSCRIBE. */
    private void dropHeld(String filter) {
        if (!pending.isEmpty()) {
            pending.removeIf(request -> request.token == 0 && request.filter.equals(filter));
        }
    }

    private void forgetLast(String filter) {
        if (lastSubscribe != null
                && filter.equals(filterOf(lastSubscribe.topic()).text())) {
            lastSubscribe = null;
        }
    }

    private void forward(String filter, int msgId, boolean stored) {
        if (pendingUnsubscribes.isEmpty()) {
            pendingUnsubscribes = new ArrayList<>(2);
        }
        long token = session.tokens().unsubscribe();
        pendingUnsubscribes.add(new PendingUnsubscribe(token, filter, msgId, stored));
        session.upstream().unsubscribe(token, filter);
    }

    private void owe(String filter) {
        if (owedUnsubscribes.isEmpty()) {
            owedUnsubscribes = new LinkedHashSet<>(2);
        }
        if (owedUnsubscribes.size() < context.options.capacity().subscriptionsMax() && owedUnsubscribes.add(filter)) {
            session.journal().promise(new StoreWrite.PutSubscription(session.clientId(), owed(filter)));
        }
    }

    private static StoredSubscription owed(String filter) {
        return new StoredSubscription(filter, new TopicRef.Named(Octets.ofUtf8(filter)), Qos.MINUS_ONE, Qos.MINUS_ONE);
    }

    /** What the device is subscribed to and what the broker may not know to have ended, in the order of the filters. */
    List<StoredSubscription> stored() {
        List<StoredSubscription> all = new ArrayList<>();
        for (Subscriptions.Subscription each : session.subscriptions().all()) {
            all.add(each.stored());
        }
        for (String filter : owedFilters()) {
            all.add(owed(filter));
        }
        all.sort(Comparator.comparing(StoredSubscription::filter));
        return all;
    }

    /** Those that the broker has yet to be told of, and those of them that it was told of and has not answered. */
    private Set<String> owedFilters() {
        Set<String> filters = new LinkedHashSet<>(owedUnsubscribes);
        for (PendingUnsubscribe request : pendingUnsubscribes) {
            if (request.stored() && session.subscriptions().get(request.filter()) == null) {
                filters.add(request.filter());
            }
        }
        return filters;
    }

    /** The broker knows, or need not: nothing is owed any more. */
    private void noteUnsubscribed(String filter) {
        if (session.subscriptions().get(filter) == null) {
            session.journal().note(new StoreWrite.DeleteSubscription(session.clientId(), filter));
        }
    }

    /** What an earlier process knew. */
    void restore(List<StoredSubscription> stored) {
        for (StoredSubscription each : stored) {
            if (each.granted() == Qos.MINUS_ONE) {
                if (owedUnsubscribes.isEmpty()) {
                    owedUnsubscribes = new LinkedHashSet<>(2);
                }
                owedUnsubscribes.add(each.filter());
            } else {
                session.subscriptions()
                        .restore(new Subscriptions.Subscription(
                                each.filter(), each.topic(), each.requested(), each.granted()));
            }
        }
    }

    /** The broker answered, or the leg failed under the request; the device gets its UNSUBACK in any case (SN12-SUB-08). */
    void onUnsubscribed(long token, boolean done) {
        for (int i = 0; i < pendingUnsubscribes.size(); i++) {
            PendingUnsubscribe request = pendingUnsubscribes.get(i);
            if (request.token() == token) {
                pendingUnsubscribes.remove(i);
                if (done) {
                    // A SUBSCRIBE that was under way has been answered in between.
                    session.subscriptions().remove(request.filter());
                    noteUnsubscribed(request.filter());
                } else if (session.subscriptions().get(request.filter()) == null) {
                    owe(request.filter());
                }
                if (request.msgId() != NOBODY_WAITS) {
                    session.send(new UnsubAck(request.msgId()));
                }
                return;
            }
        }
    }

    /** Ends a subscription in the device's stead: it refused the topic (SN12-REG-09). */
    void drop(String filter) {
        session.subscriptions().remove(filter);
        forgetLast(filter);
        if (session.upstream().isUp()) {
            forward(filter, NOBODY_WAITS, false);
        } else {
            owe(filter);
        }
    }

    /** The leg is up: tells the broker what it missed, and everything if it lost the session. */
    void onUpstreamUp(boolean sessionPresent) {
        if (!sessionPresent) {
            for (Subscriptions.Subscription subscription :
                    session.subscriptions().all()) {
                session.upstream()
                        .subscribe(session.tokens().subscribe(), subscription.filter(), subscription.requested());
            }
        }
        for (String filter : owedUnsubscribes) {
            forward(filter, NOBODY_WAITS, true);
        }
        owedUnsubscribes = Set.of();
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).token == 0) {
                forward(pending.get(i));
            }
        }
    }

    /** The leg will not be up in a moment: who was made to wait is told. */
    void onReopenFailed() {
        for (Pending request : List.copyOf(pending)) {
            if (request.token == 0) {
                pending.remove(request);
                tellOperator(request);
                if (!request.muted) {
                    reject(request.subscribe, ReturnCode.CONGESTION);
                }
            }
        }
    }

    /**
     * Until when a message on {@code name} has to wait, because it can only be meant for a subscription that has no SUBACK
     * yet (SN12-AMB-07); {@link Timed#NEVER} when it need not. A broker that does not answer holds it for the length of
     * a transaction.
     */
    long waitsUntilNanos(String name, long nowNanos) {
        if (pending.isEmpty() || session.subscriptions().matches(name)) {
            return Timed.NEVER;
        }
        for (Pending request : pending) {
            long untilNanos = request.sinceNanos + context.options.timing().transactionNanos();
            if (nowNanos < untilNanos && TopicFilters.matches(request.filter, name)) {
                return untilNanos;
            }
        }
        return Timed.NEVER;
    }

    /** The device goes to sleep, or is a new connection: it gets no answer until it asks again. */
    void mute() {
        for (Pending request : pending) {
            request.muted = true;
        }
        for (int i = 0; i < pendingUnsubscribes.size(); i++) {
            pendingUnsubscribes.set(i, pendingUnsubscribes.get(i).muted());
        }
    }

    /** A new connection: the device waits for nothing of the old one. */
    void onReconnected() {
        lastSubscribe = null;
        mute();
    }

    /** The leg is closed: no answers of it will come, and the broker may not know of what was asked. */
    void onUpstreamClosed() {
        pending.forEach(SubscribeFlow::tellOperator);
        pending = List.of();
        for (PendingUnsubscribe request : pendingUnsubscribes) {
            owe(request.filter());
        }
        pendingUnsubscribes = List.of();
    }

    /** Everything is deleted, and with a new session at the broker nothing is owed. */
    void clear() {
        owedFilters().forEach(this::noteUnsubscribed);
        lastSubscribe = null;
        pending.forEach(SubscribeFlow::tellOperator);
        pending = List.of();
        pendingUnsubscribes = List.of();
        owedUnsubscribes = Set.of();
    }

    private static void tellOperator(Pending request) {
        if (request.operator != null) {
            refuse(request.operator, Refusal.NOT_CONNECTED, "the client's connection to the broker has ended");
        }
    }

    private @Nullable Pending takePending(long token) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).token == token) {
                return pending.remove(i);
            }
        }
        return null;
    }

    private void reject(Subscribe subscribe, ReturnCode code) {
        session.sendUnstored(new SubAck(Qos.ZERO, 0, subscribe.msgId(), code));
    }
}

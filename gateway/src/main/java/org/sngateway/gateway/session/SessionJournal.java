package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreWrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/*
 * Output commit, after Strom and Yemini, "Optimistic Recovery in Distributed Systems" (1985): what a message to the outside
 * depends on is stored before the message leaves. Instead of asking for each message what it depends on, everything that is
 * sent to the device while a change that matters is not stored yet waits for it, in its order.
 */
/**
 * What of one session has yet to be stored, and what is held back until it is. Changes are collected while an input is
 * dealt with and appended to the store together at its end, so that a crash finds all of them or none.
 */
final class SessionJournal {
    /** Messages held back; what is sent beyond it is dropped, as the network might have done: the device asks again. */
    static final int HELD_MAX = 64;

    /** From here on only answers are added: the rest of the room is theirs. */
    private static final int CROWDED = HELD_MAX / 2;

    /** What a sleeper's time may be off by, as a part of its sleep: less than any tolerance. */
    private static final long HEARD_PER_SLEEP = 32;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A message that waits, for whom, and when that one had last been heard. */
    private record Held(Peer peer, SnMessage message, long heardNanos, long expiresNanos) {}

    /** Somebody who waits for a commit. */
    private record Waiting(long sequence, Runnable told) {}

    private static final Deque<Held> NOTHING_HELD = new ArrayDeque<>(0);
    private static final Deque<Waiting> NOBODY_WAITS = new ArrayDeque<>(0);

    // configuration
    private final EngineContext context;
    private final Session session;
    private final boolean durable;

    // lives as long as the session record
    private boolean inStore;
    private long heardStoredNanos;
    private long awaited = SessionStore.DURABLE;
    private Deque<Held> held = NOTHING_HELD;
    private Deque<Waiting> waiting = NOBODY_WAITS;
    /** Ids that are stored as unknown to the device, because what tells it of them may be held back. */
    private List<TopicRegistry.Entry> untold = List.of();

    // lives as long as an input
    private List<StoreWrite> changes = List.of();
    private List<TopicRegistry.Entry> topics = List.of();
    private List<Runnable> toldWhenStored = List.of();
    private long toldNanos;
    private boolean sessionChanged;
    private boolean promised;
    private boolean prompt;

    SessionJournal(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
        this.durable = context.ports.store() != SessionStore.NONE;
    }

    String clientId() {
        return session.clientId();
    }

    /** Whether anything is kept at all. */
    boolean isDurable() {
        return durable;
    }

    /** The session's own record changed, and the device will be told something that depends on it. */
    void onSessionChanged() {
        if (durable) {
            sessionChanged = true;
            promised = true;
        }
    }

    /** The same, when nothing that the device is told depends on it. */
    void onSessionMoved() {
        if (durable) {
            sessionChanged = true;
            prompt = true;
        }
    }

    /** A change that the device will be told of: nothing is sent to it before the change is stored. */
    void promise(StoreWrite change) {
        if (durable) {
            add(change);
            promised = true;
        }
    }

    /** A change whose loss costs nothing but work done twice. */
    void note(StoreWrite change) {
        if (durable) {
            add(change);
        }
    }

    /** The same, but soon: done twice it would be noticed. */
    void noteAtOnce(StoreWrite change) {
        if (durable) {
            add(change);
            prompt = true;
        }
    }

    /** Runs {@code told} when all that this input changes is stored; what waits for the device is looked at afterwards. */
    void whenStored(Runnable told, long nowNanos) {
        toldNanos = nowNanos;
        if (toldWhenStored.isEmpty()) {
            toldWhenStored = new ArrayList<>(1);
        }
        toldWhenStored.add(told);
    }

    private void add(StoreWrite change) {
        if (changes.isEmpty()) {
            changes = new ArrayList<>(4);
        }
        changes.add(change);
    }

    /** A new id: it must never come to mean another name. */
    void onTopicAdded(TopicRegistry.Entry entry) {
        onTopicChanged(entry);
        promised |= durable;
        sessionChanged |= durable;
    }

    /** The device knows the id, or does not: announcing it once more does no harm. */
    void onTopicChanged(TopicRegistry.Entry entry) {
        if (!durable) {
            return;
        }
        if (topics.isEmpty()) {
            topics = new ArrayList<>(2);
        }
        if (!topics.contains(entry)) {
            topics.add(entry);
        }
    }

    void onTopicsCleared() {
        topics = List.of();
        untold = List.of();
        promise(new StoreWrite.DeleteTopics(session.clientId()));
    }

    /** A sleeping device was heard: it has its whole time again, also should this process end now. */
    void onSleeperHeard(int sleepSeconds, long nowNanos) {
        if (durable && nowNanos - heardStoredNanos > sleepSeconds * NANOS_PER_SECOND / HEARD_PER_SLEEP) {
            heardStoredNanos = nowNanos;
            add(new StoreWrite.PutHeard(session.clientId(), nowNanos));
            prompt = true;
        }
    }

    /** The session is at its end. */
    void onRemoved() {
        if (durable) {
            topics = List.of();
            untold = List.of();
            sessionChanged = false;
            changes = List.of();
            if (inStore) {
                add(new StoreWrite.DeleteSession(session.clientId()));
                promised = true;
            }
            inStore = false;
        }
    }

    /** The session comes from the store. */
    void onRestored(long heardNanos) {
        inStore = true;
        heardStoredNanos = heardNanos;
    }

    /** Sends now, or as soon as everything is stored that was changed so far. */
    void send(Peer peer, SnMessage message) {
        send(peer, message, Timed.NEVER);
    }

    /** The same for what is not to be sent any more from {@code expiresNanos} on. */
    void send(Peer peer, SnMessage message, long expiresNanos) {
        if (!promised && awaited == SessionStore.DURABLE) {
            context.outbox.send(peer, message);
        } else if (held.size() >= HELD_MAX) {
            context.observer.dropped(peer, DropReason.HELD_OVERFLOW);
        } else {
            if (held == NOTHING_HELD) {
                held = new ArrayDeque<>(2);
            }
            held.add(new Held(peer, message, session.keepAlive().lastHeardNanos(), expiresNanos));
        }
    }

    /** The device is not listening any more: what was held back for it would reach nobody, or wake it. */
    void dropHeld() {
        held = NOTHING_HELD;
        forgetUntold();
    }

    /** Another address is the device's now: what is held back for the former one must not follow the news of that. */
    void dropHeldFor(Peer former) {
        if (held.removeIf(each -> each.peer().equals(former))) {
            forgetUntold();
        }
    }

    private void forgetUntold() {
        if (awaited != SessionStore.DURABLE) {
            untold.forEach(entry -> entry.confirmed = false);
            untold = List.of();
        }
    }

    int heldMessages() {
        return held.size();
    }

    /** Whether so much is held back that what can wait elsewhere should. */
    boolean isCrowded() {
        return held.size() >= CROWDED;
    }

    /** The end of an input: hands over what has changed. */
    void append() {
        boolean storable = session.isStorable();
        boolean toldMeanwhile = !untold.isEmpty() && awaited == SessionStore.DURABLE;
        boolean nothing = changes.isEmpty() && topics.isEmpty() && !toldMeanwhile && !(sessionChanged && storable);
        if (nothing || !(storable || inStore) && !endsInStore()) {
            forget();
            releaseIfStored();
            tellAfter(awaited);
            return;
        }
        settleConfirmations();
        List<StoreWrite> all = new ArrayList<>(changes.size() + topics.size() + 1);
        if (sessionChanged && storable) {
            all.add(new StoreWrite.PutSession(Restoration.recordOf(session)));
            inStore = true;
        }
        all.addAll(changes);
        for (TopicRegistry.Entry entry : topics) {
            all.add(new StoreWrite.PutTopic(session.clientId(), entry.stored()));
        }
        boolean urgent = promised || prompt || !toldWhenStored.isEmpty();
        long sequence =
                context.ports.store().append(all, urgent ? SessionStore.Urgency.PROMPT : SessionStore.Urgency.LAZY);
        if (promised && sequence != SessionStore.DURABLE) {
            awaited = sequence;
            context.awaiting.add(sequence, this);
        }
        forget();
        releaseIfStored();
        tellAfter(sequence);
    }

    /**
     * That the device knows an id is stored when the answer that told it has left, which is with the next input: were it
     * stored together with the id, a crash in between would leave an id that the device has never heard of.
     */
    private void settleConfirmations() {
        boolean formerAnswersLeft = awaited == SessionStore.DURABLE;
        if (formerAnswersLeft) {
            for (TopicRegistry.Entry entry : untold) {
                entry.confirmedInStore = entry.confirmed;
                onTopicChanged(entry);
            }
            untold = List.of();
        }
        boolean told = formerAnswersLeft && !promised;
        for (TopicRegistry.Entry entry : topics) {
            entry.confirmedInStore = entry.confirmed && (told || entry.confirmedInStore);
            if (entry.confirmed && !entry.confirmedInStore && !untold.contains(entry)) {
                untold = untold.isEmpty() ? new ArrayList<>(2) : untold;
                untold.add(entry);
            }
        }
    }

    private void tellAfter(long sequence) {
        List<Runnable> told = toldWhenStored;
        toldWhenStored = List.of();
        if (told.isEmpty()) {
            return;
        }
        if (sequence == SessionStore.DURABLE) {
            told.forEach(Runnable::run);
            context.sessions.afterStored(session, toldNanos);
            return;
        }
        if (waiting == NOBODY_WAITS) {
            waiting = new ArrayDeque<>(2);
        }
        told.forEach(each -> waiting.add(new Waiting(sequence, each)));
        context.awaiting.add(sequence, this);
    }

    private boolean endsInStore() {
        return !changes.isEmpty() && changes.get(0) instanceof StoreWrite.DeleteSession;
    }

    private void forget() {
        changes = List.of();
        topics = List.of();
        sessionChanged = false;
        promised = false;
        prompt = false;
    }

    /** Everything up to {@code sequence} is stored. */
    void onCommitted(long sequence, long nowNanos) {
        boolean told = false;
        while (!waiting.isEmpty() && waiting.peekFirst().sequence <= sequence) {
            waiting.removeFirst().told.run();
            told = true;
        }
        if (awaited != SessionStore.DURABLE && sequence >= awaited) {
            dropWhatComesTooLate(nowNanos);
            dropExpired(nowNanos);
            awaited = SessionStore.DURABLE;
            releaseIfStored();
        }
        if (told) {
            context.sessions.afterStored(session, nowNanos);
        }
    }

    /**
     * A sleeper listens for T_retry after it has said something; then it asks again, or its radio is off (SN12-SLP-02). What
     * was for a former wake would end the present one.
     */
    private void dropWhatComesTooLate(long nowNanos) {
        if (held == NOTHING_HELD || !(session.state().stored() instanceof SessionState.Asleep)) {
            return;
        }
        long since = nowNanos - context.options.timing().retryNanos();
        Deque<Held> inTime = new ArrayDeque<>(held.size());
        for (Held each : held) {
            if (each.heardNanos < since) {
                tellDropped(each);
            } else {
                inTime.add(each);
            }
        }
        if (inTime.size() < held.size()) {
            held = inTime;
            forgetUntold();
        }
    }

    /** A QoS 0 message is lost with it; everything else is asked for, or sent, again. */
    private void tellDropped(Held each) {
        if (each.message instanceof Publish publish && publish.qos() == Qos.ZERO) {
            String topic = UplinkTopics.resolve(publish.topic(), session).name();
            context.observer.downlinkDropped(
                    session.clientId(),
                    new Delivery(
                            0,
                            topic == null ? "" : topic,
                            publish.data(),
                            Qos.ZERO,
                            publish.retain(),
                            Delivery.NO_EXPIRY),
                    DropReason.HELD_TOO_LONG);
        } else {
            context.observer.dropped(each.peer, DropReason.HELD_TOO_LONG);
        }
    }

    private void dropExpired(long nowNanos) {
        if (held != NOTHING_HELD) {
            held.removeIf(each -> {
                boolean expired = nowNanos >= each.expiresNanos;
                if (expired) {
                    tellDropped(each);
                }
                return expired;
            });
        }
    }

    private void releaseIfStored() {
        if (awaited != SessionStore.DURABLE || held == NOTHING_HELD) {
            return;
        }
        Deque<Held> released = held;
        held = NOTHING_HELD;
        for (@Nullable Held next = released.poll(); next != null; next = released.poll()) {
            context.outbox.send(next.peer, next.message);
        }
    }
}

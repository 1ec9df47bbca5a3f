package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One device's messages that were stored and acknowledged while the broker was not there to take them. They are published
 * in their order, before anything newer, as soon as the leg is up, whatever the device does meanwhile. Only the few that
 * are with the broker are in memory; the room that the others take is limited by the store.
 */
final class UplinkSpool {
    /** Messages of one device with the broker at a time. */
    private static final int WITH_BROKER_MAX = 16;

    private static final Deque<Entry> NONE = new ArrayDeque<>(0);

    /** One message. What is not with the broker is in the store alone. */
    private static final class Entry {
        final long id;
        final int octets;
        /** 0 while it is not with the broker. */
        long token;
        /** What the leg holds as well; {@code null} while it is not with the broker. */
        @Nullable
        OutgoingPublish handed;

        Entry(long id, int octets) {
            this.id = id;
            this.octets = octets;
        }

        void hand(long newToken, OutgoingPublish publish) {
            token = newToken;
            handed = publish;
        }

        void takeBack() {
            token = 0;
            handed = null;
        }
    }

    // configuration
    private final EngineContext context;
    private final Session session;

    // lives as long as the session record
    private Deque<Entry> entries = NONE;
    private int withBroker;
    private boolean reading;

    UplinkSpool(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Whether the broker has some of them and has not answered. */
    boolean isUnderWay() {
        return withBroker > 0;
    }

    /** Whether some are still to be handed to the leg: what is new has to queue behind them. */
    boolean hasWaiting() {
        return entries.size() > withBroker;
    }

    /**
     * Stores a message, if there is room for it.
     *
     * @param token what it was handed to the leg with, or 0
     */
    boolean add(OutgoingPublish publish, long token, long nowNanos) {
        SessionStore store = context.ports.store();
        int octets = SpooledMessage.octetsOf(publish);
        if (!store.takeSpoolRoom(octets)) {
            return false;
        }
        Entry entry = new Entry(store.nextSpoolId(), octets);
        add(entry);
        if (token != 0) {
            entry.hand(token, publish);
            withBroker++;
        }
        SpooledMessage message = new SpooledMessage(entry.id, publish, nowNanos);
        session.journal().promise(new StoreWrite.PutSpooled(session.clientId(), message));
        context.observer.spooled(session.clientId(), publish.topic());
        return true;
    }

    private void add(Entry entry) {
        if (entries == NONE) {
            entries = new ArrayDeque<>(2);
        }
        entries.add(entry);
    }

    List<StoredClient.SpoolEntry> stored() {
        return entries.stream()
                .map(entry -> new StoredClient.SpoolEntry(entry.id, entry.octets))
                .toList();
    }

    /** What an earlier process left; its room is taken already. */
    void restore(List<StoredClient.SpoolEntry> stored) {
        for (StoredClient.SpoolEntry each : stored) {
            add(new Entry(each.id(), each.octets()));
        }
    }

    /** Hands over the next ones, if the leg is up. */
    void drain() {
        boolean mayDrain = session.upstream().isUp() && !session.connecting().waitsForSpool();
        if (reading || !mayDrain || !hasWaiting() || withBroker > WITH_BROKER_MAX / 2) {
            return;
        }
        Entry first = firstWaiting();
        if (first != null) {
            reading = true;
            context.ports.store().readSpool(session.clientId(), first.id - 1, WITH_BROKER_MAX - withBroker);
        }
    }

    private @Nullable Entry firstWaiting() {
        return findByToken(0);
    }

    void onRead(List<SpooledMessage> messages) {
        reading = false;
        if (!session.upstream().isUp() || session.connecting().waitsForSpool()) {
            return;
        }
        Entry first = firstWaiting();
        if (first != null && !messages.isEmpty() && first.id < messages.get(0).id()) {
            // One that was with the broker has come back since: it has to go first.
            drain();
            return;
        }
        for (SpooledMessage message : messages) {
            Entry entry = find(message.id());
            if (entry != null && entry.token == 0) {
                entry.hand(session.tokens().uplink(), message.publish());
                withBroker++;
                session.upstream().publish(entry.token, message.publish());
            }
        }
        drain();
    }

    private @Nullable Entry find(long id) {
        for (Entry entry : entries) {
            if (entry.id == id) {
                return entry;
            }
        }
        return null;
    }

    private @Nullable Entry findByToken(long token) {
        for (Entry entry : entries) {
            if (entry.token == token) {
                return entry;
            }
        }
        return null;
    }

    /** The broker has it. */
    void onAccepted(long token, long nowNanos) {
        Entry entry = findByToken(token);
        if (entry != null) {
            remove(entry, nowNanos);
        }
    }

    /** The broker does not want it, and the device has forgotten it: this is where it is lost, and said so. */
    void onRejected(long token, ReturnCode code, long nowNanos) {
        Entry entry = findByToken(token);
        if (entry != null && entry.handed != null) {
            context.observer.spooledRefused(session.clientId(), entry.id, entry.handed, code);
            remove(entry, nowNanos);
        }
    }

    private void remove(Entry entry, long nowNanos) {
        entries.remove(entry);
        withBroker--;
        if (entries.isEmpty()) {
            entries = NONE;
        }
        session.journal().note(new StoreWrite.DeleteSpooled(session.clientId(), entry.id));
        context.ports.store().releaseSpoolRoom(entry.octets);
        drain();
        session.end().onSpoolProgress(nowNanos);
    }

    /** The leg has given it up: its turn comes again. */
    void onAborted(long token, long nowNanos) {
        Entry entry = findByToken(token);
        if (entry != null) {
            entry.takeBack();
            withBroker--;
            drain();
            session.end().onSpoolProgress(nowNanos);
        }
    }

    /**
     * The leg is closed, or the broker has lost its session: nobody will hear what became of those that the broker has not
     * answered.
     */
    void forgetUnderWay() {
        for (Entry entry : entries) {
            entry.takeBack();
        }
        withBroker = 0;
    }
}

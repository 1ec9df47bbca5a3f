package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.store.StoreImage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A store that commits at once, or when it is told to, and loses at a crash what it has not committed. */
final class MemoryStore implements SessionStore {
    /** Changes that are not durable yet, in order. */
    final Deque<List<StoreWrite>> pending = new ArrayDeque<>();

    final Deque<StoreEvent> events = new ArrayDeque<>();
    boolean commitsAtOnce = true;
    int spoolMessagesMax = 1000;

    /** What a full disk makes of it, together with {@link #commitsAtOnce}. */
    boolean healthy = true;

    private StoreImage durable = new StoreImage();
    private StoreImage written = new StoreImage();
    private long sequence;
    private long lastSpoolId;
    private int spooled;
    private int spooledOctets;

    @Override
    public long append(List<StoreWrite> changes, Urgency urgency) {
        pending.add(changes);
        written.apply(changes);
        sequence++;
        if (commitsAtOnce && urgency == Urgency.PROMPT) {
            commit();
        }
        return sequence;
    }

    void commit() {
        pending.forEach(durable::apply);
        pending.clear();
        events.add(new StoreEvent.Committed(sequence));
    }

    void crash() {
        pending.clear();
        events.clear();
        written = durable.copy();
        spooled = durable.spoolCount();
        spooledOctets = (int) durable.spoolOctets();
    }

    /** What is durable. */
    List<StoredClient> clients() {
        return durable.clients();
    }

    int spoolRoomTaken() {
        return spooledOctets;
    }

    /** How many messages wait for the broker, durable or not. */
    int spooled() {
        return spooled;
    }

    @Override
    public boolean isHealthy() {
        return healthy;
    }

    @Override
    public boolean takeSpoolRoom(int octets) {
        if (!healthy || spooled >= spoolMessagesMax) {
            return false;
        }
        spooled++;
        spooledOctets += octets;
        return true;
    }

    @Override
    public void releaseSpoolRoom(int octets) {
        spooled--;
        spooledOctets -= octets;
    }

    @Override
    public long nextSpoolId() {
        return ++lastSpoolId;
    }

    @Override
    public void readSpool(String clientId, long afterId, int messagesMax) {
        events.add(new StoreEvent.SpoolRead(clientId, written.spool(clientId, afterId, messagesMax)));
    }
}

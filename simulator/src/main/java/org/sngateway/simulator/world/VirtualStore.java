package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.store.StoreImage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A disk that outlives the gateway: changes become durable some time after they were appended, together with what else is
 * waiting. A crash leaves all that was reported as durable and a prefix of the rest, cut between two appends.
 */
final class VirtualStore implements SessionStore {

    /** Where events go. */
    interface Sink {
        void onStoreEvent(StoreEvent event);
    }

    private record Batch(long sequence, List<StoreWrite> changes) {}

    private final VirtualTime time;
    private final RandomStream random;
    private final SwarmOptions.Store options;
    private final Deque<Batch> pending = new ArrayDeque<>();
    private StoreImage durable = new StoreImage();
    /** With everything that was appended. */
    private StoreImage latest = new StoreImage();

    private Sink sink = event -> {};
    private long process;
    private long lastSequence;
    private long committedSequence;
    private long promptSequence;
    private boolean writing;
    private boolean flushPlanned;
    private long fullUntilNanos;
    /** The disk did not take the last write. */
    private boolean failing;

    private long lastSpoolId;
    private int spoolMessages;
    private long spoolOctets;

    VirtualStore(VirtualTime time, RandomStream random, SwarmOptions.Store options) {
        this.time = time;
        this.random = random;
        this.options = options;
    }

    /** A process starts: returns what it finds. */
    List<StoredClient> open(Sink newSink) {
        sink = newSink;
        spoolMessages = latest.spoolCount();
        spoolOctets = latest.spoolOctets();
        lastSpoolId = latest.lastSpoolId();
        return latest.clients();
    }

    /** The disk takes nothing for a while, which shows when something is to be written. */
    void fill(long nanos) {
        fullUntilNanos = Math.max(fullUntilNanos, time.nowNanos() + nanos);
    }

    /** There is room again. */
    void heal() {
        fullUntilNanos = 0;
        write();
    }

    /** Whether the disk takes nothing; then it is tried again when it does. */
    private boolean fails() {
        long fullNanos = fullUntilNanos - time.nowNanos();
        if (fullNanos > 0) {
            if (!failing) {
                later(fullNanos, this::tryAgain);
            }
            failing = true;
        }
        return fullNanos > 0;
    }

    private void tryAgain() {
        failing = false;
        write();
    }

    /** Everything that was appended is durable at once. */
    void flush() {
        while (!pending.isEmpty()) {
            durable.apply(pending.remove().changes());
        }
    }

    /** The process is gone, with what the disk had not taken. */
    void crash() {
        process++;
        int survivors = failing ? 0 : random.between(0, pending.size());
        for (int i = 0; i < survivors; i++) {
            durable.apply(pending.remove().changes());
        }
        pending.clear();
        latest = durable.copy();
        sink = event -> {};
        committedSequence = lastSequence;
        promptSequence = lastSequence;
        writing = false;
        flushPlanned = false;
        failing = false;
    }

    /** What a restart would find if everything appended so far were durable. */
    StoreImage latest() {
        return latest;
    }

    /** Whether commands wait for this client. */
    boolean hasCommands(String clientId) {
        StoredClient client = latest.client(clientId);
        return client != null && !client.commands().isEmpty();
    }

    int spooled() {
        return latest.spoolCount();
    }

    /** Which message is in the spool under this id, or {@code null} when there is none. */
    @Nullable
    String spooledKey(String clientId, long id) {
        for (SpooledMessage message : latest.spool(clientId, id - 1, 1)) {
            if (message.id() == id) {
                return Keys.of(message.publish().payload());
            }
        }
        return null;
    }

    @Override
    public long append(List<StoreWrite> changes, Urgency urgency) {
        List<StoreWrite> copy = List.copyOf(changes);
        pending.add(new Batch(++lastSequence, copy));
        latest.apply(copy);
        if (urgency == Urgency.PROMPT) {
            promptSequence = lastSequence;
            write();
        } else {
            flushLater();
        }
        return lastSequence;
    }

    private void flushLater() {
        if (!flushPlanned) {
            flushPlanned = true;
            later(options.flushNanos(), () -> {
                flushPlanned = false;
                promptSequence = lastSequence;
                write();
            });
        }
    }

    private void write() {
        if (writing || promptSequence <= committedSequence || fails()) {
            return;
        }
        writing = true;
        long upTo = lastSequence;
        later(random.between(options.commitNanosMin(), options.commitNanosMax()), () -> onWritten(upTo));
    }

    private void onWritten(long upTo) {
        writing = false;
        if (fails()) {
            return;
        }
        failing = false;
        while (!pending.isEmpty() && pending.element().sequence() <= upTo) {
            durable.apply(pending.remove().changes());
        }
        committedSequence = upTo;
        sink.onStoreEvent(new StoreEvent.Committed(upTo));
        write();
    }

    private void later(long nanos, Runnable action) {
        long then = process;
        time.after(nanos, () -> {
            if (process == then) {
                action.run();
            }
        });
    }

    @Override
    public boolean isHealthy() {
        return !failing;
    }

    @Override
    public boolean takeSpoolRoom(int octets) {
        if (failing || spoolMessages >= options.spoolMessagesMax() || spoolOctets + octets > options.spoolOctetsMax()) {
            return false;
        }
        spoolMessages++;
        spoolOctets += octets;
        return true;
    }

    @Override
    public void releaseSpoolRoom(int octets) {
        spoolMessages--;
        spoolOctets -= octets;
        if (spoolMessages < 0 || spoolOctets < 0) {
            throw new IllegalStateException("more room given back than was taken");
        }
    }

    @Override
    public long nextSpoolId() {
        return ++lastSpoolId;
    }

    @Override
    public void readSpool(String clientId, long afterId, int messagesMax) {
        List<SpooledMessage> found = List.copyOf(latest.spool(clientId, afterId, messagesMax));
        later(
                random.between(0, options.commitNanosMax()),
                () -> sink.onStoreEvent(new StoreEvent.SpoolRead(clientId, found)));
    }
}

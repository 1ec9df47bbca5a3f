package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;

import java.util.List;
import java.util.function.Consumer;

/** The store as one shard sees it. Called on the shard's thread; its sink is called on the writer's. */
final class ShardStore implements SessionStore {
    private final SqliteStore store;
    private final Consumer<StoreEvent> sink;

    // the shard's
    private long sequence;

    // the writer's, while it commits
    private long committedSequence;
    private boolean isAwaited;

    ShardStore(SqliteStore store, Consumer<StoreEvent> sink) {
        this.store = store;
        this.sink = sink;
    }

    @Override
    public long append(List<StoreWrite> changes, Urgency urgency) {
        sequence++;
        long octets = Work.Batch.octetsOf(changes);
        store.add(new Work.Batch(
                this, sequence, List.copyOf(changes), urgency == Urgency.PROMPT, octets, System.nanoTime()));
        return sequence;
    }

    @Override
    public boolean isHealthy() {
        return store.isHealthy();
    }

    @Override
    public boolean takeSpoolRoom(int octets) {
        return store.takeSpoolRoom(octets);
    }

    @Override
    public void releaseSpoolRoom(int octets) {
        store.spoolRoom().release(octets);
    }

    @Override
    public long nextSpoolId() {
        return store.nextSpoolId();
    }

    @Override
    public void readSpool(String clientId, long afterId, int messagesMax) {
        store.add(new Work.Question(this, clientId, afterId, messagesMax));
    }

    /** A batch of this shard is durable, together with others that are not told of one by one. */
    void noteCommitted(Work.Batch batch) {
        committedSequence = batch.sequence();
        isAwaited |= batch.isUrgent();
    }

    /** Tells the shard what was noted, if it waits for any of it. */
    void reportCommitted() {
        if (isAwaited) {
            isAwaited = false;
            sink.accept(new StoreEvent.Committed(committedSequence));
        }
    }

    void tell(StoreEvent event) {
        sink.accept(event);
    }
}

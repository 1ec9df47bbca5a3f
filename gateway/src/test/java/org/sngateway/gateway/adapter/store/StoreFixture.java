package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.adapter.store.StoreSettings.SpoolLimits;
import org.sngateway.gateway.adapter.store.StoreSettings.Sync;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredReceived;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A store in a directory, and one shard that uses it and waits for its answers. */
final class StoreFixture implements AutoCloseable {
    static final SpoolLimits LIMITS = new SpoolLimits(100_000, 64 << 20);

    final RecordedStoreEvents events = new RecordedStoreEvents();
    final SqliteStore store;
    /** The one that the writer has open, for what nobody else may ask of it. */
    volatile @Nullable Database database;

    final BlockingQueue<StoreEvent> answers = new LinkedBlockingQueue<>();
    final SessionStore shard;

    StoreFixture(Path directory) throws StoreUnusable {
        this(settings(directory));
    }

    StoreFixture(StoreSettings settings) throws StoreUnusable {
        store = SqliteStore.open(settings, events, opened -> database = opened);
        shard = store.forShard(answers::add);
    }

    static StoreSettings settings(Path directory) {
        return new StoreSettings(directory, Duration.ofSeconds(5), Sync.FULL, LIMITS);
    }

    /** Appends, and returns when it is durable. */
    void write(StoreWrite... changes) throws InterruptedException {
        long sequence = shard.append(List.of(changes), Urgency.PROMPT);
        awaitCommitted(sequence);
    }

    void awaitCommitted(long sequence) throws InterruptedException {
        while (true) {
            StoreEvent event = answers.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("not committed: " + sequence + "; " + events.lines);
            }
            if (event instanceof StoreEvent.Committed committed && committed.sequence() >= sequence) {
                return;
            }
        }
    }

    @Override
    public void close() {
        store.close();
        try {
            assertThat(store.awaitEnd(Duration.ofSeconds(30))).isTrue();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** A device that sleeps, with the given number of topics and half as many subscriptions. */
    static List<StoreWrite> sleeper(String clientId, int topics) {
        List<StoreWrite> changes = new ArrayList<>();
        changes.add(new StoreWrite.PutSession(session(clientId, 1_750_000_000_000_000_000L)));
        for (int i = 1; i <= topics; i++) {
            changes.add(new StoreWrite.PutTopic(
                    clientId, new StoredTopic(i, "sites/4/" + clientId + "/value" + i, i % 2 == 0)));
            if (i % 2 == 0) {
                String filter = "sites/4/" + clientId + "/command" + i;
                changes.add(new StoreWrite.PutSubscription(
                        clientId,
                        new StoredSubscription(filter, new TopicRef.Named(Octets.ofUtf8(filter)), Qos.ONE, Qos.ONE)));
            }
        }
        changes.add(new StoreWrite.PutReceived(clientId, new StoredReceived(17, 42)));
        return changes;
    }

    static StoredSession session(String clientId, long sinceNanos) {
        return new StoredSession(
                clientId,
                false,
                StateName.ASLEEP,
                sinceNanos,
                300,
                60,
                Peer.Udp.ofIpv4(0, 0x0A00_0007, 50_011),
                4,
                9,
                new StoredWill("sites/4/" + clientId + "/lost", Qos.ONE, true, Octets.ofUtf8("gone")),
                null);
    }

    static SpooledMessage message(long id, int octets) {
        byte[] payload = new byte[octets];
        payload[0] = (byte) id;
        return new SpooledMessage(
                id, new OutgoingPublish("sites/4/value", Octets.copyOf(payload), Qos.ONE, false), 1_000 + id);
    }
}

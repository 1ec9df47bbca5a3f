package org.sngateway.gateway.adapter.store;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.adapter.store.StoreSettings.SpoolLimits;
import org.sngateway.gateway.adapter.store.StoreSettings.Sync;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreEvent.Committed;
import org.sngateway.gateway.session.port.StoreWrite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes durable when, and what is told of it. */
class StoreWriterIT {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void lazyChangesGoWithTheNextPromptOnes() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, StoreFixture.LIMITS))) {
            fixture.shard.append(List.of(new StoreWrite.PutSession(StoreFixture.session("d", 1))), Urgency.LAZY);
            long prompt = fixture.shard.append(List.of(new StoreWrite.PutHeard("d", 2)), Urgency.PROMPT);

            assertThat(fixture.answers.poll(30, TimeUnit.SECONDS)).isEqualTo(new Committed(prompt));
            assertThat(durableSince("d")).isEqualTo(2);
        }
    }

    @Test
    void lazyChangesWaitForTheFlushAtMostAndNobodyIsTold() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(Duration.ofMillis(200), StoreFixture.LIMITS))) {
            fixture.shard.append(List.of(new StoreWrite.PutSession(StoreFixture.session("d", 1))), Urgency.LAZY);

            Awaitility.await().until(() -> fixture.store.statistics().commits() == 1);
            assertThat(durableSince("d")).isEqualTo(1);
            assertThat(fixture.store.statistics().waitingBatches()).isZero();
            assertThat(fixture.answers).isEmpty();
        }
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, StoreFixture.LIMITS))) {
            fixture.shard.append(List.of(new StoreWrite.PutSession(StoreFixture.session("d", 1))), Urgency.LAZY);
        }
        assertThat(durableSince("d")).isEqualTo(1);
    }

    @Test
    void eachShardIsToldOfItsOwnNumbers() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, StoreFixture.LIMITS))) {
            BlockingQueue<StoreEvent> others = new LinkedBlockingQueue<>();
            SessionStore other = fixture.store.forShard(others::add);
            long first = other.append(List.of(new StoreWrite.PutSession(StoreFixture.session("o", 1))), Urgency.PROMPT);
            assertThat(others.poll(30, TimeUnit.SECONDS)).isEqualTo(new Committed(first));

            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            fixture.write(new StoreWrite.PutHeard("d", 1));

            assertThat(others).isEmpty();
            long second = other.append(List.of(new StoreWrite.PutHeard("o", 2)), Urgency.PROMPT);
            assertThat(second).isGreaterThan(first);
            assertThat(others.poll(30, TimeUnit.SECONDS)).isEqualTo(new Committed(second));
        }
    }

    @Test
    void lookIntoTheSpoolSeesWhatIsNotCommitted() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, StoreFixture.LIMITS))) {
            fixture.shard.append(
                    List.of(
                            new StoreWrite.PutSession(StoreFixture.session("d", 1)),
                            new StoreWrite.PutSpooled("d", StoreFixture.message(3, 20)),
                            new StoreWrite.PutSpooled("d", StoreFixture.message(4, 20)),
                            new StoreWrite.PutSpooled("d", StoreFixture.message(5, 20))),
                    Urgency.LAZY);
            fixture.shard.readSpool("d", 3, 1);
            fixture.shard.append(List.of(new StoreWrite.DeleteSpooled("d", 4)), Urgency.LAZY);
            fixture.shard.readSpool("d", 0, 10);
            fixture.shard.readSpool("nobody", 0, 10);

            assertThat(fixture.answers.poll(30, TimeUnit.SECONDS))
                    .isEqualTo(new StoreEvent.SpoolRead("d", List.of(StoreFixture.message(4, 20))));
            assertThat(fixture.answers.poll(30, TimeUnit.SECONDS))
                    .isEqualTo(new StoreEvent.SpoolRead(
                            "d", List.of(StoreFixture.message(3, 20), StoreFixture.message(5, 20))));
            assertThat(fixture.answers.poll(30, TimeUnit.SECONDS))
                    .isEqualTo(new StoreEvent.SpoolRead("nobody", List.of()));
            assertThat(fixture.store.statistics().commits()).isZero();
        }
    }

    @Test
    void manyWaitingBatchesShareACommit() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            long last = 0;
            for (int i = 0; i < 5_000; i++) {
                last = fixture.shard.append(List.of(new StoreWrite.PutHeard("d", i)), Urgency.PROMPT);
            }
            fixture.awaitCommitted(last);
            assertThat(fixture.store.statistics().commits()).isLessThan(2_000);
            assertThat(fixture.store.statistics().changes()).isEqualTo(5_001);
        }
    }

    @Test
    void spoolHasRoomForSoManyMessagesAndOctets() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, new SpoolLimits(3, 1_000)))) {
            assertThat(fixture.shard.takeSpoolRoom(1_001)).isFalse();
            assertThat(fixture.shard.takeSpoolRoom(400)).isTrue();
            assertThat(fixture.shard.takeSpoolRoom(600)).isTrue();
            assertThat(fixture.shard.takeSpoolRoom(1)).isFalse();
            fixture.shard.releaseSpoolRoom(600);
            assertThat(fixture.shard.takeSpoolRoom(100)).isTrue();
            assertThat(fixture.shard.takeSpoolRoom(100)).isTrue();
            assertThat(fixture.shard.takeSpoolRoom(100)).isFalse();
            assertThat(fixture.store.statistics().spoolMessages()).isEqualTo(3);
            assertThat(fixture.store.statistics().spoolOctets()).isEqualTo(600);
        }
    }

    @Test
    void impossibleBatchIsLeftOutAloneAndTold() throws Exception {
        try (StoreFixture fixture = new StoreFixture(settings(HOUR, StoreFixture.LIMITS))) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            try (Database other = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
                other.execute("CREATE TRIGGER no BEFORE INSERT ON topic BEGIN SELECT RAISE(ABORT, 'impossible'); END");
            }
            fixture.shard.append(List.of(new StoreWrite.PutHeard("d", 2)), Urgency.LAZY);
            fixture.shard.append(StoreFixture.sleeper("d", 1), Urgency.LAZY);
            fixture.write(new StoreWrite.PutHeard("d", 3));

            assertThat(fixture.events.lines).hasSize(2).last().asString().contains("impossible");
            assertThat(durableSince("d")).isEqualTo(3);
        }
    }

    @Test
    void writtenBytesAreCounted() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            long before = fixture.store.statistics().bytesWritten();
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));

            org.junit.jupiter.api.Assumptions.assumeTrue(before >= 0, "needs Linux with I/O accounting");
            assertThat(fixture.store.statistics().bytesWritten()).isGreaterThan(before);
        }
    }

    private StoreSettings settings(Duration flush, SpoolLimits limits) {
        return new StoreSettings(directory, flush, Sync.FULL, limits);
    }

    /** As another program sees the file. */
    private long durableSince(String clientId) throws Exception {
        try (Database other = Database.openToRead(directory.resolve("sessions.db"), true)) {
            return other.number(
                    "SELECT since_nanos FROM heard JOIN session ON id = session WHERE client_id = '" + clientId + "'");
        }
    }
}

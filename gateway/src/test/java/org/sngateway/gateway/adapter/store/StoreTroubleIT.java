package org.sngateway.gateway.adapter.store;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.store.StoreSettings.Sync;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** A disk that does not take what is written, for a while. */
class StoreTroubleIT {
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    @Test
    void nothingIsReportedWhileCommitsFailAndEverythingAfterwards() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            long sequence;
            try (Database other = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
                other.begin();
                fixture.shard.append(List.of(new StoreWrite.PutHeard("d", 2)), Urgency.PROMPT);
                fixture.shard.append(List.of(new StoreWrite.PutHeard("d", 3)), Urgency.LAZY);
                sequence = fixture.shard.append(List.of(new StoreWrite.PutHeard("d", 4)), Urgency.PROMPT);
                Awaitility.await().atMost(LONG).until(() -> fixture.events.lines.size() > 1);
                assertThat(fixture.events.lines).containsExactly("opened", "failing: another program has locked it");
                assertThat(fixture.store.isHealthy()).isFalse();
                assertThat(fixture.answers).isEmpty();
                assertThat(fixture.store.statistics().waitingBatches()).isEqualTo(3);
            }
            fixture.awaitCommitted(sequence);
            assertThat(fixture.store.isHealthy()).isTrue();
            assertThat(fixture.store.statistics().failures()).isPositive();
            Awaitility.await().until(() -> fixture.events.lines.contains("recovered"));
        }
        assertThat(reopened())
                .extracting(client -> client.session().sinceNanos())
                .containsExactly(4L);
    }

    @Test
    void spoolTakesNothingMoreWhenTooMuchWaitsButAppendingNeverFails() throws Exception {
        int messages = (int) (Backlog.OCTETS_MAX / 60_000) + 10;
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            long sequence = 0;
            try (Database other = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
                other.begin();
                for (int i = 1; i <= messages; i++) {
                    sequence = fixture.shard.append(List.of(new StoreWrite.PutSpooled("d", large(i))), Urgency.PROMPT);
                }
                assertThat(fixture.shard.takeSpoolRoom(100)).isFalse();
                assertThat(fixture.store.isHealthy()).isFalse();
                Awaitility.await().atMost(LONG).until(() -> fixture.events.lines.contains("overloaded"));
            }
            fixture.awaitCommitted(sequence);
            assertThat(fixture.shard.takeSpoolRoom(100)).isTrue();
            Awaitility.await().atMost(LONG).until(() -> fixture.store.isHealthy());
            fixture.write(new StoreWrite.PutHeard("d", 2));
            assertThat(fixture.events.lines).contains("caught up");
        }
        assertThat(reopened()).extracting(client -> client.spool().size()).containsExactly(messages);
    }

    @Test
    void sleepersThatWakeWhileTheDiskFailsDoNotFillTheMemory() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(
                    new StoreWrite.PutSession(StoreFixture.session("a", 1)),
                    new StoreWrite.PutSession(StoreFixture.session("b", 1)));
            try (Database other = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
                other.begin();
                fixture.shard.append(List.of(new StoreWrite.PutHeard("a", 2)), Urgency.PROMPT);
                for (int i = 3; i <= 1_000; i++) {
                    fixture.shard.append(List.of(new StoreWrite.PutHeard("a", i)), Urgency.LAZY);
                    fixture.shard.append(List.of(new StoreWrite.PutHeard("b", i)), Urgency.LAZY);
                }
                Awaitility.await()
                        .atMost(LONG)
                        .until(() -> fixture.store.statistics().waitingBatches() == 3);
            }
            fixture.write(new StoreWrite.PutHeard("b", 2_000));
        }
        assertThat(reopened())
                .extracting(client -> client.session().sinceNanos())
                .containsExactly(1_000L, 2_000L);
    }

    @Test
    void fullDiskIsToldOnceAndNothingIsReportedUntilThereIsRoom() throws Exception {
        int messages = 20;
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            Database database = Objects.requireNonNull(fixture.database);
            database.limitPages(1);
            long sequence = 0;
            for (int i = 1; i <= messages; i++) {
                sequence = fixture.shard.append(List.of(new StoreWrite.PutSpooled("d", large(i))), Urgency.PROMPT);
            }
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> fixture.store.statistics().failures() > 2);
            assertThat(fixture.answers).isEmpty();
            assertThat(fixture.database).as("not opened again").isSameAs(database);
            assertThat(fixture.events.lines).containsExactly("opened", "failing: the disk is full");
            assertThat(fixture.shard.isHealthy()).isFalse();
            assertThat(fixture.shard.takeSpoolRoom(100)).isFalse();

            database.limitPages(1_000_000);
            fixture.awaitCommitted(sequence);
            assertThat(fixture.shard.isHealthy()).isTrue();
            assertThat(fixture.shard.takeSpoolRoom(100)).isTrue();
            assertThat(fixture.events.lines).containsExactly("opened", "failing: the disk is full", "recovered");
        }
        assertThat(reopened()).extracting(client -> client.spool().size()).containsExactly(messages);
    }

    @Test
    void closingWithAFullDiskLosesOnlyWhatWasReportedToNobody() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(
                    new StoreWrite.PutSession(StoreFixture.session("d", 1)),
                    new StoreWrite.PutSpooled("d", StoreFixture.message(1, 100)));
            Database database = Objects.requireNonNull(fixture.database);
            database.limitPages(1);
            fixture.shard.append(List.of(new StoreWrite.PutSpooled("d", large(2))), Urgency.PROMPT);
            Awaitility.await().atMost(LONG).until(() -> !fixture.store.isHealthy());

            fixture.store.close();

            assertThat(fixture.events.lines).contains("unwritten 1");
        }
        assertThat(reopened()).extracting(client -> client.spool().size()).containsExactly(1);
    }

    @Test
    void fileThatIsTakenAwayIsWrittenAnew() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(StoreFixture.sleeper("d", 4).toArray(StoreWrite[]::new));
            fixture.write(new StoreWrite.PutSpooled("d", StoreFixture.message(1, 100)));
            for (String name : List.of("sessions.db", "sessions.db-wal", "sessions.db-shm")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> {
                fixture.write(new StoreWrite.PutHeard("d", 2));
                return fixture.events.lines.contains("put back");
            });
            fixture.write(new StoreWrite.PutHeard("d", 3));
        }
        List<StoredClient> clients = reopened();
        assertThat(clients).hasSize(1);
        assertThat(clients.get(0).session().sinceNanos()).isEqualTo(3);
        assertThat(clients.get(0).topics()).hasSize(4);
        assertThat(clients.get(0).spool()).hasSize(1);
    }

    @Test
    void closingGivesUpWhenTheDiskDoesNotTakeIt() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory);
                Database other = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
            other.begin();
            fixture.shard.append(List.of(new StoreWrite.PutSession(StoreFixture.session("d", 1))), Urgency.PROMPT);
            long start = System.nanoTime();
            fixture.store.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(fixture.events.lines).contains("unwritten 1");
        }
    }

    private List<StoredClient> reopened() throws StoreUnusable {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            assertThat(fixture.events.lines).containsExactly("opened");
            return fixture.store.load();
        }
    }

    private static SpooledMessage large(long id) {
        return new SpooledMessage(id, new OutgoingPublish("t", Octets.copyOf(new byte[60_000]), Qos.ONE, false), id);
    }
}

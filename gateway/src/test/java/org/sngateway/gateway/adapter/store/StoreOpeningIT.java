package org.sngateway.gateway.adapter.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.adapter.store.StoreSettings.Sync;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What there is when a store is opened, and what it does about it. */
class StoreOpeningIT {
    @TempDir
    Path directory;

    @Test
    void secondGatewayIsToldInOneSentence() throws StoreUnusable {
        try (StoreFixture first = new StoreFixture(directory)) {
            assertThatThrownBy(() -> new StoreFixture(directory))
                    .isInstanceOf(StoreUnusable.class)
                    .hasMessage("storage.dir " + directory + " is in use by another gateway");
            assertThat(first.store.isHealthy()).isTrue();
        }
        new StoreFixture(directory).close();
    }

    @Test
    void directoryThatIsAFileIsToldInOneSentence() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "x");

        assertThatThrownBy(() -> new StoreFixture(file))
                .isInstanceOf(StoreUnusable.class)
                .hasMessage("storage.dir " + file + " cannot be written: " + file + " is not a directory");
    }

    @Test
    void olderFormatIsBroughtUpToDate() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(StoreFixture.sleeper("d", 4).toArray(StoreWrite[]::new));
        }
        RecordedStoreEvents events = new RecordedStoreEvents();
        List<String> steps = new ArrayList<>(Migrations.STEPS);
        steps.add("ALTER TABLE topic ADD COLUMN alias TEXT;\nUPDATE topic SET alias = 'x' || id;\n");
        steps.add("CREATE TABLE letter (id INTEGER PRIMARY KEY) STRICT;\n");

        StoreFile.Content content = new StoreFile(StoreFixture.settings(directory), events, steps, opened -> {}).open();

        try (Database database = content.database()) {
            assertThat(events.lines).containsExactly("migrated 2 to 4");
            assertThat(content.clients()).hasSize(1);
            assertThat(database.text("SELECT alias FROM topic WHERE id = 3")).isEqualTo("x3");
            assertThat(database.number("PRAGMA user_version")).isEqualTo(4);
            assertThat(database.text("SELECT value FROM meta WHERE key = 'format'"))
                    .isEqualTo("4");
        }
        assertThatThrownBy(() -> new StoreFixture(directory))
                .hasMessage(directory.resolve("sessions.db")
                        + " was written by a newer version of the gateway (format 4, this version knows up to 2): "
                        + "use that version, or move the file away");
        assertThat(FileTree.names(directory)).contains("sessions.db").noneMatch(name -> name.contains("damaged"));
    }

    @Test
    void migrationThatFailsLeavesTheFileAsItWas() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(StoreFixture.sleeper("d", 4).toArray(StoreWrite[]::new));
        }
        try (Database database = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
            List<String> steps = List.of(Migrations.STEPS.get(0), "DELETE FROM session;\nSELECT nonsense FROM meta;\n");
            assertThatThrownBy(() -> Migrations.apply(database, 1, steps)).isInstanceOf(SQLException.class);
        }
        try (StoreFixture fixture = new StoreFixture(directory)) {
            assertThat(fixture.store.load()).hasSize(1);
        }
    }

    @Test
    void numberOfVersionThatIsDamagedIsNotTakenForANewerOne() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(StoreFixture.sleeper("d", 4).toArray(StoreWrite[]::new));
        }
        try (Database database = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
            database.execute("PRAGMA user_version = 77");
        }
        try (StoreFixture fixture = new StoreFixture(directory)) {
            assertThat(fixture.store.load())
                    .extracting(client -> client.session().clientId())
                    .containsExactly("d");
            assertThat(fixture.events.damages).hasSize(1);
        }
    }

    @Test
    void fileOfAnotherProgramIsSetAside() throws Exception {
        try (Database database = Database.open(directory.resolve("sessions.db"), Sync.FULL)) {
            database.execute("CREATE TABLE readings (x)");
        }
        try (StoreFixture fixture = new StoreFixture(directory)) {
            assertThat(fixture.events.lines).containsExactly("damaged", "opened");
            assertThat(fixture.events.damages.get(0).reason()).isEqualTo("it is not a file of this program");
        }
    }

    @Test
    void whatWasOpenedIsReported() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(new StoreWrite.PutSession(StoreFixture.session("d", 1)));
            fixture.write(
                    new StoreWrite.PutSpooled("d", StoreFixture.message(7, 100)),
                    new StoreWrite.PutSpooled("d", StoreFixture.message(8, 100)));
        }
        try (StoreFixture fixture = new StoreFixture(directory)) {
            StoreEvents.Opened opened = fixture.events.opened();
            assertThat(opened.sessions()).isEqualTo(1);
            assertThat(opened.spoolMessages()).isEqualTo(2);
            assertThat(opened.spoolOctets()).isEqualTo(2 * (100 + 13 + 64));
            assertThat(opened.spoolOldestNanos()).isEqualTo(1_007);
            assertThat(opened.isChecked()).isTrue();
            assertThat(fixture.store.lastSpoolId()).isEqualTo(8);
            assertThat(fixture.shard.nextSpoolId()).isEqualTo(9);
        }
    }

    @Test
    void nothingIsLeftInTheTemporaryDirectoryOrTheLog() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            fixture.write(StoreFixture.sleeper("d", 4).toArray(StoreWrite[]::new));
        }
        assertThat(FileTree.names(directory))
                .contains("sessions.db", "sessions.lock")
                .doesNotContain("sessions.db-wal");
    }

    @Test
    void tenThousandSleepersAreRead() throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            List<StoreWrite> changes = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                changes.addAll(StoreFixture.sleeper("sensor-" + i, 4));
            }
            fixture.write(changes.toArray(StoreWrite[]::new));
        }
        long start = System.nanoTime();
        try (StoreFixture fixture = new StoreFixture(directory)) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            List<StoredClient> clients = fixture.store.load();
            assertThat(clients).hasSize(10_000);
            System.out.println("10000 sessions opened in " + millis + " ms, check "
                    + fixture.events.opened().check().toMillis() + " ms");
        }
    }
}

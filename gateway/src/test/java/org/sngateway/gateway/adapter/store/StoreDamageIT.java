package org.sngateway.gateway.adapter.store;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.store.StoreEvents.Damage;
import org.sngateway.gateway.adapter.store.StoreEvents.Salvaged;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredCommand;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Truncated, overwritten, emptied and missing files: the store opens, says what it found, serves, and deletes nothing. */
class StoreDamageIT {
    private static final int SESSIONS = 500;
    private static final int SPOOLED = 500;
    private static final int YOUNG_SESSIONS = 50;
    private static final int ROUNDS = 40;
    private static final long SEED = 20_261_124;

    @TempDir
    Path folder;

    private Path closed;
    private Path killed;

    /** One store that was closed in order, and one as a process that is killed leaves it: all in the log. */
    @BeforeEach
    void makeStores() throws Exception {
        Path directory = folder.resolve("original");
        killed = folder.resolve("killed");
        try (StoreFixture fixture = new StoreFixture(directory)) {
            for (int i = 0; i < SESSIONS; i++) {
                List<StoreWrite> changes = StoreFixture.sleeper("sensor-" + i, 4);
                for (int j = 0; j < SPOOLED / SESSIONS; j++) {
                    changes.add(new StoreWrite.PutSpooled("sensor-" + i, StoreFixture.message(i + 1, 200)));
                }
                changes.add(new StoreWrite.PutCommand("sensor-" + i, command(i)));
                fixture.write(changes.toArray(StoreWrite[]::new));
            }
            FileTree.copyStore(directory, killed);
        }
        closed = directory;
        assertThat(open(copy(closed, "a")).clients()).hasSize(SESSIONS);
        assertThat(open(copy(killed, "b")).clients()).hasSize(SESSIONS);
    }

    /** What an operator sent to a device: no two are alike, and each field has a value of its own. */
    private static StoredCommand command(int i) {
        DownlinkCommand command = new DownlinkCommand(
                "command/for/" + i,
                i % 3 == 0 ? DownlinkCommand.BY_NAME : i + 1,
                Octets.ofUtf8("do " + i),
                i % 2 == 0 ? Qos.ONE : Qos.TWO,
                i % 5 == 0,
                1_000 + i,
                i % 7 == 0,
                "correlation-" + i);
        return new StoredCommand(i + 1L, command, i % 2 == 0 ? 0 : i + 1, 2_000L + i);
    }

    private static List<StoredCommand> commands(List<StoredClient> clients) {
        return clients.stream()
                .flatMap(client -> client.commands().stream())
                .sorted(Comparator.comparingLong(StoredCommand::number))
                .toList();
    }

    private record Opened(List<StoredClient> clients, List<Damage> damages) {
        Salvaged salvaged() {
            return Objects.requireNonNull(damages.get(damages.size() - 1).salvaged());
        }
    }

    /** Opens, uses, and opens again. */
    private static Opened open(Path directory) throws StoreUnusable, InterruptedException {
        List<StoredClient> clients;
        List<Damage> damages;
        try (StoreFixture fixture = new StoreFixture(directory)) {
            clients = fixture.store.load();
            damages = fixture.events.damages;
            fixture.write(StoreFixture.sleeper("new", 4).toArray(StoreWrite[]::new));
            assertThat(fixture.events.lines).last().isEqualTo("opened");
        }
        try (StoreFixture again = new StoreFixture(directory)) {
            assertThat(again.events.lines).containsExactly("opened");
            assertThat(again.store.load()).hasSize(clients.size() + 1);
        }
        return new Opened(clients, damages);
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        FileTree.copyStore(from, to);
        return to;
    }

    @Test
    void emptiedFileIsReported() throws Exception {
        Path directory = copy(closed, "c");
        truncate(directory.resolve("sessions.db"), 0);

        Opened opened = open(directory);

        assertThat(opened.clients()).isEmpty();
        assertThat(opened.damages()).hasSize(1);
        assertThat(opened.damages().get(0).reason()).isEqualTo("the file is empty");
        assertThat(opened.salvaged().isNothing()).isTrue();
        assertThat(opened.salvaged().unreadable()).isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 99, 100, 511, 512, 1023})
    void fileOfWhichLessThanAPageIsLeftIsReported(int octets) throws Exception {
        Path directory = copy(closed, "c");
        truncate(directory.resolve("sessions.db"), octets);

        Opened opened = open(directory);

        assertThat(opened.damages()).hasSize(1);
        assertThat(opened.damages().get(0).reason()).isEqualTo("the file is cut off after " + octets + " octets");
        assertThat(Files.size(opened.damages().get(0).setAside())).isEqualTo(octets);
        assertThat(opened.clients()).isEmpty();
    }

    /** Nothing of a young store is in the file itself: all of it is in the log. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023})
    void whatTheLogHasIsSavedWhenTheFileBesideItIsCutOff(int octets) throws Exception {
        Path directory = copy(young(), "c");
        byte[] log = Files.readAllBytes(directory.resolve("sessions.db-wal"));
        truncate(directory.resolve("sessions.db"), octets);

        Opened opened = open(directory);

        assertThat(opened.clients()).hasSize(YOUNG_SESSIONS);
        assertThat(opened.salvaged().spoolMessages()).isEqualTo(YOUNG_SESSIONS);
        assertThat(SetAside.log(opened.damages().get(0).setAside())).hasBinaryContent(log);
        assertThat(FileTree.names(directory)).noneMatch(name -> name.contains("salvage"));
    }

    private Path young() throws Exception {
        Path directory = folder.resolve("young");
        Path asKilled = folder.resolve("young-killed");
        try (StoreFixture fixture = new StoreFixture(directory)) {
            for (int i = 0; i < YOUNG_SESSIONS; i++) {
                List<StoreWrite> changes = StoreFixture.sleeper("sensor-" + i, 4);
                changes.add(new StoreWrite.PutSpooled("sensor-" + i, StoreFixture.message(i + 1, 200)));
                fixture.write(changes.toArray(StoreWrite[]::new));
            }
            FileTree.copyStore(directory, asKilled);
        }
        return asKilled;
    }

    @Test
    void randomOctetsBehindAGoodBeginningDoNotDelayTheStartForLong() throws Exception {
        Random random = new Random(SEED);
        Path directory = copy(closed, "c");
        Path file = directory.resolve("sessions.db");
        byte[] garbage = new byte[8 << 20];
        random.nextBytes(garbage);
        overwrite(file, 24L * Database.PAGE_BYTES, garbage);

        Opened opened = open(directory);

        assertThat(opened.damages()).hasSize(1);
        assertThat(opened.salvaged().isComplete()).isFalse();
    }

    @Test
    void salvagingEndsWhenItsTimeIsOver() throws Exception {
        try (Database damaged = Database.openToRead(copy(closed, "c").resolve("sessions.db"), true);
                Database fresh = Database.open(folder.resolve("fresh.db"), StoreSettings.Sync.NORMAL)) {
            Migrations.apply(fresh, 0, Migrations.STEPS);
            fresh.begin();

            Salvaged salvaged = Salvage.copy(damaged, new ChangeStatements(fresh), 1, Duration.ZERO);

            assertThat(salvaged.isCutShort()).isTrue();
            assertThat(salvaged.isComplete()).isFalse();
            assertThat(salvaged.topics()).isZero();
        }
    }

    @Test
    void fileThatIsMissingBesideItsLogIsReportedAndTheLogIsKept() throws Exception {
        Path directory = copy(killed, "c");
        Files.delete(directory.resolve("sessions.db"));

        Opened opened = open(directory);

        assertThat(opened.damages().get(0).reason()).isEqualTo("the file is missing, and only its log is there");
        assertThat(SetAside.log(opened.damages().get(0).setAside()))
                .hasSameBinaryContentAs(killed.resolve("sessions.db-wal"));
    }

    @Test
    void textInPlaceOfTheFileIsSetAside() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("c"));
        String text = "This is no database.\n".repeat(500);
        Files.writeString(directory.resolve("sessions.db"), text);

        Opened opened = open(directory);

        assertThat(opened.damages().get(0).reason()).isEqualTo("it is not a database");
        assertThat(opened.damages().get(0).setAside()).hasContent(text);
    }

    @Test
    void halfAFileGivesTheSessionsThatAreInIt() throws Exception {
        Path directory = copy(closed, "c");
        Path file = directory.resolve("sessions.db");
        truncate(file, Files.size(file) * 3 / 4);

        Opened opened = open(directory);

        Salvaged salvaged = opened.salvaged();
        assertThat(salvaged.isComplete()).isFalse();
        assertThat(salvaged.sessions()).isEqualTo(opened.clients().size()).isPositive();
    }

    @Test
    void oneBadPageCostsWhatWasOnItAlone() throws Exception {
        Path directory = copy(closed, "c");
        long page = pageOf(directory.resolve("sessions.db"), "sites/4/value");
        overwrite(directory.resolve("sessions.db"), page * Database.PAGE_BYTES, new byte[Database.PAGE_BYTES]);

        Opened opened = open(directory);

        Salvaged salvaged = opened.salvaged();
        assertThat(salvaged.sessions()).isEqualTo(SESSIONS);
        assertThat(salvaged.topics()).isEqualTo(4 * SESSIONS);
        assertThat(salvaged.spoolMessages()).isBetween(SPOOLED - 20, SPOOLED - 1);
        assertThat(salvaged.commands()).isEqualTo(SESSIONS);
        assertThat(commands(opened.clients()))
                .isEqualTo(IntStream.range(0, SESSIONS)
                        .mapToObj(StoreDamageIT::command)
                        .toList());
        assertThat(salvaged.unreadable()).isPositive();
    }

    @Test
    void aBadPageOfCommandsCostsThoseOnItAlone_andTheOthersAreAsTheyWere() throws Exception {
        Path directory = copy(closed, "c");
        long page = pageOf(directory.resolve("sessions.db"), "command/for/250");
        overwrite(directory.resolve("sessions.db"), page * Database.PAGE_BYTES, new byte[Database.PAGE_BYTES]);

        Opened opened = open(directory);

        Salvaged salvaged = opened.salvaged();
        assertThat(salvaged.sessions()).isEqualTo(SESSIONS);
        assertThat(salvaged.spoolMessages()).isEqualTo(SPOOLED);
        assertThat(salvaged.unreadable()).isPositive();
        List<StoredCommand> left = commands(opened.clients());
        assertThat(left).hasSize(salvaged.commands()).hasSizeBetween(SESSIONS - 60, SESSIONS - 1);
        assertThat(left).allSatisfy(each -> assertThat(each).isEqualTo(command((int) each.number() - 1)));
        assertThat(left).extracting(StoredCommand::number).doesNotContain(251L);
    }

    @Test
    void truncatedAnywhereItStartsAndSaysSo() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = copy(closed, "t" + round);
            Path file = directory.resolve("sessions.db");
            long length = random.nextLong(Files.size(file));
            truncate(file, length);

            Opened opened = open(directory);

            assertThat(opened.damages()).as("truncated to " + length).hasSize(1);
            assertThat(Files.size(opened.damages().get(0).setAside())).isEqualTo(length);
            FileTree.delete(directory);
        }
    }

    @Test
    void overwrittenAnywhereItStarts() throws Exception {
        Random random = new Random(SEED);
        int reported = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = copy(closed, "o" + round);
            Path file = directory.resolve("sessions.db");
            byte[] garbage = new byte[1 + random.nextInt(8_000)];
            random.nextBytes(garbage);
            overwrite(file, random.nextLong(Files.size(file) - garbage.length), garbage);

            Opened opened = open(directory);

            if (opened.clients().size() < SESSIONS) {
                assertThat(opened.damages()).hasSize(1);
            }
            reported += opened.damages().size();
            FileTree.delete(directory);
        }
        assertThat(reported).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void logThatIsDamagedInTheMiddleIsReportedAndKept() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = copy(killed, "l" + round);
            Path log = directory.resolve("sessions.db-wal");
            byte[] garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            overwrite(log, random.nextLong(Files.size(log) / 2), garbage);
            byte[] damaged = Files.readAllBytes(log);

            Opened opened = open(directory);

            if (opened.clients().size() < SESSIONS) {
                assertThat(opened.damages()).isNotEmpty();
                Damage damage = opened.damages().get(0);
                assertThat(damage.isLogOnly()).isTrue();
                assertThat(damage.lostCommits()).isGreaterThan(1);
                assertThat(damage.setAside()).hasBinaryContent(damaged);
            }
            FileTree.delete(directory);
        }
    }

    @Test
    void logThatIsCutShortIsWhatAPowerCutLeaves() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = copy(killed, "s" + round);
            truncate(
                    directory.resolve("sessions.db-wal"),
                    random.nextLong(Files.size(killed.resolve("sessions.db-wal"))));

            open(directory);

            FileTree.delete(directory);
        }
    }

    private static long pageOf(Path file, String text) throws IOException {
        String content = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        List<Long> pages = new ArrayList<>();
        for (int at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1)) {
            long page = at / Database.PAGE_BYTES;
            if (pages.isEmpty() || pages.get(pages.size() - 1) != page) {
                pages.add(page);
            }
        }
        return pages.get(pages.size() / 2);
    }

    private static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    private static void overwrite(Path file, long position, byte[] octets) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(position);
            open.write(octets);
        }
    }
}

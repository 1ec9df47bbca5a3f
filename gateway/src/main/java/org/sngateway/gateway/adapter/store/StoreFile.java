package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.store.StoreEvents.Damage;
import org.sngateway.gateway.adapter.store.StoreEvents.Salvaged;
import org.sngateway.gateway.session.port.StoredClient;
import org.sqlite.SQLiteErrorCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The file that sessions are in: opened, checked, brought up to date, and replaced by a new one when it is damaged. Only a
 * file of a newer version, and a directory that cannot be used, are answered with {@link StoreUnusable}.
 */
final class StoreFile {
    static final String NAME = "sessions.db";

    /** How long the start may be delayed by looking for damage. */
    private static final Duration CHECK_MAX = Duration.ofSeconds(2);

    private final Path file;
    private final StoreSettings settings;
    private final StoreEvents events;
    private final List<String> steps;
    private final Consumer<Database> onOpen;
    private @Nullable Object identity;

    /** @param onOpen is shown each database that is opened, before it is used */
    StoreFile(StoreSettings settings, StoreEvents events, List<String> steps, Consumer<Database> onOpen) {
        this.file = settings.directory().resolve(NAME);
        this.settings = settings;
        this.events = events;
        this.steps = steps;
        this.onOpen = onOpen;
    }

    /** @param check how long it took; {@code isChecked} is false when it was given up */
    record Content(Database database, List<StoredClient> clients, Duration check, boolean isChecked) {}

    /** The file is no good, for a reason in words. */
    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String reason) {
            super(reason);
        }
    }

    Path path() {
        return file;
    }

    Content open() throws StoreUnusable {
        try {
            Content content = openOrReplace();
            onOpen.accept(content.database());
            identity = identity();
            return content;
        } catch (SQLException | IOException failure) {
            throw new StoreUnusable(file + " cannot be used: " + Trouble.reason(failure), failure);
        }
    }

    private Content openOrReplace() throws SQLException, IOException, StoreUnusable {
        try {
            lookForWhatIsMissing();
            reportDamagedLog();
            return openWhole();
        } catch (Damaged damaged) {
            return replace(String.valueOf(damaged.getMessage()));
        }
    }

    /**
     * SQLite takes a file with less than a page in it for a new one, and throws the log away that belongs to it. An empty
     * file is also what a first start leaves that was killed; nothing tells that from a loss, so it is told as one.
     */
    private void lookForWhatIsMissing() throws IOException, Damaged {
        if (Files.exists(file)) {
            long octets = Files.size(file);
            if (octets == 0) {
                throw new Damaged("the file is empty");
            }
            if (octets < Database.PAGE_BYTES) {
                throw new Damaged("the file is cut off after " + octets + " octets");
            }
        } else if (hasLog()) {
            throw new Damaged("the file is missing, and only its log is there");
        }
    }

    private boolean hasLog() throws IOException {
        Path log = SetAside.log(file);
        return Files.exists(log) && Files.size(log) > 0;
    }

    private void reportDamagedLog() throws IOException {
        int lost = LogCheck.lostCommits(SetAside.log(file));
        if (lost > 0) {
            Path copy = SetAside.copyOfLog(file);
            events.damaged(new Damage("the end of the write-ahead log cannot be read", copy, true, null, lost));
        }
    }

    private Content openWhole() throws SQLException, Damaged, StoreUnusable {
        Database database = null;
        try {
            database = Database.open(file, settings.sync());
            int version = version(database);
            database.useLog();
            long start = System.nanoTime();
            String found = database.check(CHECK_MAX);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (found != null && !found.equals("ok")) {
                throw new Damaged(Trouble.oneLine(found));
            }
            migrate(database, version);
            return new Content(database, StoredClients.read(database), took, found != null);
        } catch (Damaged | StoreUnusable failure) {
            close(database);
            throw failure;
        } catch (IllegalArgumentException impossible) {
            close(database);
            throw new Damaged("there is a row with " + impossible.getMessage());
        } catch (SQLException failure) {
            close(database);
            if (isDamage(failure)) {
                throw new Damaged(Trouble.reason(failure));
            }
            throw failure;
        }
    }

    /** 0 for a file that was just made. */
    private int version(Database database) throws SQLException, Damaged, StoreUnusable {
        long version = database.number("PRAGMA user_version");
        long application = database.number("PRAGMA application_id");
        if (version == 0 && application == 0 && database.number("SELECT count(*) FROM sqlite_schema") == 0) {
            return 0;
        }
        if (application != Migrations.APPLICATION_ID || version < 1) {
            throw new Damaged("it is not a file of this program");
        }
        if (version > steps.size()) {
            // The number stands in the file twice, so that a damaged one is not taken for a newer one.
            if (!String.valueOf(version).equals(database.text("SELECT value FROM meta WHERE key = 'format'"))) {
                throw new Damaged("its version cannot be read");
            }
            throw new StoreUnusable(file + " was written by a newer version of the gateway (format " + version
                    + ", this version knows up to " + steps.size() + "): use that version, or move the file away");
        }
        return (int) version;
    }

    private void migrate(Database database, int version) throws SQLException {
        if (version < steps.size()) {
            Migrations.apply(database, version, steps);
            if (version > 0) {
                events.migrated(version, steps.size());
            }
        }
    }

    /** While a file is opened, a table that is not there, or a file that says it must not be written, is damage, too. */
    private boolean isDamage(SQLException failure) {
        int code = Database.codeOf(failure).code & 0xFF;
        return Database.isDamage(failure)
                || code == SQLiteErrorCode.SQLITE_ERROR.code
                || code == SQLiteErrorCode.SQLITE_READONLY.code && Files.isWritable(file);
    }

    private Content replace(String reason) throws SQLException, IOException {
        Path aside = SetAside.database(file);
        Database fresh = Database.open(file, settings.sync());
        try {
            fresh.useLog();
            Migrations.apply(fresh, 0, steps);
            Salvaged salvaged = salvage(aside, fresh);
            List<StoredClient> clients = StoredClients.read(fresh);
            events.damaged(new Damage(reason, aside, false, salvaged, 0));
            return new Content(fresh, clients, Duration.ZERO, true);
        } catch (SQLException failure) {
            close(fresh);
            throw failure;
        }
    }

    private static Salvaged salvage(Path aside, Database fresh) throws SQLException, IOException {
        try (FilledUp readable = FilledUp.of(aside)) {
            return copyReadable(readable.path(), fresh);
        }
    }

    private static Salvaged copyReadable(Path readable, Database fresh) throws SQLException {
        Database damaged = openDamaged(readable);
        if (damaged == null) {
            return Salvage.nothing();
        }
        try {
            Instant now = Instant.now();
            long nowNanos =
                    Duration.ofSeconds(now.getEpochSecond(), now.getNano()).toNanos();
            fresh.begin();
            Salvaged salvaged = Salvage.copy(damaged, new ChangeStatements(fresh), nowNanos, Salvage.TIME_MAX);
            fresh.commit();
            return salvaged;
        } finally {
            fresh.rollback();
            close(damaged);
        }
    }

    /** Without its log when it cannot be read with it; {@code null} when it cannot be read at all. */
    private static @Nullable Database openDamaged(Path aside) {
        Database withLog = openToRead(aside, true);
        return withLog == null ? openToRead(aside, false) : withLog;
    }

    private static @Nullable Database openToRead(Path aside, boolean withLog) {
        Database damaged = null;
        try {
            damaged = Database.openToRead(aside, withLog);
            damaged.number("SELECT count(*) FROM sqlite_schema");
            return damaged;
        } catch (SQLException failure) {
            close(damaged);
            return null;
        }
    }

    private static void close(@Nullable Database database) {
        if (database != null) {
            try {
                database.close();
            } catch (SQLException failure) {
                // It is given up in any case; what it said first is what is reported.
                return;
            }
        }
    }

    /** Whether the file that is open is still the one with this name. */
    boolean isInPlace() {
        return Objects.equals(identity, identity());
    }

    /** Writes the content of a database whose file was taken away into a new file, which is to be opened then. */
    void putBack(Database open) throws SQLException, IOException {
        Path unfinished = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(unfinished);
        open.execute("VACUUM INTO '" + unfinished.toString().replace("'", "''") + "'");
        Path aside = Files.exists(file) || Files.exists(SetAside.log(file)) ? SetAside.database(file) : null;
        Files.move(unfinished, file);
        open.close();
        events.putBack(file, aside);
    }

    private @Nullable Object identity() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException missing) {
            return "missing";
        }
    }
}

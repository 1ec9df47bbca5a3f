package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One connection to a SQLite file, with the few things that are asked of it. Confined to one thread at a time. */
final class Database implements AutoCloseable {
    /**
     * Small, because the most frequent change, that a sleeper was heard, writes one page with one number in it: measured
     * against pages of 4096 octets it is a third less that goes to the disk.
     */
    static final int PAGE_BYTES = 1024;

    private static final int CACHE_KIBIBYTES = 1024;

    /** The log is written back to the file when it has so many pages, 2 MiB. */
    private static final int CHECKPOINT_PAGES = 2048;

    private static final int LOG_BYTES_MAX = 4 << 20;

    /** Somebody else may write for a moment, with a tool of SQLite's. */
    private static final int BUSY_MILLIS = 1000;

    private static final int STEPS_BETWEEN_LOOKS_AT_CLOCK = 20_000;

    private final Connection connection;
    private final Statement statement;
    private boolean inTransaction;

    private Database(Connection connection, Statement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    static Database open(Path file, StoreSettings.Sync sync) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setCacheSize(-CACHE_KIBIBYTES);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setSynchronous(
                sync == StoreSettings.Sync.FULL
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        config.setWalAutocheckpoint(CHECKPOINT_PAGES);
        config.setJournalSizeLimit(LOG_BYTES_MAX);
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        return connect(file, "", config);
    }

    /** Opens a file that nothing may be written to, even if it is shorter than it says. */
    static Database openToRead(Path file, boolean withLog) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Database database = connect(file, withLog ? "" : "?immutable=1", config);
        // Otherwise SQLite refuses to read any of a file that was cut off.
        database.execute("PRAGMA writable_schema = ON");
        return database;
    }

    /** A file is named by its URI, because the driver takes what follows a question mark for parameters. */
    private static Database connect(Path file, String parameters, SQLiteConfig config) throws SQLException {
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        Connection connection = config.createConnection(
                "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + parameters);
        try {
            return new Database(connection, connection.createStatement());
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Makes the file one with a write-ahead log; does nothing when it is one already. */
    void useLog() throws SQLException {
        String mode = text("PRAGMA journal_mode = WAL");
        if (!"wal".equals(mode)) {
            throw new SQLException("a write-ahead log is not possible here");
        }
    }

    /**
     * Lets the file grow to so many pages at most, as a full disk would; never below what it has. Called by any thread.
     */
    void limitPages(long pages) throws SQLException {
        try (Statement other = connection.createStatement()) {
            other.execute("PRAGMA max_page_count = " + pages);
        }
    }

    /**
     * Looks for damage in the structure of the file.
     *
     * @return "ok", or the first damage that was found, or {@code null} when the limit was too short
     */
    @Nullable
    String check(Duration limit) throws SQLException {
        interruptAfter(new TimeLimit(limit));
        try {
            return text("PRAGMA quick_check(1)");
        } catch (SQLException failure) {
            if (codeOf(failure) == SQLiteErrorCode.SQLITE_INTERRUPT) {
                return null;
            }
            throw failure;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** From now on a statement that runs when the time is over fails. */
    void interruptAfter(TimeLimit limit) throws SQLException {
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS_AT_CLOCK, new ProgressHandler() {
            @Override
            protected int progress() {
                return limit.isOver() ? 1 : 0;
            }
        });
    }

    void begin() throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        inTransaction = true;
    }

    void commit() throws SQLException {
        statement.execute("COMMIT");
        inTransaction = false;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    /** Undoes what is not committed. Never fails: a failure may have undone it already. */
    void rollback() {
        if (inTransaction) {
            inTransaction = false;
            try {
                statement.execute("ROLLBACK");
            } catch (SQLException undoneAlready) {
                inTransaction = false;
            }
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    long number(String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Nullable
    String text(String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** SQLite's word for what went wrong. */
    static SQLiteErrorCode codeOf(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** Whether the file is no good, as opposed to the disk or its surroundings. */
    static boolean isDamage(SQLException failure) {
        int code = codeOf(failure).code & 0xFF;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    @Override
    public void close() throws SQLException {
        rollback();
        connection.close();
    }
}

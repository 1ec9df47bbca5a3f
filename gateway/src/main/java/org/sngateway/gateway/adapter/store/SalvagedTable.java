package org.sngateway.gateway.adapter.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One table of a damaged file, read from its beginning until it fails, then from its end backwards until it fails, then row
 * by row what lies between: one bad page costs no more than what was on it. Keys have to rise or fall on the way, because
 * the pages of a damaged file may lead in a circle. Places that cannot be read are counted, not what was in them: rows one
 * after another are one place.
 */
final class SalvagedTable {
    /** How many single rows are tried between what was read from both ends. */
    private static final long GAP_ROWS_MAX = 100_000;

    /** Then there is nothing more to be found. */
    private static final int FAILURES_IN_A_ROW_MAX = 2_000;

    private final Database damaged;
    private final TimeLimit limit;
    private final String key;
    private final String select;
    private int unreadable;

    /** @param key column of whole numbers, by which the table is organised */
    SalvagedTable(Database damaged, TimeLimit limit, String table, String key, String columns) {
        this.damaged = damaged;
        this.limit = limit;
        this.key = key;
        this.select = "SELECT " + columns + ", " + key + " FROM " + table;
    }

    /** What is done with each row. {@link IllegalArgumentException} says that the row is no good. */
    interface Task {
        void run(ResultSet row) throws SQLException;
    }

    /** Reads all that can be read; returns in how many places reading failed. */
    int read(Task task) {
        if (!isThere()) {
            return 1;
        }
        Scan forward = new Scan(1);
        if (!forward.isWhole(select + " ORDER BY " + key, task)) {
            Scan backward = new Scan(-1);
            String rest = forward.isEmpty() ? "" : " WHERE " + key + " > " + forward.last;
            if (!backward.isWhole(select + rest + " ORDER BY " + key + " DESC", task)) {
                gap(forward.isEmpty() ? 0 : forward.last, backward.isEmpty() ? Long.MAX_VALUE : backward.last, task);
            }
            unreadable = Math.max(unreadable, 1);
        }
        return unreadable;
    }

    /** Whether the file knows of the table at all. */
    private boolean isThere() {
        try (PreparedStatement query = damaged.prepare(select)) {
            return query != null;
        } catch (SQLException damage) {
            return false;
        }
    }

    private void gap(long after, long before, Task task) {
        int failuresInARow = 0;
        for (long id = after + 1; id < before && id - after < GAP_ROWS_MAX && !limit.isOver(); id++) {
            if (new Scan(1).isWhole(select + " WHERE " + key + " = " + id, task)) {
                failuresInARow = 0;
            } else {
                unreadable += failuresInARow == 0 ? 1 : 0;
                failuresInARow++;
                if (failuresInARow == FAILURES_IN_A_ROW_MAX) {
                    return;
                }
            }
        }
    }

    /** One way through the table. */
    private final class Scan {
        private final int direction;
        private long last;

        /** @param direction 1 for rising keys, -1 for falling ones */
        Scan(int direction) {
            this.direction = direction;
            this.last = direction > 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }

        boolean isEmpty() {
            return last == (direction > 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        }

        /** Reads until the end, or until the file fails. */
        boolean isWhole(String sql, Task task) {
            try (PreparedStatement query = damaged.prepare(sql);
                    ResultSet rows = query.executeQuery()) {
                int keyColumn = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    long id = rows.getLong(keyColumn);
                    if (Long.compare(id, last) != direction) {
                        return false;
                    }
                    last = id;
                    run(task, rows);
                }
                return true;
            } catch (SQLException damage) {
                return false;
            }
        }

        private void run(Task task, ResultSet row) throws SQLException {
            try {
                task.run(row);
            } catch (IllegalArgumentException noGood) {
                unreadable++;
            }
        }
    }
}

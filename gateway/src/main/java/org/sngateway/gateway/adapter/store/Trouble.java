package org.sngateway.gateway.adapter.store;

import org.sqlite.SQLiteErrorCode;

import java.sql.SQLException;

/** What went wrong with the disk, in words for an operator. */
final class Trouble {
    private Trouble() {}

    static String reason(Exception failure) {
        if (failure instanceof SQLException sql) {
            int code = Database.codeOf(sql).code & 0xFF;
            if (code == SQLiteErrorCode.SQLITE_FULL.code) {
                return "the disk is full";
            }
            if (code == SQLiteErrorCode.SQLITE_READONLY.code) {
                return "it cannot be written";
            }
            if (code == SQLiteErrorCode.SQLITE_BUSY.code) {
                return "another program has locked it";
            }
            if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return "it is not a database";
            }
        }
        return oneLine(String.valueOf(failure.getMessage()));
    }

    /** Whether a change is to blame, and trying it again is in vain. */
    static boolean isOfChange(SQLException failure) {
        int code = Database.codeOf(failure).code & 0xFF;
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_RANGE.code;
    }

    /** Whether the file is to be opened anew before the next try. */
    static boolean needsReopening(SQLException failure) {
        int code = Database.codeOf(failure).code & 0xFF;
        return code != SQLiteErrorCode.SQLITE_FULL.code && code != SQLiteErrorCode.SQLITE_BUSY.code;
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", "; ").strip();
    }
}

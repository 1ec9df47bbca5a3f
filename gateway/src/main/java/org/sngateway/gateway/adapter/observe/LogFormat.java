package org.sngateway.gateway.adapter.observe;

/** How an event becomes a line. */
public enum LogFormat {
    /** For a terminal: time of day, level, event, fields. */
    TEXT,
    /** The time in UTC, then key=value. */
    LOGFMT,
    /** As LOGFMT, for systemd's journal: its priority prefix in place of the time, which the journal has itself. */
    JOURNAL,
    /** One JSON object a line. */
    JSON
}

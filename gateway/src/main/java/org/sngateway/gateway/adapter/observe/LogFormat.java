package org.sngateway.gateway.adapter.observe;

/** How an event becomes a line. */
public enum LogFormat {
    /** For a terminal: time of day, level, event, fields. */
    TEXT,
    /** For systemd's journal: its priority prefix, then key=value; the journal has the time itself. */
    LOGFMT,
    /** One JSON object a line. */
    JSON
}

package org.sngateway.gateway.adapter.observe;

import java.util.Locale;

/** How much an event matters, most first: our bug; an operator should look; life cycle; each message; payloads too. */
public enum LogLevel {
    ERROR(3),
    WARN(4),
    INFO(6),
    DEBUG(7),
    TRACE(7);

    private final int journalPriority;
    private final String text = name().toLowerCase(Locale.ROOT);

    LogLevel(int journalPriority) {
        this.journalPriority = journalPriority;
    }

    /** The priority that systemd's journal knows, 0..7. */
    int journalPriority() {
        return journalPriority;
    }

    /** As configuration and JSON write it: {@code info}. */
    public String text() {
        return text;
    }

    /** Whether an event of {@code other} is to be seen when this is the configured level. */
    boolean includes(LogLevel other) {
        return other.compareTo(this) <= 0;
    }
}

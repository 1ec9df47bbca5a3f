package org.sngateway.gateway.adapter.observe;

import java.util.HashMap;
import java.util.Map;

/**
 * Lets one event of a kind through in each window and counts the others, so that a flood is two lines a minute: the
 * first of a kind at once, and how many more there were once its window is over. One thread; kinds are few and ours.
 */
final class RepeatedEvents {
    static final long WINDOW_NANOS = 60_000_000_000L;

    private final EventLog log;
    private final Map<String, Window> windows = new HashMap<>();

    RepeatedEvents(EventLog log) {
        this.log = log;
    }

    /** Whether the event of this kind is to be written; otherwise it is counted. */
    boolean admits(LogLevel level, String event, String reason, long nowNanos) {
        Window window = windows.computeIfAbsent(event + ' ' + reason, key -> new Window(level, event, reason));
        if (window.open && nowNanos - window.startNanos < WINDOW_NANOS) {
            window.more++;
            return false;
        }
        report(window);
        window.open = true;
        window.startNanos = nowNanos;
        return true;
    }

    /** Reports the windows that are over; to be called now and then. */
    void tick(long nowNanos) {
        for (Window window : windows.values()) {
            if (window.open && nowNanos - window.startNanos >= WINDOW_NANOS) {
                report(window);
            }
        }
    }

    /** Reports every window as it is. */
    void flush() {
        windows.values().forEach(this::report);
    }

    private void report(Window window) {
        window.open = false;
        if (window.more > 0) {
            Event event = Event.of(window.level, window.event);
            if (!window.reason.isEmpty()) {
                event.with("reason", window.reason);
            }
            log.writeOnly(event.with("message", "\u2026 " + window.more + " more in 60 s")
                    .with("more", window.more));
            window.more = 0;
        }
    }

    private static final class Window {
        private final LogLevel level;
        private final String event;
        private final String reason;
        private boolean open;
        private long startNanos;
        private long more;

        Window(LogLevel level, String event, String reason) {
            this.level = level;
            this.event = event;
            this.reason = reason;
        }
    }
}

package org.sngateway.gateway.adapter.observe;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one kind of event from pushing all others off the board: of each only so many a second are shown, and the others are
 * counted. One thread; kinds are few and ours.
 */
final class EventPace {
    static final int PER_SECOND = 20;
    /** What is daily business for each device. */
    static final int DAILY_PER_SECOND = 5;

    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final EventLog log;
    private final Map<String, Window> windows = new HashMap<>();

    EventPace(EventLog log) {
        this.log = log;
    }

    /** Whether an event of this name is to be shown; otherwise it is counted. */
    boolean admits(LogLevel level, String name, long nowNanos) {
        Window window = windows.computeIfAbsent(name, Window::new);
        if (window.shown > 0 && nowNanos - window.startNanos < WINDOW_NANOS) {
            if (window.shown >= (level.compareTo(LogLevel.INFO) > 0 ? DAILY_PER_SECOND : PER_SECOND)) {
                window.skipped++;
                return false;
            }
            window.shown++;
            return true;
        }
        report(window);
        window.startNanos = nowNanos;
        window.shown = 1;
        return true;
    }

    /** Tells how many were skipped in seconds that are over; to be called now and then. */
    void tick(long nowNanos) {
        for (Window window : windows.values()) {
            if (nowNanos - window.startNanos >= WINDOW_NANOS) {
                report(window);
            }
        }
    }

    private void report(Window window) {
        if (window.skipped > 0) {
            log.show(Event.info("events.skipped").with("kind", window.name).with("count", window.skipped));
            window.skipped = 0;
        }
    }

    private static final class Window {
        private final String name;
        private long startNanos;
        private int shown;
        private long skipped;

        Window(String name) {
            this.name = name;
        }
    }
}

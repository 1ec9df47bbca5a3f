package org.sngateway.gateway.adapter.observe;

import org.tinylog.Logger;
import org.tinylog.configuration.Configuration;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * Where events are written. Safe for all threads; a line is one write to standard output by the caller's thread.
 */
public final class EventLog {
    /** Marks the lines that are formatted already. */
    static final String TAG = "event";

    /** Takes finished lines. */
    @FunctionalInterface
    public interface Sink {
        void accept(LogLevel level, String line);
    }

    private volatile LogSettings settings;
    private final EventLine line;
    private final Clock clock;
    private final Sink sink;

    /** A log that writes elsewhere. */
    public EventLog(LogSettings settings, Clock clock, Sink sink) {
        this.settings = settings;
        this.line = new EventLine(settings.format(), settings.colour(), clock.getZone());
        this.clock = clock;
        this.sink = sink;
    }

    /**
     * The log of this process, on tinylog; what libraries log through SLF4J or tinylog arrives there too, as event
     * {@code library.log}. To be called once, before anything is logged: tinylog's configuration is final then.
     */
    public static EventLog ofProcess(LogSettings settings) {
        if (!Configuration.isFrozen()) {
            ConsoleEventWriter.configure(settings);
            Configuration.replace(Map.of(
                    "level", "warn",
                    "level@org.sngateway", "trace",
                    "writer", ConsoleEventWriter.class.getName(),
                    "autoshutdown", "false"));
        }
        return new EventLog(settings, Clock.system(ZoneId.systemDefault()), EventLog::toTinylog);
    }

    /** Another level from now on, and packets or not. */
    public void adopt(LogLevel level, boolean packets) {
        settings = settings.withLevel(level).withPackets(packets);
    }

    public LogSettings settings() {
        return settings;
    }

    public boolean isEnabled(LogLevel level) {
        return settings.level().includes(level);
    }

    /** Writes the event if its level is to be seen. */
    public void write(Event event) {
        if (isEnabled(event.level())) {
            sink.accept(event.level(), line.of(clock.instant(), event));
        }
    }

    private static void toTinylog(LogLevel level, String text) {
        switch (level) {
            case ERROR -> Logger.tag(TAG).error((Object) text);
            case WARN -> Logger.tag(TAG).warn((Object) text);
            case INFO -> Logger.tag(TAG).info((Object) text);
            case DEBUG -> Logger.tag(TAG).debug((Object) text);
            case TRACE -> Logger.tag(TAG).trace((Object) text);
        }
    }
}

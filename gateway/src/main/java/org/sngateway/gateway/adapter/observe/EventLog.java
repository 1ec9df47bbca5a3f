package org.sngateway.gateway.adapter.observe;

import org.tinylog.Logger;
import org.tinylog.configuration.Configuration;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where events are told: to the log as far as its level wants them, and all of them to whoever else listens. Safe for all
 * threads; a line is one write to standard output by the caller's thread.
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
    private volatile Consumer<Event> listener = event -> {};

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

    /**
     * Tells {@code other} of every event from now on, whatever the level of the log. It is called by the thread that the
     * event happens on, and must return at once.
     */
    public void alsoTell(Consumer<Event> other) {
        listener = other;
    }

    /** Tells of the event; writes it if its level is to be seen. */
    public void write(Event event) {
        show(event);
        writeOnly(event);
    }

    /** Tells of the event, and writes nothing. */
    void show(Event event) {
        listener.accept(event);
    }

    /** Writes the event if its level is to be seen, and tells nobody else. */
    void writeOnly(Event event) {
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

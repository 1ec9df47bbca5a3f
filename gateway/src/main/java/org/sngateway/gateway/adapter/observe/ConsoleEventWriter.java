package org.sngateway.gateway.adapter.observe;

import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** tinylog's end: writes the gateway's lines as they are, and turns what libraries say into events. */
public final class ConsoleEventWriter implements Writer {
    private static final String MQTT_CLIENT = "com.hivemq.client.";

    private static volatile LogSettings settings =
            new LogSettings(LogLevel.INFO, LogFormat.TEXT, false, false, Set.of());

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);

    /** By tinylog, with the properties of its configuration. */
    public ConsoleEventWriter(Map<String, String> properties) {}

    /** tinylog makes its writers itself and hands them strings only; so this waits here for the one it makes. */
    static void configure(LogSettings newSettings) {
        settings = newSettings;
    }

    @Override
    public Collection<LogEntryValue> getRequiredLogEntryValues() {
        return EnumSet.of(
                LogEntryValue.TAG,
                LogEntryValue.LEVEL,
                LogEntryValue.CLASS,
                LogEntryValue.MESSAGE,
                LogEntryValue.EXCEPTION);
    }

    @Override
    public void write(LogEntry entry) {
        String message = entry.getMessage() == null ? "" : entry.getMessage();
        if (EventLog.TAG.equals(entry.getTag())) {
            println(message);
        } else if (!settings.isMuted(message)) {
            println(new EventLine(settings.format(), settings.colour(), ZoneId.systemDefault())
                    .of(Instant.now(), libraryEvent(entry, message)));
        }
    }

    /**
     * Without the stack trace: a library's complaint about its peer is not our bug. What the MQTT client calls an error without
     * an exception is such a complaint, about the broker: a warning, for the connection is made anew.
     */
    static Event libraryEvent(LogEntry entry, String message) {
        boolean aboutBroker = entry.getException() == null
                && entry.getClassName() != null
                && entry.getClassName().startsWith(MQTT_CLIENT);
        LogLevel level = entry.getLevel() == Level.ERROR && !aboutBroker ? LogLevel.ERROR : LogLevel.WARN;
        Event event = Event.of(level, "library.log")
                .with("logger", shortName(entry.getClassName()))
                .with("message", message);
        Throwable failure = entry.getException();
        return failure == null ? event : event.with("cause", failure.toString());
    }

    private static String shortName(String className) {
        return className == null ? "-" : className.substring(className.lastIndexOf('.') + 1);
    }

    private void println(String line) {
        byte[] octets = (line + '\n').getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(octets, 0, octets.length);
            out.flush();
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}

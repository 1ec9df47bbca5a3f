package org.sngateway.gateway.adapter.observe;

import java.util.Map;
import java.util.Set;

/**
 * What is logged and how.
 *
 * @param level the least important events to be seen; libraries are heard at warn and above, whatever it is
 * @param format how lines look
 * @param colour whether TEXT lines are coloured
 * @param packets whether every MQTT-SN message is a line, whatever the level
 * @param mutedPrefixes beginnings of library messages that are noise here
 */
public record LogSettings(
        LogLevel level, LogFormat format, boolean colour, boolean packets, Set<String> mutedPrefixes) {

    /**
     * The settings for format {@code auto}: text on a terminal, coloured unless the environment has NO_COLOR; otherwise
     * key=value.
     */
    public static LogSettings auto(LogLevel level, boolean isTerminal, Map<String, String> environment) {
        boolean colour = isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new LogSettings(level, isTerminal ? LogFormat.TEXT : keyValue(environment), colour, false, Set.of());
    }

    /** How key=value lines look here: systemd sets JOURNAL_STREAM where it reads the output. */
    public static LogFormat keyValue(Map<String, String> environment) {
        return environment.getOrDefault("JOURNAL_STREAM", "").isEmpty() ? LogFormat.LOGFMT : LogFormat.JOURNAL;
    }

    public LogSettings withLevel(LogLevel other) {
        return new LogSettings(other, format, colour, packets, mutedPrefixes);
    }

    public LogSettings withFormat(LogFormat other) {
        return new LogSettings(level, other, colour, packets, mutedPrefixes);
    }

    public LogSettings withPackets(boolean other) {
        return new LogSettings(level, format, colour, other, mutedPrefixes);
    }

    public LogSettings withMutedPrefixes(Set<String> other) {
        return new LogSettings(level, format, colour, packets, Set.copyOf(other));
    }

    boolean isMuted(String message) {
        for (String prefix : mutedPrefixes) {
            if (message.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}

package org.sngateway.gateway.adapter.observe;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A log that keeps its lines, at a fixed time. */
final class RecordedLog {
    static final Instant TIME = Instant.parse("2026-11-23T10:02:11.204Z");

    final List<String> lines = new ArrayList<>();
    final EventLog log;

    RecordedLog(LogLevel level, LogFormat format) {
        this(new LogSettings(level, format, false, false, Set.of()));
    }

    RecordedLog(LogSettings settings) {
        log = new EventLog(settings, Clock.fixed(TIME, ZoneOffset.UTC), (level, line) -> lines.add(line));
    }
}

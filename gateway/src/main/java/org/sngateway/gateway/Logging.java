package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.LogFormat;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.adapter.observe.LogSettings;
import org.sngateway.gateway.config.GatewayConfig;

import java.util.Map;
import java.util.Set;

/** Turns the section {@code log} into the settings of the log. */
final class Logging {
    /** What libraries say of things that are none of an operator's business. */
    private static final Set<String> NOISE =
            Set.of("AMQ222147", "AMQ834002", "Failed to find a usable hardware address");

    private Logging() {}

    static LogSettings settings(GatewayConfig.Log log, Map<String, String> environment) {
        LogSettings auto = LogSettings.auto(level(log.level()), isTerminal(), environment);
        LogSettings settings = switch (log.format()) {
            case AUTO -> auto;
            case TEXT -> auto.withFormat(LogFormat.TEXT);
            case LOGFMT -> auto.withFormat(LogSettings.keyValue(environment));
            case JSON -> auto.withFormat(LogFormat.JSON);
        };
        return settings.withPackets(log.packets()).withMutedPrefixes(NOISE);
    }

    static LogLevel level(GatewayConfig.Level level) {
        return switch (level) {
            case ERROR -> LogLevel.ERROR;
            case WARN -> LogLevel.WARN;
            case INFO -> LogLevel.INFO;
            case DEBUG -> LogLevel.DEBUG;
            case TRACE -> LogLevel.TRACE;
        };
    }

    /** From JDK 22 on there is a console object even without a terminal, unless this property asks for the old one. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }
}

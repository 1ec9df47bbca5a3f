package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.GatewayEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Puts what the log is told into the chronicle, in its words. Called by the thread that an event happens on. */
final class ChronicleEvents implements Consumer<Event> {
    private static final String CLIENT = "client";

    private final Chronicle chronicle;

    ChronicleEvents(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void accept(Event event) {
        chronicle.onEvent(of(event, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())));
    }

    static GatewayEvent of(Event event, long atNanos) {
        @Nullable String clientId = null;
        List<GatewayEvent.Field> fields = new ArrayList<>(event.fields().size());
        for (Event.Field field : event.fields()) {
            if (field.key().equals(CLIENT)) {
                // A device that is refused may have given itself no name.
                clientId = field.value().isEmpty() ? null : field.value();
            } else {
                fields.add(new GatewayEvent.Field(field.key(), field.bare() ? number(field.value()) : field.value()));
            }
        }
        return new GatewayEvent(0, atNanos, level(event.level()), event.name(), clientId, fields);
    }

    private static Object number(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> Long.valueOf(text);
        };
    }

    private static GatewayEvent.Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> GatewayEvent.Level.ERROR;
            case WARN -> GatewayEvent.Level.WARN;
            case INFO -> GatewayEvent.Level.INFO;
            case DEBUG, TRACE -> GatewayEvent.Level.DEBUG;
        };
    }
}

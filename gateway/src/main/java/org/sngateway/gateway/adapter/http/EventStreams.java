package org.sngateway.gateway.adapter.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The streams of server-sent events that are open: few, so that readers who stay cost little. Confined to the server's thread. */
public final class EventStreams {
    static final int STREAMS_MAX = 16;

    private final Set<EventStream> open = new HashSet<>();
    private final Consumer<RoutingContext> used;

    /** @param used told of each sign of life of a stream's connection */
    EventStreams(Consumer<RoutingContext> used) {
        this.used = used;
    }

    /** Begins a stream, or answers 503 and returns {@code null} when there are too many. */
    @Nullable
    EventStream begin(RoutingContext context) {
        if (open.size() >= STREAMS_MAX) {
            Answers.problem(context, 503, "there are " + STREAMS_MAX + " streams open already");
            return null;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(response, () -> used.accept(context));
        open.add(stream);
        stream.whenClosed(() -> open.remove(stream));
        return stream;
    }

    int count() {
        return open.size();
    }
}

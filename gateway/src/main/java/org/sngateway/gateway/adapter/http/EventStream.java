package org.sngateway.gateway.adapter.http;

import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One stream of server-sent events (WHATWG HTML s.9.2). Confined to the server's thread. */
final class EventStream {
    private final HttpServerResponse response;
    private final Runnable used;
    private final List<Runnable> closed = new ArrayList<>();

    EventStream(HttpServerResponse response, Runnable used) {
        this.response = response;
        this.used = used;
        response.closeHandler(nothing -> closed.forEach(Runnable::run));
        // A reader who goes away is no error of ours.
        response.exceptionHandler(gone -> {});
    }

    /** Runs when the reader has gone. */
    void whenClosed(Runnable task) {
        closed.add(task);
    }

    boolean isClosed() {
        return response.closed() || response.ended();
    }

    /** Whether the reader has not taken what it was sent: nothing more should be sent for now. */
    boolean isSlow() {
        return response.writeQueueFull();
    }

    /**
     * @param id what the reader names when it comes again; {@code null} for none
     * @param json one line
     */
    void send(String event, @Nullable String id, byte[] json) {
        String head = "event: " + event + (id == null ? "" : "\nid: " + id) + "\ndata: ";
        write(head + new String(json, StandardCharsets.UTF_8) + "\n\n");
    }

    /** Shows the reader, and whatever lies between, that the stream is alive. */
    void beat() {
        write(":\n\n");
    }

    private void write(String text) {
        if (!isClosed()) {
            used.run();
            response.write(text);
        }
    }

    void end() {
        if (!isClosed()) {
            response.end();
        }
    }
}

package org.sngateway.gateway.adapter.http;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.view.json.TraceJson;
import org.sngateway.gateway.view.trace.Captures;
import org.sngateway.gateway.view.trace.TracePacket;
import org.sngateway.gateway.view.trace.TraceTap;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Takes what was seen to those who watch, ten times a second while there are any. A watcher who is slow misses packets and is
 * told how many. Confined to the server's thread.
 */
final class TraceFeed {
    private static final long TICK_MILLIS = 100;
    private static final int PACKETS_AT_ONCE = 500;
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long LEARN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final TraceSources sources;
    private final Captures captures;
    private final Set<Watcher> watchers = new HashSet<>();
    private @Nullable Long timer;
    private long learnedNanos;

    TraceFeed(TraceSources sources, Captures captures) {
        this.sources = sources;
        this.captures = captures;
    }

    /** One open stream. */
    private static final class Watcher {
        final EventStream stream;
        final TraceTap tap;
        final boolean hex;
        long missed;
        long sentNanos = System.nanoTime();

        Watcher(EventStream stream, TraceTap tap, boolean hex) {
            this.stream = stream;
            this.tap = tap;
            this.hex = hex;
        }
    }

    /** Sends what {@code tap} sees until the reader goes. */
    void watch(Vertx vertx, EventStream stream, TraceTap tap, boolean hex) {
        Watcher watcher = new Watcher(stream, tap, hex);
        watchers.add(watcher);
        stream.whenClosed(() -> {
            watchers.remove(watcher);
            tap.close();
        });
        run(vertx);
    }

    /** There is something to do. */
    void run(Vertx vertx) {
        if (timer == null) {
            timer = vertx.setPeriodic(TICK_MILLIS, fired -> tick(vertx));
        }
    }

    private void tick(Vertx vertx) {
        watchers.forEach(this::send);
        boolean captured = captures.collect(sources.epochNanos().getAsLong(), sources.gateway());
        Long running = timer;
        if (watchers.isEmpty() && !captured && running != null) {
            vertx.cancelTimer(running);
            timer = null;
            return;
        }
        long now = System.nanoTime();
        if (now - learnedNanos >= LEARN_NANOS) {
            learnedNanos = now;
            sources.views().get().thenAccept(sources.trace()::learn);
        }
    }

    private void send(Watcher watcher) {
        if (watcher.stream.isSlow()) {
            return;
        }
        long now = System.nanoTime();
        for (TracePacket packet : watcher.tap.take(PACKETS_AT_ONCE)) {
            String gateway = sources.gateway().apply(packet.peer().endpoint());
            watcher.stream.send("packet", null, Json.of(json -> TraceJson.packet(json, packet, gateway, watcher.hex)));
            watcher.sentNanos = now;
        }
        long missed = watcher.tap.missed();
        if (missed != watcher.missed) {
            watcher.missed = missed;
            watcher.stream.send("missed", null, Json.of(json -> {
                json.writeStartObject();
                json.writeNumberField("missed", missed);
                json.writeEndObject();
            }));
        }
        if (now - watcher.sentNanos >= BEAT_NANOS) {
            watcher.stream.beat();
            watcher.sentNanos = now;
        }
    }
}

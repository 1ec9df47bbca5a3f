package org.sngateway.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.view.GatewayEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps all open streams of events up to date, once a second. The view is collected once for all of them, only while there is
 * somebody who wants it, and compared on the worker's thread. Confined to the server's thread.
 */
final class LiveFeed {
    private static final long TICK_MILLIS = 1000;

    /** What is needed to work out what a reader is told. */
    private record Task(LiveQuery query, LiveMoment before, boolean statusIsDue) {}

    private final LiveSources sources;
    private final Set<LiveReader> readers = new HashSet<>();
    private @Nullable Long timer;
    private boolean collecting;

    LiveFeed(LiveSources sources) {
        this.sources = sources;
    }

    /** Sends the reader a snapshot, and then what changes. */
    void open(Vertx vertx, LiveReader reader) {
        readers.add(reader);
        if (timer == null) {
            timer = vertx.setPeriodic(TICK_MILLIS, fired -> tick(vertx));
        }
        CompletableFuture<LiveMoment> collected = moment();
        Future.fromCompletionStage(collected, vertx.getOrCreateContext())
                .onSuccess(moment -> snapshot(vertx, reader, moment))
                .onFailure(late -> {
                    close(vertx, reader);
                    // The reader comes again by itself.
                    reader.end();
                });
    }

    private CompletableFuture<LiveMoment> moment() {
        return sources.views().get().thenApplyAsync(view -> new LiveMoment(view, sources), sources.worker());
    }

    private void snapshot(Vertx vertx, LiveReader reader, LiveMoment moment) {
        List<GatewayEvent> events = reader.snapshotEvents();
        CompletableFuture<byte[]> written =
                CompletableFuture.supplyAsync(() -> moment.snapshot(reader.query, events), sources.worker());
        Future.fromCompletionStage(written, vertx.getOrCreateContext())
                .onSuccess(json -> reader.sendSnapshot(moment, json, System.nanoTime()))
                .onFailure(bug -> reader.end());
    }

    void close(Vertx vertx, LiveReader reader) {
        readers.remove(reader);
        Long running = timer;
        if (readers.isEmpty() && running != null) {
            vertx.cancelTimer(running);
            timer = null;
        }
    }

    private void tick(Vertx vertx) {
        long now = System.nanoTime();
        readers.forEach(reader -> reader.tick(now));
        if (collecting) {
            return;
        }
        Map<LiveReader, Task> tasks = new HashMap<>();
        for (LiveReader reader : readers) {
            LiveMoment before = reader.query.needsViews() ? reader.comparable() : null;
            if (before != null) {
                tasks.put(reader, new Task(reader.query, before, reader.isStatusDue(now)));
            }
        }
        if (tasks.isEmpty()) {
            return;
        }
        collecting = true;
        CompletableFuture<Worked> worked = moment().thenApplyAsync(moment -> work(moment, tasks), sources.worker());
        Future.fromCompletionStage(worked, vertx.getOrCreateContext()).onComplete(done -> {
            collecting = false;
            if (done.succeeded()) {
                done.result()
                        .news
                        .forEach((reader, news) -> reader.send(done.result().moment, news, System.nanoTime()));
            }
        });
    }

    /** What is to be sent. */
    private record Worked(LiveMoment moment, Map<LiveReader, LiveReader.News> news) {}

    private static Worked work(LiveMoment moment, Map<LiveReader, Task> tasks) {
        Map<LiveReader, LiveReader.News> news = new HashMap<>();
        tasks.forEach(
                (reader, task) -> news.put(reader, LiveReader.news(task.query, task.before, moment, task.statusIsDue)));
        return new Worked(moment, news);
    }
}

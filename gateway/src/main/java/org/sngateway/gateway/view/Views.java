package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.ClientListing;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.shard.EngineReader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Collects the view from the shards when somebody asks, at most once a second, in slices so small that no shard is kept from
 * its devices. Safe for all threads; nothing is locked that a shard's thread would wait for.
 */
public final class Views {
    /** How many rows are copied at a time: some 100 microseconds' work. */
    static final int SLICE = 250;

    private static final long PAUSE_MILLIS = 1;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ANSWER_SECONDS = 5;

    /** A shard, as far as it can be looked at. */
    @FunctionalInterface
    public interface Source {
        /** Calls {@code reader} once, on the shard's thread, after this time. */
        void read(long delayMillis, EngineReader reader);
    }

    /** One collection. */
    private record Collection(long begunNanos, CompletableFuture<GatewayView> result) {}

    private final List<Source> shards;
    private final Executor worker;
    private final LongSupplier nanoTime;
    private @Nullable Collection latest;

    /**
     * @param worker puts the copies of the shards together; not a shard's thread
     * @param nanoTime a monotonic clock
     */
    public Views(List<Source> shards, Executor worker, LongSupplier nanoTime) {
        this.shards = List.copyOf(shards);
        this.worker = worker;
        this.nanoTime = nanoTime;
    }

    /**
     * The view, not older than a second. Fails with {@link java.util.concurrent.TimeoutException} when a shard does not answer
     * within five seconds, and when the gateway ends.
     */
    public synchronized CompletableFuture<GatewayView> latest() {
        long now = nanoTime.getAsLong();
        Collection known = latest;
        boolean fresh = known != null
                && (!known.result.isDone() || now - known.begunNanos < FRESH_NANOS)
                && !known.result.isCompletedExceptionally();
        if (known != null && fresh) {
            return known.result;
        }
        CompletableFuture<GatewayView> result = collect();
        latest = new Collection(now, result);
        return result;
    }

    /**
     * Everything about one device; empty when there is no session of this client id. Fails as {@link #latest} does. Nothing is
     * kept of it: whoever looks at one device wants to see it as it is.
     */
    public CompletableFuture<Optional<ClientDetail>> client(String clientId) {
        List<CompletableFuture<Found>> asked = new ArrayList<>();
        for (Source shard : shards) {
            asked.add(ask(
                    shard,
                    (engine, nowNanos) -> new Found(engine.detail(clientId, nowNanos), engine.predefinedTopics())));
        }
        return all(asked)
                .thenApplyAsync(
                        nothing -> asked.stream()
                                .map(CompletableFuture::join)
                                .flatMap(found -> found.withAllTopics(clientId).stream())
                                .findFirst(),
                        worker);
    }

    /** The predefined topics that count now, as they are configured. Fails as {@link #latest} does. */
    public CompletableFuture<List<PredefinedTopic>> predefinedTopics() {
        return ask(shards.get(0), (engine, nowNanos) -> engine.predefinedTopics())
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .thenApplyAsync(PredefinedTopics::all, worker);
    }

    /** What one shard has of a device. */
    private record Found(@Nullable ClientDetail detail, PredefinedTopics predefined) {

        /** With the predefined topics of the device: there may be thousands, so they are found on no shard's thread. */
        Optional<ClientDetail> withAllTopics(String clientId) {
            if (detail == null) {
                return Optional.empty();
            }
            List<ClientDetail.Topic> topics = new ArrayList<>(detail.topics());
            SortedMap<Integer, String> names = predefined.namesFor(clientId);
            // What an id meant when the device connected counts for it, whatever the configuration says since.
            detail.topics().stream()
                    .filter(ClientDetail.Topic::predefined)
                    .forEach(former -> names.remove(former.topicId()));
            names.forEach((id, name) -> topics.add(new ClientDetail.Topic(id, name, true, true)));
            topics.sort(Comparator.comparingInt(ClientDetail.Topic::topicId));
            return Optional.of(detail.withTopics(List.copyOf(topics)));
        }
    }

    private static <T> CompletableFuture<T> ask(Source shard, BiFunction<GatewayEngine, Long, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            shard.read(0, (engine, nowNanos) -> {
                try {
                    answer.complete(question.apply(engine, nowNanos));
                } catch (RuntimeException bug) {
                    answer.completeExceptionally(bug);
                    throw bug;
                }
            });
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(ended);
        }
        return answer;
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<GatewayView> collect() {
        List<ShardCopy> copies = new ArrayList<>();
        for (Source shard : shards) {
            ShardCopy copy = new ShardCopy(shard);
            copies.add(copy);
            copy.begin();
        }
        return all(copies.stream().map(copy -> copy.done).toList())
                .thenApplyAsync(
                        nothing -> GatewayView.of(
                                copies.stream()
                                        .mapToLong(copy -> copy.atNanos)
                                        .max()
                                        .orElse(0),
                                copies.stream().map(copy -> copy.rows).toList()),
                        worker);
    }

    /** One shard's rows on their way: written by the shard's thread, read by others when {@link #done}. */
    private static final class ShardCopy {
        final Source shard;
        final List<ClientRow> rows = new ArrayList<>();
        final CompletableFuture<Boolean> done = new CompletableFuture<>();
        long atNanos;

        ShardCopy(Source shard) {
            this.shard = shard;
        }

        void begin() {
            read(0, (engine, nowNanos) -> continueWith(engine.listing(), nowNanos));
        }

        private void continueWith(ClientListing listing, long nowNanos) {
            listing.next(SLICE, nowNanos, rows);
            if (listing.isDone()) {
                atNanos = nowNanos;
                done.complete(true);
            } else {
                read(PAUSE_MILLIS, (engine, laterNanos) -> continueWith(listing, laterNanos));
            }
        }

        private void read(long delayMillis, EngineReader reader) {
            try {
                shard.read(delayMillis, (engine, nowNanos) -> guarded(reader, engine, nowNanos));
            } catch (RejectedExecutionException ended) {
                done.completeExceptionally(ended);
            }
        }

        private void guarded(EngineReader reader, GatewayEngine engine, long nowNanos) {
            try {
                reader.read(engine, nowNanos);
            } catch (RuntimeException bug) {
                done.completeExceptionally(bug);
                throw bug;
            }
        }
    }
}

package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks up the broker's host away from the shard's thread. The MQTT client resolves names on the event loop, where a slow
 * name server would stop every device; asked right after this, it finds the answer in the cache of the Java runtime.
 */
final class HostLookup {
    /** The runtime keeps an answer for 30 s; well within that it need not be asked again. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final String host;
    private final Executor shard;
    private final List<Consumer<@Nullable String>> waiting = new ArrayList<>(1);
    private boolean known;
    private long knownAtNanos;

    HostLookup(String host, Executor shard) {
        this.host = host;
        this.shard = shard;
    }

    /** Calls {@code then} when the name is known, at once if it is; with a line for the log when it is not. */
    void lookUp(Consumer<@Nullable String> then) {
        if (known && System.nanoTime() - knownAtNanos < FRESH_NANOS) {
            then.accept(null);
            return;
        }
        waiting.add(then);
        if (waiting.size() == 1) {
            CompletableFuture.supplyAsync(this::ask).thenAcceptAsync(this::answer, shard);
        }
    }

    private String ask() {
        try {
            return InetAddress.getAllByName(host).length > 0 ? "" : "unknown host " + host;
        } catch (UnknownHostException unknown) {
            return "unknown host " + host;
        }
    }

    private void answer(String problem) {
        known = problem.isEmpty();
        knownAtNanos = System.nanoTime();
        List<Consumer<@Nullable String>> asked = List.copyOf(waiting);
        waiting.clear();
        for (Consumer<@Nullable String> then : asked) {
            then.accept(known ? null : problem);
        }
    }
}

package org.sngateway.gateway.adapter.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where the answers come from. Called on the server's thread, and must not block it.
 *
 * @param live completes when every part of the gateway has answered; fails when one does not
 * @param notReady why devices' messages do not reach the broker at the moment, in one word; empty when they do
 * @param metrics the page of metrics
 * @param tokens who may come in
 */
public record HttpSources(
        Supplier<? extends CompletableFuture<?>> live,
        Supplier<String> notReady,
        Supplier<CompletableFuture<Page>> metrics,
        AccessTokens tokens) {

    /** What is sent as it is. */
    public record Page(String contentType, String text) {}
}

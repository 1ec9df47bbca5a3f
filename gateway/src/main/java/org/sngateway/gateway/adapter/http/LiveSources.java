package org.sngateway.gateway.adapter.http;

import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the stream of events shows.
 *
 * @param views the view, not older than a second. Must not block
 * @param status how the gateway is at the time of a view; on the worker's thread
 * @param worker compares views and writes JSON, so that the server's thread need not
 * @param slowReaders where it is counted who was passed over
 */
public record LiveSources(
        Supplier<CompletableFuture<GatewayView>> views,
        Function<GatewayView, GatewayStatus> status,
        Chronicle chronicle,
        Executor worker,
        SlowReaders slowReaders) {}

package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.trace.Trace;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What those who watch packets need.
 *
 * @param views tell whose address is whose
 * @param networks a set of addresses from its text, such as {@code 10.0.0.0/8}
 * @param gateway where the gateway is as a device sees it, as text
 * @param epochNanos nanoseconds since 1970
 */
public record TraceSources(
        Trace trace,
        Supplier<CompletableFuture<GatewayView>> views,
        Networks networks,
        Function<Peer.Udp, String> gateway,
        LongSupplier epochNanos) {

    /** Reads a set of addresses. */
    @FunctionalInterface
    public interface Networks {
        /** {@code null} when the text is none. */
        @Nullable
        Predicate<Peer.Udp> of(String text);
    }
}

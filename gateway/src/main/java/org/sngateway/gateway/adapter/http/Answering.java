package org.sngateway.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Answers with what another thread finds out. */
final class Answering {
    private Answering() {}

    private static final int RETRY_SECONDS = 1;

    /** Hands on to {@code send}, on this server's thread, what is found; 503 when it is not. */
    static <T> void later(RoutingContext context, CompletionStage<T> found, Consumer<? super T> send) {
        Vertx vertx = context.vertx();
        Future.fromCompletionStage(found, vertx.getOrCreateContext())
                .onSuccess(value -> guarded(context, value, send))
                .onFailure(failure -> failed(context, failure));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        if (cause instanceof ConfigControl.Busy busy) {
            context.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
            Answers.problem(context, 503, String.valueOf(busy.getMessage()));
        } else if (cause instanceof TimeoutException) {
            // As while nothing can be stored: it is done, and not yet sure to outlive a crash.
            Answers.problem(
                    context,
                    503,
                    "it could not be confirmed in time; it may have been done, and may be undone by a restart of the gateway");
        } else {
            Answers.problem(context, 503, "a part of the gateway does not answer");
        }
    }

    private static <T> void guarded(RoutingContext context, T value, Consumer<? super T> send) {
        try {
            send.accept(value);
        } catch (RuntimeException bug) {
            context.fail(bug);
        }
    }
}

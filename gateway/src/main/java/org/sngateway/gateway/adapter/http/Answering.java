package org.sngateway.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Answers with what another thread finds out. */
final class Answering {
    private Answering() {}

    /** Hands on to {@code send}, on this server's thread, what is found; 503 when it is not. */
    static <T> void later(RoutingContext context, CompletionStage<T> found, Consumer<? super T> send) {
        Vertx vertx = context.vertx();
        Future.fromCompletionStage(found, vertx.getOrCreateContext())
                .onSuccess(value -> guarded(context, value, send))
                .onFailure(late -> Answers.problem(context, 503, "a part of the gateway does not answer"));
    }

    private static <T> void guarded(RoutingContext context, T value, Consumer<? super T> send) {
        try {
            send.accept(value);
        } catch (RuntimeException bug) {
            context.fail(bug);
        }
    }
}

package org.sngateway.gateway.adapter.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/** What a request brings with it. */
final class Bodies {
    static final int OCTETS_MAX = 128 * 1024;

    private Bodies() {}

    /** The JSON object in the body; without one it has answered 400 and returns {@code null}. */
    static @Nullable Map<String, Object> json(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        if (body == null || body.length() == 0) {
            Answers.problem(context, 400, "a JSON object is missing in the body");
            return null;
        }
        try {
            return Json.readObject(body.getBytes());
        } catch (IOException malformed) {
            Answers.problem(context, 400, "the body is no JSON object");
            return null;
        }
    }
}

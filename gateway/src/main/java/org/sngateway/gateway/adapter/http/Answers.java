package org.sngateway.gateway.adapter.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers and their headers. Errors are problem details (RFC 9457) and say nothing about how the gateway is made. */
final class Answers {
    static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private Answers() {}

    /** What every answer carries: nothing is kept, guessed, framed or run. */
    static void protect(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    static void send(RoutingContext context, int status, String contentType, byte[] octets) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", contentType)
                    .end(Buffer.buffer(octets));
        }
    }

    static void json(RoutingContext context, int status, Json.Content content) {
        send(context, status, JSON, Json.of(content));
    }

    static void problem(RoutingContext context, int status, String detail) {
        problem(context, status, detail, more -> {});
    }

    /** With more facts besides. */
    static void problem(RoutingContext context, int status, String detail, Json.Content more) {
        send(context, status, PROBLEM, Json.of(json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title(status));
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            more.writeTo(json);
            json.writeEndObject();
        }));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Internal Server Error";
        };
    }
}

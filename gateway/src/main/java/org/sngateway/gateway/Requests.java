package org.sngateway.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.view.json.ClientJson;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Commands that come as messages on the gateway's own topics: the same operations as over HTTP. Each is answered with {@code
 * {"status":"ok"|"error"}}, what was found or why not, and the caller's {@code transaction}. Safe for all threads.
 */
final class Requests {
    /** Between the base and the operation. */
    static final String BELOW = "/request/";

    private static final int UNDER_WAY_MAX = 16;
    private static final int OCTETS_MAX = 16 * 1024;
    private static final Octets TOO_LONG = Octets.copyOf(new byte[OCTETS_MAX + 1]);

    /** What the gateway can be asked for. */
    record Operations(
            Function<ControlRequest, CompletableFuture<ControlOutcome>> control,
            Function<String, CompletableFuture<Optional<ClientDetail>>> client,
            Supplier<CompletableFuture<Reload.Result>> reload) {}

    /** Writes what was found. */
    private interface Found {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Something is wrong with a request, or cannot be done: one sentence. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final Operations operations;
    private final AtomicInteger underWay = new AtomicInteger();

    Requests(Operations operations) {
        this.operations = operations;
    }

    /** What waits of a request: one that is too long is only remembered as such. */
    static Octets asTaken(Octets payload) {
        return payload.length() > OCTETS_MAX ? TOO_LONG : payload;
    }

    /** Does what is asked, and hands the answer over. */
    void ask(String operation, Octets payload, Consumer<String> answer) {
        Object transaction = null;
        try {
            Map<String, Object> arguments = arguments(payload);
            transaction = arguments.get("transaction");
            Object echoed = transaction;
            take(operation, arguments).whenComplete((found, failure) -> {
                underWay.decrementAndGet();
                answer.accept(
                        found == null
                                ? error(failure == null ? "failed" : sentence(failure), echoed)
                                : text(json -> ok(json, found, echoed)));
            });
        } catch (Refused refused) {
            answer.accept(error(String.valueOf(refused.getMessage()), transaction));
        }
    }

    /** Begins it, if there is room; the room is given back when it is done, and at once when it cannot even begin. */
    private CompletableFuture<Found> take(String operation, Map<String, Object> arguments) {
        if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
            underWay.decrementAndGet();
            throw new Refused("too many requests at once");
        }
        try {
            return begin(operation, arguments);
        } catch (RuntimeException refused) {
            underWay.decrementAndGet();
            throw refused;
        }
    }

    private static Map<String, Object> arguments(Octets payload) {
        if (payload.isEmpty()) {
            return Map.of();
        }
        if (payload.length() > OCTETS_MAX) {
            throw new Refused("the request is too long");
        }
        try {
            return JSON.std.mapFrom(payload.toByteArray());
        } catch (IOException malformed) {
            throw new Refused("the request is no JSON object");
        }
    }

    private CompletableFuture<Found> begin(String operation, Map<String, Object> arguments) {
        return switch (operation) {
            case "client/kick" -> control(new ControlRequest.Kick(clientId(arguments)));
            case "client/forget" -> control(new ControlRequest.Forget(clientId(arguments)));
            case "client/flush" ->
                control(new ControlRequest.Flush(
                        clientId(arguments), Boolean.TRUE.equals(arguments.get("keep_in_flight"))));
            case "queue/list" -> operations.client().apply(clientId(arguments)).thenApply(Requests::queue);
            case "config/reload", "topics/reload" -> operations.reload().get().thenApply(Requests::reloaded);
            default ->
                throw new Refused("there is no such request; there are client/kick, client/flush, client/forget, "
                        + "queue/list, topics/reload and config/reload");
        };
    }

    private static String clientId(Map<String, Object> arguments) {
        if (arguments.get("client_id") instanceof String clientId) {
            return clientId;
        }
        throw new Refused("\"client_id\" is missing");
    }

    private CompletableFuture<Found> control(ControlRequest request) {
        return operations.control().apply(request).thenApply(outcome -> {
            if (outcome instanceof ControlOutcome.Refused refused) {
                throw new Refused(refused.detail());
            }
            int dropped = outcome instanceof ControlOutcome.Done done ? done.messages() : 0;
            return json -> {
                json.writeStartObject();
                json.writeNumberField("dropped", dropped);
                json.writeEndObject();
            };
        });
    }

    private static Found queue(Optional<ClientDetail> client) {
        ClientDetail detail = client.orElseThrow(() -> new Refused("no session is known by this client id"));
        return json -> ClientJson.queue(json, detail);
    }

    private static Found reloaded(Reload.Result result) {
        if (!result.problems().isEmpty()) {
            throw new Refused(result.problems().get(0).path() + " "
                    + result.problems().get(0).message());
        }
        return json -> {
            json.writeStartObject();
            texts(json, "applied", result.applied());
            texts(json, "needs_restart", result.needsRestart());
            json.writeEndObject();
        };
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean said = cause instanceof Refused || cause instanceof Reload.Busy;
        return said ? String.valueOf(cause.getMessage()) : "a part of the gateway does not answer";
    }

    private static void ok(JsonGenerator json, Found found, @Nullable Object transaction) throws IOException {
        json.writeStringField("status", "ok");
        json.writeFieldName("data");
        found.writeTo(json);
        transaction(json, transaction);
    }

    private static String error(String sentence, @Nullable Object transaction) {
        return text(json -> {
            json.writeStringField("status", "error");
            json.writeStringField("error", sentence);
            transaction(json, transaction);
        });
    }

    /** What the caller knows its request by: a text or a number. */
    private static void transaction(JsonGenerator json, @Nullable Object transaction) throws IOException {
        if (transaction instanceof Number number) {
            json.writeNumberField("transaction", number.longValue());
        } else if (transaction != null) {
            json.writeStringField("transaction", transaction.toString());
        }
    }

    private static String text(Found content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}

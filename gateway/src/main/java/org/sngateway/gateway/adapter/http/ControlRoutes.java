package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.DownlinkCommand;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What operators do with devices: end connections and sessions, empty queues, subscribe for them, send to them. */
public final class ControlRoutes implements Routes {
    private static final String CLIENT = "/api/v1/clients/:id";
    private static final String OLDEST = "oldest";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Controls controls;

    /** Who does it, on another thread. */
    @FunctionalInterface
    public interface Controls {
        /** Completes when what came of it is known, and stored. */
        CompletionStage<ControlOutcome> ask(ControlRequest request);
    }

    public ControlRoutes(Controls controls) {
        this.controls = controls;
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.delete(CLIENT).handler(this::end);
        router.delete(CLIENT + "/queue").handler(this::flush);
        router.delete(CLIENT + "/queue/:number").handler(this::drop);
        router.put(CLIENT + "/subscriptions/:filter").handler(this::subscribe);
        router.delete(CLIENT + "/subscriptions/:filter").handler(this::unsubscribe);
        router.post(CLIENT + "/publish").handler(this::publish);
    }

    private static String clientId(RoutingContext context) {
        return String.valueOf(context.pathParam("id"));
    }

    private void end(RoutingContext context) {
        Boolean forget = flag(context, "forget");
        if (forget != null) {
            String clientId = clientId(context);
            ask(context, forget ? new ControlRequest.Forget(clientId) : new ControlRequest.Kick(clientId));
        }
    }

    private void flush(RoutingContext context) {
        Boolean keepInFlight = flag(context, "keep_in_flight");
        if (keepInFlight != null) {
            ask(context, new ControlRequest.Flush(clientId(context), keepInFlight));
        }
    }

    private void drop(RoutingContext context) {
        String word = String.valueOf(context.pathParam("number"));
        try {
            long number = word.equals(OLDEST) ? ControlRequest.Drop.OLDEST : Long.parseUnsignedLong(word);
            if (number > 0 || word.equals(OLDEST)) {
                ask(context, new ControlRequest.Drop(clientId(context), number));
                return;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        Answers.problem(context, 404, "a message is named by its number in the queue, or as oldest");
    }

    private void subscribe(RoutingContext context) {
        try {
            boolean hasBody = context.body() != null && context.body().length() > 0;
            Map<String, Object> body = hasBody ? Bodies.json(context) : Map.of();
            if (body != null) {
                Qos qos = CommandBody.subscriptionQos(body);
                ask(context, new ControlRequest.Subscribe(clientId(context), filter(context), qos));
            }
        } catch (CommandBody.Wrong wrong) {
            Answers.problem(context, 400, wrong.sentence());
        }
    }

    private void unsubscribe(RoutingContext context) {
        ask(context, new ControlRequest.Unsubscribe(clientId(context), filter(context)));
    }

    private static String filter(RoutingContext context) {
        return String.valueOf(context.pathParam("filter"));
    }

    private void publish(RoutingContext context) {
        Map<String, Object> body = Bodies.json(context);
        if (body == null) {
            return;
        }
        try {
            DownlinkCommand command = CommandBody.command(body);
            ask(context, new ControlRequest.Publish(clientId(context), command));
        } catch (CommandBody.Wrong wrong) {
            Answers.problem(context, 400, wrong.sentence());
        }
    }

    /** A parameter that is true or false; anything else has been answered, and is {@code null}. */
    private static @Nullable Boolean flag(RoutingContext context, String name) {
        for (String key : context.queryParams().names()) {
            if (!key.equals(name)) {
                Answers.problem(context, 400, "there is no parameter of this name, only " + name);
                return null;
            }
        }
        String value = context.queryParams().get(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        Answers.problem(context, 400, name + " is true or false");
        return null;
    }

    private void ask(RoutingContext context, ControlRequest request) {
        Answering.later(context, controls.ask(request), outcome -> answer(context, request, outcome));
    }

    private static void answer(RoutingContext context, ControlRequest request, ControlOutcome outcome) {
        if (outcome instanceof ControlOutcome.Refused refused) {
            Answers.problem(context, status(refused.reason()), refused.detail());
        } else if (outcome instanceof ControlOutcome.Queued queued) {
            Answers.json(context, 202, json -> queued(json, queued));
        } else if (outcome instanceof ControlOutcome.Subscribed subscribed) {
            Answers.json(context, 200, json -> {
                json.writeStartObject();
                json.writeStringField("filter", ((ControlRequest.Subscribe) request).filter());
                json.writeNumberField("qos", subscribed.granted().bits());
                json.writeEndObject();
            });
        } else if (outcome instanceof ControlOutcome.Done done) {
            Answers.json(context, 200, json -> {
                json.writeStartObject();
                json.writeStringField("client_id", request.clientId());
                json.writeNumberField("dropped", done.messages());
                json.writeEndObject();
            });
        }
    }

    private static void queued(JsonGenerator json, ControlOutcome.Queued queued) throws IOException {
        json.writeStartObject();
        json.writeNumberField("n", queued.number());
        json.writeStringField("queued_at", time(queued.queuedNanos()));
        if (queued.expectedNanos() == ControlOutcome.Queued.UNKNOWN) {
            json.writeNullField("expected_delivery");
        } else {
            json.writeStringField("expected_delivery", time(queued.expectedNanos()));
        }
        json.writeBooleanField("durable", queued.durable());
        json.writeEndObject();
    }

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochMilli(nanos / NANOS_PER_MILLI));
    }

    private static int status(ControlOutcome.Refusal reason) {
        return switch (reason) {
            case UNKNOWN_CLIENT, UNKNOWN_MESSAGE, UNKNOWN_SUBSCRIPTION -> 404;
            case NOT_CONNECTED -> 409;
            case TOO_LARGE -> 413;
            case BAD_TOPIC -> 422;
            case BROKER_REFUSED -> 502;
            case NOT_STORED -> 503;
            case LIMIT -> 507;
        };
    }
}

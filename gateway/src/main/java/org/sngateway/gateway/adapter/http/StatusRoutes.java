package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.view.ForwarderView;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.Views;
import org.sngateway.gateway.view.json.Fields;
import org.sngateway.gateway.view.json.StatusJson;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What is to be read about the gateway as a whole. */
public final class StatusRoutes implements Routes {
    private static final String API = "/api/v1";

    private final Supplier<CompletableFuture<GatewayStatus>> status;
    private final Views views;

    /** @param status completes on another thread */
    public StatusRoutes(Supplier<CompletableFuture<GatewayStatus>> status, Views views) {
        this.status = status;
        this.views = views;
    }

    /** Writes one part of the status. */
    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json, GatewayStatus status) throws IOException;
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        part(router, "/status", StatusJson::write);
        part(router, "/info", (json, found) -> StatusJson.gateway(json, found.gateway()));
        part(router, "/listeners", StatusRoutes::listeners);
        part(router, "/broker", StatusJson::broker);
        router.get(API + "/forwarders").handler(this::forwarders);
        router.get(API + "/topics/predefined").handler(this::predefined);
    }

    private void part(Router router, String path, Part part) {
        router.get(API + path).handler(context -> {
            if (hasNoParameters(context)) {
                Answering.later(
                        context, status.get(), found -> Answers.json(context, 200, json -> part.write(json, found)));
            }
        });
    }

    static boolean hasNoParameters(RoutingContext context) {
        try {
            Parameters.of(context, Set.of());
            return true;
        } catch (Parameters.Wrong wrong) {
            Answers.problem(context, 400, String.valueOf(wrong.getMessage()));
            return false;
        }
    }

    private static void listeners(JsonGenerator json, GatewayStatus status) throws IOException {
        json.writeStartObject();
        json.writeFieldName("listeners");
        StatusJson.listeners(json, status);
        json.writeEndObject();
    }

    private void forwarders(RoutingContext context) {
        if (hasNoParameters(context)) {
            Answering.later(
                    context,
                    views.latest().thenApply(ForwarderView::of),
                    found -> Answers.json(context, 200, json -> forwarders(json, found)));
        }
    }

    private static void forwarders(JsonGenerator json, List<ForwarderView> forwarders) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("forwarders");
        for (ForwarderView forwarder : forwarders) {
            json.writeStartObject();
            json.writeStringField("address", forwarder.address());
            traffic(json, forwarder.traffic());
            json.writeArrayFieldStart("nodes");
            for (ForwarderView.Node node : forwarder.nodes()) {
                json.writeStartObject();
                json.writeStringField("node", node.node());
                json.writeStringField("client_id", node.clientId());
                json.writeStringField("state", node.state().name().toLowerCase(Locale.ROOT));
                traffic(json, node.traffic());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void traffic(JsonGenerator json, ForwarderView.Traffic traffic) throws IOException {
        json.writeNumberField("datagrams_up", traffic.datagramsUp());
        json.writeNumberField("datagrams_down", traffic.datagramsDown());
        json.writeNumberField("retransmissions", traffic.retransmissions());
        Fields.decimal(json, "retransmission_percent", traffic.retransmissionPercent());
    }

    private void predefined(RoutingContext context) {
        if (hasNoParameters(context)) {
            Answering.later(
                    context,
                    views.predefinedTopics(),
                    found -> Answers.json(context, 200, json -> predefined(json, found)));
        }
    }

    private static void predefined(JsonGenerator json, List<PredefinedTopic> topics) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("predefined");
        for (PredefinedTopic topic : topics) {
            json.writeStartObject();
            json.writeNumberField("topic_id", topic.id());
            json.writeStringField("topic", topic.topic());
            json.writeStringField("clients", topic.clients());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changing the configuration of the running gateway. */
public final class ConfigRoutes implements Routes {
    private static final int TOPIC_ID_MAX = 65_534;

    private final ConfigControl control;

    public ConfigRoutes(ConfigControl control) {
        this.control = control;
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.post("/api/v1/config/reload")
                .handler(context -> Answering.later(context, control.reload(), change -> answer(context, change)));
        router.post("/api/v1/config/validate").handler(this::validate);
        router.put("/api/v1/topics/predefined").handler(this::predefine);
        router.delete("/api/v1/topics/predefined")
                .handler(context ->
                        Answering.later(context, control.predefine(null), change -> answer(context, change)));
        router.get("/api/v1/allowed").handler(context -> Access.trusted(context, () -> allowed(context)));
        router.post("/api/v1/rejected/:address/allow").handler(context -> allow(context, true));
        router.delete("/api/v1/rejected/:address/allow").handler(context -> allow(context, false));
    }

    private static void answer(RoutingContext context, ConfigControl.Change change) {
        if (!change.problems().isEmpty()) {
            refuse(context, change.problems());
            return;
        }
        Answers.json(context, 200, json -> {
            json.writeStartObject();
            texts(json, "applied", change.applied());
            texts(json, "needs_restart", change.needsRestart());
            json.writeEndObject();
        });
    }

    /** Problem details (RFC 9457) with all problems, so that they can be mended at once. */
    private static void refuse(RoutingContext context, List<ConfigControl.Problem> problems) {
        ConfigControl.Problem first = problems.get(0);
        String about = first.key().isEmpty() ? "" : first.key() + ": ";
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        Answers.problem(
                context,
                422,
                about + first.message() + more + "; nothing was changed",
                json -> problems(json, problems));
    }

    private void validate(RoutingContext context) {
        Map<String, Object> body = Bodies.json(context);
        if (body == null) {
            return;
        }
        if (!(body.get("yaml") instanceof String yaml)) {
            Answers.problem(context, 400, "\"yaml\" must be the text of a configuration file");
            return;
        }
        Answering.later(
                context,
                control.validate(yaml),
                problems -> Answers.json(context, 200, json -> {
                    json.writeStartObject();
                    problems(json, problems);
                    json.writeEndObject();
                }));
    }

    private void predefine(RoutingContext context) {
        Map<String, Object> body = Bodies.json(context);
        if (body == null) {
            return;
        }
        if (!(body.get("predefined") instanceof List<?> entries)) {
            Answers.problem(context, 400, "\"predefined\" must be a list of {topic_id, topic, clients}");
            return;
        }
        List<ConfigControl.Topic> topics = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> map)
                    || !(map.get("topic_id") instanceof Integer id)
                    || !(map.get("topic") instanceof String topic)
                    || id < 1
                    || id > TOPIC_ID_MAX) {
                Answers.problem(
                        context,
                        400,
                        "entry " + topics.size() + " of \"predefined\" must have a topic_id of 1.." + TOPIC_ID_MAX
                                + " and a topic");
                return;
            }
            topics.add(
                    new ConfigControl.Topic(id, topic, map.get("clients") instanceof String clients ? clients : "*"));
        }
        Answering.later(context, control.predefine(topics), change -> answer(context, change));
    }

    private void allowed(RoutingContext context) {
        if (!StatusRoutes.hasNoParameters(context)) {
            return;
        }
        List<String> addresses = control.allowed();
        Answers.json(context, 200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("allowed");
            for (String address : addresses) {
                json.writeStartObject();
                json.writeStringField("address", address);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void allow(RoutingContext context, boolean allowed) {
        String address = context.pathParam("address");
        Answering.later(context, control.allow(address, allowed), change -> answer(context, change));
    }

    private static void problems(JsonGenerator json, List<ConfigControl.Problem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (ConfigControl.Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("place", problem.place());
            if (problem.line() > 0) {
                json.writeNumberField("line", problem.line());
                json.writeNumberField("column", problem.column());
            } else {
                json.writeNullField("line");
                json.writeNullField("column");
            }
            json.writeStringField("key", problem.key());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}

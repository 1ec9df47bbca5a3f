package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.ClientOrder;
import org.sngateway.gateway.view.ClientQuery;
import org.sngateway.gateway.view.Views;
import org.sngateway.gateway.view.json.ChronicleJson;
import org.sngateway.gateway.view.json.ClientJson;
import org.sngateway.gateway.view.json.Fields;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** What is to be read about devices. */
public final class ClientRoutes implements Routes {
    private static final String CLIENTS = "/api/v1/clients";
    private static final String CLIENT = CLIENTS + "/:id";
    private static final Set<String> PARAMETERS = Set.of("state", "overdue", "q", "sort", "limit", "cursor");
    private static final Map<String, StateName> STATES = new TreeMap<>();

    static {
        for (StateName state : StateName.values()) {
            STATES.put(Fields.word(state), state);
        }
    }

    private final Views views;
    private final Chronicle chronicle;
    private final Executor worker;

    /** @param worker searches and sorts; not a shard's thread */
    public ClientRoutes(Views views, Chronicle chronicle, Executor worker) {
        this.views = views;
        this.chronicle = chronicle;
        this.worker = worker;
    }

    /** Writes what is asked for of one device. */
    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json, ClientDetail detail) throws IOException;
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.get(CLIENTS).handler(this::list);
        part(router, CLIENT, this::detail);
        part(router, CLIENT + "/subscriptions", ClientJson::subscriptions);
        part(router, CLIENT + "/topics", ClientJson::topics);
        part(router, CLIENT + "/queue", ClientJson::queue);
    }

    private void part(Router router, String path, Part part) {
        router.get(path).handler(context -> {
            String clientId = String.valueOf(context.pathParam("id"));
            if (StatusRoutes.hasNoParameters(context)) {
                Answering.later(context, views.client(clientId), found -> {
                    if (found.isPresent()) {
                        Answers.json(context, 200, json -> part.write(json, found.get()));
                    } else {
                        Answers.problem(context, 404, "there is no client of this id");
                    }
                });
            }
        });
    }

    private void detail(JsonGenerator json, ClientDetail detail) throws IOException {
        json.writeStartObject();
        ClientJson.fields(json, detail.row());
        ClientJson.will(json, detail);
        ChronicleJson.history(json, chronicle.history(detail.row().clientId()), chronicle.nowNanos());
        json.writeEndObject();
    }

    private void list(RoutingContext context) {
        ClientQuery query;
        try {
            query = query(Parameters.of(context, PARAMETERS));
        } catch (Parameters.Wrong wrong) {
            Answers.problem(context, 400, String.valueOf(wrong.getMessage()));
            return;
        }
        Answering.later(
                context,
                views.latest().thenApplyAsync(query::of, worker),
                page -> Answers.json(context, 200, json -> page(json, page)));
    }

    private static ClientQuery query(Parameters parameters) throws Parameters.Wrong {
        ClientQuery.Cursor after = cursor(parameters.text("cursor"));
        ClientOrder order = order(parameters.text("sort"), after);
        if (after != null && !after.order().equals(order)) {
            throw new Parameters.Wrong(
                    "cursor is of another list: sort must be " + after.order().word() + " as before");
        }
        return new ClientQuery(
                states(parameters.words("state")),
                parameters.truth("overdue"),
                parameters.text("q"),
                order,
                parameters.number("limit", ClientQuery.LIMIT_MAX, ClientQuery.LIMIT_DEFAULT),
                after);
    }

    private static ClientQuery.@Nullable Cursor cursor(String word) throws Parameters.Wrong {
        if (word.isEmpty()) {
            return null;
        }
        ClientQuery.Cursor cursor = ClientQuery.Cursor.of(word);
        if (cursor == null) {
            throw new Parameters.Wrong("cursor must be the next_cursor of an earlier answer");
        }
        return cursor;
    }

    private static ClientOrder order(String word, ClientQuery.@Nullable Cursor after) throws Parameters.Wrong {
        if (word.isEmpty()) {
            return after == null ? ClientOrder.BY_CLIENT_ID : after.order();
        }
        ClientOrder order = ClientOrder.of(word);
        if (order == null) {
            String fields = Arrays.stream(ClientOrder.Field.values())
                    .map(ClientOrder.Field::word)
                    .collect(Collectors.joining(", "));
            throw new Parameters.Wrong("sort must be one of these, with a - in front for the opposite: " + fields);
        }
        return order;
    }

    private static Set<StateName> states(List<String> words) throws Parameters.Wrong {
        Set<StateName> states = EnumSet.noneOf(StateName.class);
        for (String word : words) {
            StateName state = STATES.get(word);
            if (state == null) {
                throw new Parameters.Wrong("state must be one or several of these, with commas between them: "
                        + String.join(", ", STATES.keySet()));
            }
            states.add(state);
        }
        return states;
    }

    private static void page(JsonGenerator json, ClientQuery.Page page) throws IOException {
        json.writeStartObject();
        Fields.time(json, "at", page.atNanos());
        json.writeNumberField("total", page.total());
        json.writeArrayFieldStart("clients");
        for (ClientRow row : page.clients()) {
            ClientJson.write(json, row);
        }
        json.writeEndArray();
        ClientQuery.Cursor next = page.next();
        Fields.text(json, "next_cursor", next == null ? null : next.word());
        json.writeEndObject();
    }
}

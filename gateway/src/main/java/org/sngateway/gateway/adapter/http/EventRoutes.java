package org.sngateway.gateway.adapter.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.sngateway.gateway.view.json.ChronicleJson;

/** What happens, as it happens; and what went wrong: the stream of events, dead letters, rejected sources. */
public final class EventRoutes implements Routes {
    private static final String API = "/api/v1";

    private final LiveSources sources;
    private final LiveFeed feed;

    public EventRoutes(LiveSources sources) {
        this.sources = sources;
        this.feed = new LiveFeed(sources);
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.get(API + "/events").handler(context -> events(context, streams));
        router.get(API + "/dead-letters")
                .handler(context -> Answers.json(
                        context,
                        200,
                        json -> ChronicleJson.deadLetters(
                                json, sources.chronicle().deadLetters())));
        router.get(API + "/rejected")
                .handler(context -> Answers.json(
                        context,
                        200,
                        json -> ChronicleJson.rejected(json, sources.chronicle().rejected())));
    }

    private void events(RoutingContext context, EventStreams streams) {
        LiveQuery query = LiveQuery.of(
                context.request().getParam("types"), context.request().getParam("client"));
        if (query == null) {
            Answers.problem(context, 400, "types is a list of: status, clients, event");
            return;
        }
        EventStream stream = streams.begin(context);
        if (stream == null) {
            return;
        }
        String lastEventId = context.request().getHeader("Last-Event-ID");
        Vertx vertx = context.vertx();
        LiveReader reader = new LiveReader(query, stream, sources, lastEventId, System.nanoTime());
        stream.whenClosed(() -> feed.close(vertx, reader));
        stream.beat();
        feed.open(vertx, reader);
    }
}

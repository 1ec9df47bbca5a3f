package org.sngateway.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.json.TraceJson;
import org.sngateway.gateway.view.trace.Capture;
import org.sngateway.gateway.view.trace.Captures;
import org.sngateway.gateway.view.trace.TraceFilter;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Packets as they come and go, and captures of them. Only for who has the token: payloads are shown. */
public final class TraceRoutes implements Routes {
    private static final String API = "/api/v1";
    private static final int PACKETS_WAITING_MAX = 2000;
    private static final String PCAP = ".pcap";
    private static final String NONE = "there is no capture of this name, or not any more";

    private final TraceSources sources;
    private final Captures captures = new Captures();
    private final TraceFeed feed;

    public TraceRoutes(TraceSources sources) {
        this.sources = sources;
        this.feed = new TraceFeed(sources, captures);
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.get(API + "/trace").handler(context -> Access.trusted(context, () -> trace(context, streams)));
        router.get(API + "/captures").handler(context -> Access.trusted(context, () -> list(context)));
        router.post(API + "/captures").handler(context -> Access.trusted(context, () -> capture(context)));
        router.get(API + "/captures/:file").handler(context -> Access.trusted(context, () -> file(context)));
        router.delete(API + "/captures/:file").handler(context -> Access.trusted(context, () -> forget(context)));
    }

    private void trace(RoutingContext context, EventStreams streams) {
        TraceFilter filter = filter(
                context, context.request().getParam("client"), context.request().getParam("from"));
        if (filter == null) {
            return;
        }
        boolean hex = "true".equals(context.request().getParam("hex"));
        EventStream stream = streams.begin(context);
        if (stream == null) {
            return;
        }
        stream.beat();
        Vertx vertx = context.vertx();
        Future.fromCompletionStage(sources.views().get(), vertx.getOrCreateContext())
                .onSuccess(view -> {
                    if (!stream.isClosed()) {
                        feed.watch(vertx, stream, sources.trace().open(view, filter, PACKETS_WAITING_MAX), hex);
                    }
                })
                // The answer has begun: all that is left to say is that it ends.
                .onFailure(late -> stream.end());
    }

    /** {@code null} after 400 was answered. */
    private @Nullable TraceFilter filter(RoutingContext context, @Nullable String clientId, @Nullable String from) {
        Predicate<Peer.Udp> network = from == null || from.isEmpty()
                ? anybody -> true
                : sources.networks().of(from);
        if (network == null) {
            Answers.problem(context, 400, "from must be a network such as 10.0.0.0/8 or fd12::/16, or an address");
            return null;
        }
        return new TraceFilter(clientId == null || clientId.isEmpty() ? null : clientId, network);
    }

    private void capture(RoutingContext context) {
        Map<String, Object> body = Bodies.json(context);
        if (body == null) {
            return;
        }
        Integer seconds = number(body.get("seconds"), 1, Captures.SECONDS_MAX);
        Integer octets = number(body.getOrDefault("max_bytes", Captures.OCTETS_DEFAULT), 1, Captures.OCTETS_MAX);
        if (seconds == null || octets == null) {
            Answers.problem(
                    context,
                    400,
                    "seconds must be 1.." + Captures.SECONDS_MAX + ", and max_bytes, if given, 1.."
                            + Captures.OCTETS_MAX);
            return;
        }
        String clientId = text(body.get("client"));
        String from = text(body.get("from"));
        TraceFilter filter = filter(context, clientId, from);
        if (filter == null) {
            return;
        }
        Vertx vertx = context.vertx();
        Answering.later(context, sources.views().get(), view -> {
            if (!captures.hasRoom()) {
                Answers.problem(context, 409, Captures.CAPTURES_MAX + " captures are running already");
                return;
            }
            long until = sources.epochNanos().getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
            Capture capture = captures.begin(
                    new Capture.Order(clientId, from, until, octets),
                    sources.trace().open(view, filter, PACKETS_WAITING_MAX));
            feed.run(vertx);
            Answers.json(context, 201, json -> TraceJson.capture(json, capture));
        });
    }

    private static @Nullable Integer number(@Nullable Object value, int min, int max) {
        boolean isNumber = value instanceof Integer number && number >= min && number <= max;
        return isNumber ? (Integer) value : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private void file(RoutingContext context) {
        String file = context.pathParam("file");
        Capture capture = file.endsWith(PCAP) ? captures.get(idOf(file)) : null;
        if (capture == null) {
            Answers.problem(context, 404, NONE);
            return;
        }
        captures.collect(sources.epochNanos().getAsLong(), sources.gateway());
        context.response().putHeader("Content-Disposition", "attachment; filename=\"sn-gateway-" + file + '"');
        Answers.send(context, 200, "application/vnd.tcpdump.pcap", capture.file());
    }

    private static String idOf(String file) {
        return file.endsWith(PCAP) ? file.substring(0, file.length() - PCAP.length()) : file;
    }

    private void list(RoutingContext context) {
        if (!StatusRoutes.hasNoParameters(context)) {
            return;
        }
        captures.collect(sources.epochNanos().getAsLong(), sources.gateway());
        Answers.json(context, 200, json -> TraceJson.captures(json, captures.all()));
    }

    private void forget(RoutingContext context) {
        if (captures.forget(idOf(context.pathParam("file")))) {
            context.response().setStatusCode(204).end();
        } else {
            Answers.problem(context, 404, NONE);
        }
    }
}

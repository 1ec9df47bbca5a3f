package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.jr.ob.JSON;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A gateway without a gateway: the real server and the real pages over made-up answers. {@code main} opens one for looking at
 * in a browser.
 */
final class FakeGateway implements AutoCloseable {
    static final String TOKEN = "secret";
    private static final long DELIVERY_MILLIS = 1500;

    private final FakeFleet fleet;
    private final FakeAnswers answers;
    private final List<EventStream> streams = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> queues = new LinkedHashMap<>();
    private final HttpWindow window;
    private final int port;
    private int lastNumber = 100;
    private int lastEvent = 100;

    FakeGateway(int devices, int port) throws HttpBindFailed {
        fleet = new FakeFleet(devices);
        answers = new FakeAnswers(fleet);
        HttpSources sources = new HttpSources(
                () -> CompletableFuture.completedFuture(""),
                () -> "",
                () -> CompletableFuture.completedFuture(new HttpSources.Page("text/plain", "")),
                new OneToken());
        window = HttpWindow.open(
                new HttpSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HttpSettings.Metrics.OFF, false),
                sources,
                List.of(this::mount, new PageRoutes()));
        this.port = window.port();
    }

    /** Opens one at a port with so many devices, until the process is ended. */
    public static void main(String[] arguments) throws HttpBindFailed, InterruptedException {
        try (FakeGateway gateway = new FakeGateway(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[0]))) {
            System.out.println("http://127.0.0.1:" + gateway.port() + "/#t=" + TOKEN);
            Thread.currentThread().join();
        }
    }

    int port() {
        return port;
    }

    FakeFleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        window.close();
    }

    private void mount(Router router, EventStreams open) {
        router.get("/api/v1/events").handler(context -> events(context, open));
        router.get("/api/v1/trace").handler(context -> trace(context, open));
        router.get("/api/v1/clients").handler(this::clients);
        router.get("/api/v1/clients/:id").handler(context -> known(context, () -> answers.client(id(context))));
        router.get("/api/v1/clients/:id/subscriptions").handler(context -> known(context, answers::subscriptions));
        router.get("/api/v1/clients/:id/topics").handler(context -> known(context, answers::topics));
        router.get("/api/v1/clients/:id/queue")
                .handler(context -> known(context, () -> Map.of("queue", queue(id(context)))));
        router.delete("/api/v1/clients/:id/queue/:n").handler(context -> {
            queue(id(context)).removeIf(item -> String.valueOf(item.get("n")).equals(context.pathParam("n")));
            context.response().setStatusCode(204).end();
        });
        router.post("/api/v1/clients/:id/publish").handler(this::publish);
        router.delete("/api/v1/clients/:id").handler(context -> {
            if (context.queryParam("forget").contains("true")) {
                fleet.rows().remove(fleet.find(id(context)));
            }
            context.response().setStatusCode(204).end();
        });
        router.route("/api/v1/rejected/:address/allow").handler(context -> {
            boolean allowed = context.request().method().name().equals("POST");
            answers.allow(context.pathParam("address"), allowed);
            send(context, 200, Map.of("applied", List.of(), "needs_restart", List.of()));
        });
        router.delete("/api/v1/captures/:file").handler(context -> {
            answers.forgetCapture(context.pathParam("file"));
            context.response().setStatusCode(204).end();
        });
        router.put("/api/v1/topics/predefined")
                .handler(context -> Answers.problem(context, 422, "the topic id 70000 is none"));
        answers.fixed()
                .forEach((path, answer) ->
                        router.get("/api/v1" + path).handler(context -> send(context, 200, answer.get())));
    }

    private static String id(RoutingContext context) {
        return context.pathParam("id");
    }

    private void known(RoutingContext context, java.util.function.Supplier<Object> answer) {
        if (fleet.find(id(context)).isEmpty()) {
            Answers.problem(context, 404, "no such device is known");
        } else {
            send(context, 200, answer.get());
        }
    }

    static void send(RoutingContext context, int status, Object answer) {
        Answers.send(context, status, Answers.JSON, octets(answer));
    }

    private static byte[] octets(Object answer) {
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asBytes(answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void clients(RoutingContext context) {
        List<Map<String, Object>> found = fleet.query(
                first(context, "state", ""),
                first(context, "overdue", "").equals("true"),
                first(context, "q", ""),
                first(context, "sort", "client_id"));
        int from = Integer.parseInt(first(context, "cursor", "0"));
        int to = Math.min(found.size(), from + Integer.parseInt(first(context, "limit", "100")));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("at", FakeFleet.now().toString());
        answer.put("total", found.size());
        answer.put("clients", found.subList(from, to));
        answer.put("next_cursor", to < found.size() ? String.valueOf(to) : null);
        send(context, 200, answer);
    }

    private static String first(RoutingContext context, String name, String otherwise) {
        List<String> values = context.queryParam(name);
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private List<Map<String, Object>> queue(String id) {
        return queues.computeIfAbsent(id, unknown -> answers.queue(fleet.find(id)));
    }

    /** Takes a command and delivers it soon after. */
    private void publish(RoutingContext context) {
        Map<String, Object> body = Bodies.json(context);
        if (body == null) {
            return;
        }
        String id = id(context);
        if (fleet.find(id).isEmpty()) {
            Answers.problem(context, 404, "no such device is known");
            return;
        }
        int number = ++lastNumber;
        String queuedAt = FakeFleet.now().toString();
        queue(id).add(answers.queued(number, String.valueOf(body.get("topic"))));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("n", number);
        answer.put("queued_at", queuedAt);
        answer.put(
                "expected_delivery", FakeFleet.now().plusMillis(DELIVERY_MILLIS).toString());
        send(context, 202, answer);
        context.vertx().setTimer(DELIVERY_MILLIS, timer -> {
            queue(id).removeIf(item -> Integer.valueOf(number).equals(item.get("n")));
            Map<String, Object> event = FakeAnswers.event(++lastEvent, "info", "downlink.delivered", id);
            event.put("n", number);
            event.put("topic", body.get("topic"));
            event.put("queued_at", queuedAt);
            event.put("delivered_at", FakeFleet.now().toString());
            event.put("attempts", 1);
            streams.forEach(stream -> stream.send("event", String.valueOf(event.get("id")), octets(event)));
        });
    }

    private void events(RoutingContext context, EventStreams open) {
        EventStream stream = open.begin(context);
        if (stream == null) {
            return;
        }
        streams.add(stream);
        String client = first(context, "client", "");
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("status", answers.status());
        snapshot.put(
                "clients", client.isEmpty() || fleet.find(client).isEmpty() ? List.of() : List.of(fleet.find(client)));
        snapshot.put("events", answers.events());
        stream.send("snapshot", null, octets(snapshot));
        every(context.vertx(), stream, 1000, () -> stream.send("status", null, octets(answers.status())));
    }

    private void trace(RoutingContext context, EventStreams open) {
        EventStream stream = open.begin(context);
        if (stream != null) {
            boolean hex = first(context, "hex", "").equals("true");
            answers.packets(hex).forEach(packet -> stream.send("packet", null, octets(packet)));
            every(context.vertx(), stream, 700, () -> stream.send("packet", null, octets(answers.packet(hex))));
        }
    }

    private void every(Vertx vertx, EventStream stream, long millis, Runnable task) {
        long timer = vertx.setPeriodic(millis, tick -> task.run());
        stream.whenClosed(() -> {
            vertx.cancelTimer(timer);
            streams.remove(stream);
        });
    }

    private static final class OneToken implements AccessTokens {
        @Override
        public boolean isRight(@Nullable String token) {
            return TOKEN.equals(token);
        }

        @Override
        public String pass() {
            return "pass-of-it";
        }

        @Override
        public boolean isPass(String pass) {
            return pass.equals("pass-of-it");
        }
    }
}

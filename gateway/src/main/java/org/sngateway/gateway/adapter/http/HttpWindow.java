package org.sngateway.gateway.adapter.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP server: one thread of its own. What it costs is bounded whoever calls: connections, streams, the size of a request
 * and the time that one may take have limits. Nothing below {@code /api/v1} is reached without the token.
 */
public final class HttpWindow implements AutoCloseable {
    private static final int HEADER_OCTETS_MAX = 8192;
    private static final int LINE_OCTETS_MAX = 4096;
    private static final int BACKLOG = 64;
    private static final long SWEEP_MILLIS = 5_000;
    private static final long OPEN_SECONDS = 15;
    private static final long CLOSE_MILLIS = 500;
    private static final String API = "/api/v1";
    private static final Set<HttpMethod> METHODS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final HttpSettings settings;
    private final HttpSources sources;
    private final List<Routes> routes;
    private final Access access;
    private final Vertx vertx;
    private final HttpServer server;
    private final Router router;
    private final OpenConnections<HttpConnection> connections = new OpenConnections<>(HttpConnection::close);

    private HttpWindow(HttpSettings settings, HttpSources sources, List<Routes> routes) {
        this.settings = settings;
        this.sources = sources;
        this.routes = List.copyOf(routes);
        this.access = new Access(settings, sources.tokens());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.router = Router.router(vertx);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxHeaderSize(HEADER_OCTETS_MAX)
                .setMaxInitialLineLength(LINE_OCTETS_MAX)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(OpenConnections.SILENT_NANOS_MAX))));
    }

    /** Opens the port and returns when it is open. */
    public static HttpWindow open(HttpSettings settings, HttpSources sources, List<Routes> routes)
            throws HttpBindFailed {
        HttpWindow window = new HttpWindow(settings, sources, routes);
        try {
            window.open();
            return window;
        } catch (HttpBindFailed failed) {
            window.close();
            throw failed;
        }
    }

    private void open() throws HttpBindFailed {
        server.requestHandler(routes());
        server.connectionHandler(connection -> {
            connections.opened(connection, System.nanoTime());
            connection.closeHandler(closed -> connections.closed(connection));
        });
        // What is no HTTP is none of ours: the connection is closed without a word, and nothing is logged.
        server.exceptionHandler(ignored -> {});
        vertx.setPeriodic(SWEEP_MILLIS, timer -> connections.sweep(System.nanoTime()));
        try {
            server.listen(SocketAddress.inetSocketAddress(settings.bind()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new HttpBindFailed(
                    "cannot listen on " + text(settings.bind()) + "/tcp: " + String.valueOf(failed.getMessage()));
        } catch (TimeoutException failed) {
            throw new HttpBindFailed("cannot listen on " + text(settings.bind()) + "/tcp: no answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HttpBindFailed("interrupted while " + text(settings.bind()) + "/tcp was opened");
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private Router routes() {
        router.route().handler(this::admit);
        router.route("/health/live").handler(this::live);
        router.route("/health/ready").handler(this::ready);
        if (settings.metrics() != HttpSettings.Metrics.OFF) {
            router.route("/metrics").handler(this::metrics);
        }
        router.post(API + "/session").handler(access::begin);
        router.delete(API + "/session").handler(access::end);
        router.route(API + "/*").handler(access::api);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(Bodies.OCTETS_MAX);
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
            router.route(method, API + "/*").handler(bodies);
        }
        EventStreams streams =
                new EventStreams(context -> connections.used(context.request().connection(), System.nanoTime()));
        routes.forEach(group -> group.mount(router, streams));
        errors(router);
        return router;
    }

    private static void errors(Router router) {
        router.errorHandler(404, context -> Answers.problem(context, 404, "there is nothing of this name"));
        router.errorHandler(405, context -> Answers.problem(context, 405, "this cannot be done with it"));
        router.errorHandler(400, context -> Answers.problem(context, 400, "the request is malformed"));
        router.errorHandler(
                413,
                context ->
                        Answers.problem(context, 413, "a request's body has " + Bodies.OCTETS_MAX + " octets at most"));
        router.errorHandler(500, context -> Answers.problem(context, 500, "an error of the gateway's own"));
    }

    /** What holds for all: the headers of the answer, the methods, and where a body may be. */
    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        connections.used(request.connection(), System.nanoTime());
        Answers.protect(context.response());
        boolean reads = Access.isReading(request.method());
        boolean isApi = request.path() != null && request.path().startsWith(API + "/");
        if (!reads && !(isApi && METHODS.contains(request.method()))) {
            context.response()
                    .putHeader("Allow", isApi ? "GET, HEAD, POST, PUT, DELETE" : "GET, HEAD")
                    .putHeader("Connection", "close");
            Answers.problem(context, 405, isApi ? "there is no such method" : "only GET and HEAD");
        } else if (reads && hasBody(request)) {
            context.response().putHeader("Connection", "close");
            Answers.problem(context, 413, "a request that reads has no body");
        } else {
            context.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    private void live(RoutingContext context) {
        Answering.later(context, sources.live().get(), alive -> health(context, 200, "live", ""));
    }

    private void ready(RoutingContext context) {
        String reason = sources.notReady().get();
        health(context, reason.isEmpty() ? 200 : 503, "ready", reason);
    }

    private static void health(RoutingContext context, int status, String name, String reason) {
        Answers.send(context, status, Answers.JSON, Json.of(json -> {
            json.writeStartObject();
            json.writeBooleanField(name, status == 200);
            if (!reason.isEmpty()) {
                json.writeStringField("reason", reason);
            }
            json.writeEndObject();
        }));
    }

    private void metrics(RoutingContext context) {
        if (!access.mayReadMetrics(context.request())) {
            Access.refuse(context);
            return;
        }
        Answering.later(
                context,
                sources.metrics().get(),
                page -> Answers.send(
                        context, 200, page.contentType(), page.text().getBytes(StandardCharsets.UTF_8)));
    }

    /** What is answered below {@code /api/v1}, such as {@code GET /clients/{id}}: for whoever compares it with the document. */
    public List<String> operations() {
        List<String> operations = new ArrayList<>();
        for (Route route : router.getRoutes()) {
            String path = String.valueOf(route.getPath());
            if (route.methods() != null && path.startsWith(API + "/") && !path.equals(API + "/")) {
                String template = path.substring(API.length()).replaceAll(":([a-z]+)", "{$1}");
                route.methods().forEach(method -> operations.add(method + " " + template));
            }
        }
        return operations;
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    /** Closes the port and everything behind it, in half a second at most. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException tooLate) {
            // Its threads are daemons: they end with the process.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

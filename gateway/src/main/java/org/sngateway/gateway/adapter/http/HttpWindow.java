package org.sngateway.gateway.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The HTTP server: one thread of its own, which only reads. What it costs is bounded whoever calls: connections, the size of
 * a request and the time that one may take have limits, and no request has a body.
 */
public final class HttpWindow implements AutoCloseable {
    private static final int HEADER_OCTETS_MAX = 8192;
    private static final int LINE_OCTETS_MAX = 4096;
    private static final int BACKLOG = 64;
    private static final long SWEEP_MILLIS = 5_000;
    private static final long OPEN_SECONDS = 15;
    private static final long CLOSE_MILLIS = 500;

    private final HttpSettings settings;
    private final HttpSources sources;
    private final Vertx vertx;
    private final HttpServer server;
    private final OpenConnections<HttpConnection> connections = new OpenConnections<>(HttpConnection::close);

    private HttpWindow(HttpSettings settings, HttpSources sources) {
        this.settings = settings;
        this.sources = sources;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxHeaderSize(HEADER_OCTETS_MAX)
                .setMaxInitialLineLength(LINE_OCTETS_MAX)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(OpenConnections.SILENT_NANOS_MAX))));
    }

    /** Opens the port and returns when it is open. */
    public static HttpWindow open(HttpSettings settings, HttpSources sources) throws HttpBindFailed {
        HttpWindow window = new HttpWindow(settings, sources);
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
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.route("/health/live").handler(this::live);
        router.route("/health/ready").handler(this::ready);
        if (settings.metrics() != HttpSettings.Metrics.OFF) {
            router.route("/metrics").handler(this::metrics);
        }
        router.errorHandler(404, context -> Answers.problem(context, 404, "there is nothing of this name"));
        router.errorHandler(400, context -> Answers.problem(context, 400, "the request is malformed"));
        router.errorHandler(500, context -> Answers.problem(context, 500, "an error of the gateway's own"));
        return router;
    }

    /** What holds for all: the headers of the answer, GET or HEAD, and no body. */
    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        connections.used(request.connection(), System.nanoTime());
        Answers.protect(context.response());
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            context.response().putHeader("Allow", "GET, HEAD").putHeader("Connection", "close");
            Answers.problem(context, 405, "only GET and HEAD");
        } else if (hasBody(request)) {
            context.response().putHeader("Connection", "close");
            Answers.problem(context, 413, "a request has no body");
        } else {
            context.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    private void live(RoutingContext context) {
        answer(context, sources.live().get(), alive -> health(context, 200, "live", ""));
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
        boolean open = switch (settings.metrics()) {
            case OPEN -> true;
            case TOKEN_FROM_REMOTE -> isLocal(context.request());
            case TOKEN, OFF -> false;
        };
        if (!open && !hasToken(context.request())) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"sn-gateway\"");
            Answers.problem(context, 401, "the token is missing or wrong");
            return;
        }
        answer(
                context,
                sources.metrics().get(),
                page -> Answers.send(
                        context, 200, page.contentType(), page.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isLocal(HttpServerRequest request) {
        SocketAddress remote = request.connection().remoteAddress();
        try {
            // The text is a literal, which nobody is asked about.
            return remote != null && InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private boolean hasToken(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        return given != null
                && given.regionMatches(true, 0, "Bearer ", 0, 7)
                && sources.token().test(given.substring(7).strip());
    }

    /** Sends on this server's thread what another one has found out. */
    private <T> void answer(RoutingContext context, CompletableFuture<T> found, Consumer<T> send) {
        Future.fromCompletionStage(found, vertx.getOrCreateContext())
                .onSuccess(send::accept)
                .onFailure(late -> Answers.problem(context, 503, "a part of the gateway does not answer"));
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

package org.sngateway.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.http.AccessTokens;
import org.sngateway.gateway.adapter.http.ClientRoutes;
import org.sngateway.gateway.adapter.http.ConfigReadRoutes;
import org.sngateway.gateway.adapter.http.ConfigRoutes;
import org.sngateway.gateway.adapter.http.ControlRoutes;
import org.sngateway.gateway.adapter.http.DocumentRoutes;
import org.sngateway.gateway.adapter.http.EventRoutes;
import org.sngateway.gateway.adapter.http.HttpSources;
import org.sngateway.gateway.adapter.http.LiveSources;
import org.sngateway.gateway.adapter.http.PageRoutes;
import org.sngateway.gateway.adapter.http.Routes;
import org.sngateway.gateway.adapter.http.SlowReaders;
import org.sngateway.gateway.adapter.http.StatusRoutes;
import org.sngateway.gateway.adapter.http.TraceRoutes;
import org.sngateway.gateway.adapter.http.TraceSources;
import org.sngateway.gateway.adapter.observe.GatewayCounters;
import org.sngateway.gateway.adapter.observe.metrics.MetricFacts;
import org.sngateway.gateway.adapter.observe.metrics.MetricsPage;
import org.sngateway.gateway.adapter.store.SqliteStore;
import org.sngateway.gateway.adapter.store.StoreStatistics;
import org.sngateway.gateway.adapter.udp.GroupReport;
import org.sngateway.gateway.command.Version;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.ListenerConfig;
import org.sngateway.gateway.config.Networks;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.shard.Shard;
import org.sngateway.gateway.shard.ShardGroup;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Views;
import org.sngateway.gateway.view.json.StatusJson;
import org.sngateway.gateway.view.trace.Trace;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Answers what the windows to the outside ask of the running gateway, on a thread that is there only while they ask. */
final class Windows {
    private static final long IDLE_SECONDS = 10;

    /**
     * The parts that are asked.
     *
     * @param addresses where each listener can be reached
     * @param groups the multicast groups of a listener, by its number
     * @param reload the configuration in force, and how it is changed; {@code null} when nothing can be shown of it
     */
    record Parts(
            ShardGroup shards,
            GatewayCounters counters,
            BrokerWatch broker,
            @Nullable SqliteStore store,
            List<String> addresses,
            IntFunction<List<GroupReport>> groups,
            @Nullable Reload reload,
            Chronicle chronicle,
            Trace trace) {}

    private final GatewayConfig config;
    private final Parts parts;
    private final Views views;
    private final Executor worker;
    /** Made when somebody asks for it; confined to the worker. */
    private @Nullable MetricsPage page;

    private final long startedNanos = System.nanoTime();
    private final StatusSide status;
    private final StatusLosses losses = new StatusLosses();
    private final SlowReaders slowReaders = new SlowReaders();
    private volatile Consumer<String> forgotten = clientId -> {};

    Windows(GatewayConfig config, Parts parts) {
        this.config = config;
        this.parts = parts;
        this.worker =
                new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "views");
                    thread.setDaemon(true);
                    return thread;
                });
        List<Views.Source> sources = new ArrayList<>();
        for (Shard shard : parts.shards().shards()) {
            sources.add(shard::read);
        }
        this.views = new Views(sources, worker, System::nanoTime);
        this.status = new StatusSide(config, parts, this::notReady);
    }

    HttpSources http(AccessTokens tokens) {
        return new HttpSources(views::latest, this::notReady, this::metrics, tokens);
    }

    /** Everything below {@code /api/v1}, and the pages. */
    List<Routes> routes() {
        List<Routes> routes = new ArrayList<>(List.of(
                new StatusRoutes(this::status, views),
                new ClientRoutes(views, parts.chronicle(), worker),
                new ConfigReadRoutes(this::configuration),
                new DocumentRoutes(),
                new ControlRoutes(this::control),
                new EventRoutes(live()),
                new TraceRoutes(traces())));
        if (config.http().ui()) {
            routes.add(new PageRoutes());
        }
        if (parts.reload() != null) {
            routes.add(new ConfigRoutes(
                    new ConfigSide(parts.reload(), parts.chronicle().rejected())));
        }
        return routes;
    }

    private List<ConfigReadRoutes.Value> configuration() {
        Reload reload = parts.reload();
        return reload == null
                ? List.of()
                : reload.running().effective().values().stream()
                        .map(value -> new ConfigReadRoutes.Value(
                                value.key(),
                                value.isList(),
                                value.texts(),
                                value.fallback(),
                                value.isChanged(),
                                value.origin()))
                        .toList();
    }

    /** How the gateway is. */
    private CompletableFuture<GatewayStatus> status() {
        return views.latest().thenApplyAsync(status::of, worker);
    }

    /** Where the gateway's own topics have it from. */
    Announcer.Sources announced() {
        return new Announcer.Sources(
                views::latest,
                () -> status().thenApply(found -> text(json -> StatusJson.write(json, found))),
                () -> status().thenApply(found -> text(json -> StatusJson.gateway(json, found.gateway()))),
                parts.chronicle().events(),
                losses);
    }

    /** What can be asked for there. */
    Requests requests() {
        Reload reload = Objects.requireNonNull(parts.reload());
        return new Requests(new Requests.Operations(this::control, views::client, () -> reload.reload("request")));
    }

    /** @param listener told of each device that somebody has the gateway forget, whether it was known or not */
    void onForgotten(Consumer<String> listener) {
        forgotten = listener;
    }

    private CompletableFuture<ControlOutcome> control(ControlRequest request) {
        CompletableFuture<ControlOutcome> outcome = parts.shards().control(request);
        if (request instanceof ControlRequest.Forget forget) {
            return outcome.thenApply(known -> {
                if (isGone(known)) {
                    forgotten.accept(forget.clientId());
                }
                return known;
            });
        }
        return outcome;
    }

    private static boolean isGone(ControlOutcome outcome) {
        return outcome instanceof ControlOutcome.Done
                || outcome instanceof ControlOutcome.Refused refused
                        && refused.reason() == ControlOutcome.Refusal.UNKNOWN_CLIENT;
    }

    /** Writes a document. */
    private interface Document {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String text(Document document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            document.writeTo(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private LiveSources live() {
        return new LiveSources(views::latest, status::of, parts.chronicle(), worker, slowReaders);
    }

    private TraceSources traces() {
        GatewayAddresses addresses = new GatewayAddresses(parts.addresses());
        return new TraceSources(parts.trace(), views::latest, Networks::of, addresses::towards, Gateway::epochNanos);
    }

    /** What keeps messages from the broker, in one word. */
    private String notReady() {
        SqliteStore store = parts.store();
        if (store != null && !store.isHealthy()) {
            return "storage_failing";
        }
        return switch (parts.broker().lastOutcome()) {
            case LOGGED_IN -> "";
            case REFUSED -> "broker_refused";
            case UNREACHABLE -> "broker_unreachable";
        };
    }

    private CompletableFuture<HttpSources.Page> metrics() {
        return views.latest().thenApplyAsync(this::page, worker);
    }

    private HttpSources.Page page(GatewayView view) {
        MetricsPage made = page == null ? new MetricsPage() : page;
        page = made;
        return new HttpSources.Page(made.contentType(), made.write(facts(view)));
    }

    private MetricFacts facts(GatewayView view) {
        return new MetricFacts(
                view.atNanos(),
                parts.counters().snapshot(),
                view.sums(),
                config.listeners().stream().map(ListenerConfig::name).toList(),
                new MetricFacts.Program(
                        Version.text(),
                        "java " + System.getProperty("java.version", ""),
                        (System.nanoTime() - startedNanos) / 1e9,
                        inForce().sessions().maxClients()),
                new MetricFacts.Broker(
                        config.broker().url().text(), parts.broker().lastOutcome() == BrokerWatch.Outcome.LOGGED_IN),
                storeFacts(),
                configFacts(),
                new MetricFacts.Outlets(losses, slowReaders.passes()));
    }

    private MetricFacts.Config configFacts() {
        Reload reload = parts.reload();
        return reload == null
                ? MetricFacts.Config.NONE
                : new MetricFacts.Config(reload.wasLastSuccessful(), reload.successMillis() / 1e3);
    }

    /** The configuration in force, whose limits may have changed since the start. */
    private GatewayConfig inForce() {
        Reload reload = parts.reload();
        return reload == null ? config : reload.running().config();
    }

    private MetricFacts.Store storeFacts() {
        SqliteStore store = parts.store();
        if (store == null) {
            return MetricFacts.Store.NONE;
        }
        StoreStatistics statistics = store.statistics();
        return new MetricFacts.Store(
                statistics.spoolMessages(),
                config.broker().spool().maxMessages(),
                statistics.spoolOldestNanos(),
                Math.max(0, statistics.bytesWritten()),
                statistics.failures());
    }
}

package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.broker.BrokerSettings;
import org.sngateway.gateway.adapter.broker.StatusConnection;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.StatusTopicsConfig;
import org.sngateway.gateway.session.port.Will;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.status.StatusMessage;
import org.sngateway.gateway.status.StatusTopics;
import org.sngateway.gateway.view.EventBoard;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.GatewayView;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tells on the gateway's own topics how it and its devices are: puts the connection, what is to be told, and what is asked of
 * the gateway there on one thread of their own. Devices share with it no more than an event loop that writes what is ready.
 */
final class Announcer implements AutoCloseable, StatusConnection.Listener {
    private static final long TICK_MILLIS = 200;
    /** Devices are looked at once a second, of more than a thousand a thousand a second. */
    private static final long LOOK_MILLIS_MIN = 1000;

    private static final long CLOSE_MILLIS = 500;

    /**
     * Where it finds out.
     *
     * @param health of the gateway, as JSON
     * @param info about the gateway, as JSON
     * @param losses where it is counted what could not be told
     */
    record Sources(
            Supplier<CompletableFuture<GatewayView>> views,
            Supplier<CompletableFuture<String>> health,
            Supplier<CompletableFuture<String>> info,
            EventBoard events,
            StatusLosses losses) {}

    private final StatusTopicsConfig config;
    private final @Nullable HomeAssistantSide homeAssistant;
    private final Sources sources;
    private final Requests requests;
    private final EventLog log;
    /**
     * Bounded by what can ask for it: the broker's answers for {@code StatusTopics.UNDER_WAY_MAX} messages, as many requests as
     * {@link RequestIntake} lets wait and the outcomes of those under way, one delivery of events, and one of each other thing.
     */
    private final ScheduledExecutorService thread;

    private final RequestIntake intake;
    private final StatusConnection connection;
    private final StatusTopics topics;
    private final EventBoard.Listening listening;

    // confined to the thread
    private boolean up;
    private boolean toldDown;
    private boolean looking;
    private long nextLookNanos;
    private long nextHealthNanos;
    private long lossesTold;
    private long eventsMissed;

    private Announcer(Told told, Sources sources, Requests requests, EventLog log, Connecting connecting) {
        this.config = told.topics();
        this.homeAssistant = told.homeAssistant();
        this.sources = sources;
        this.requests = requests;
        this.log = log;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "status");
            made.setDaemon(true);
            return made;
        });
        this.topics = new StatusTopics(
                new StatusTopics.Settings(
                        config.base(),
                        config.perClient(),
                        config.perSecondMax(),
                        config.interval().toNanos()),
                this::publish,
                homeAssistant == null ? StatusTopics.FurtherTopics.NONE : homeAssistant.discovery(),
                sources.losses());
        this.intake = new RequestIntake(this::run, sources.losses());
        Will will = new Will(
                StatusTopics.stateTopic(config.base()), Octets.ofUtf8(StatusTopics.state(false)), Qos.ONE, true);
        this.connection = new StatusConnection(connecting.settings(), connecting.loop(), will, filters(), this);
        this.listening = sources.events().subscribe(thread, this::onEvent);
    }

    private List<String> filters() {
        List<String> filters = new ArrayList<>();
        if (config.requests()) {
            filters.add(config.base() + Requests.BELOW + "#");
        }
        if (homeAssistant != null) {
            filters.add(homeAssistant.statusTopic());
        }
        return filters;
    }

    /**
     * What is told.
     *
     * @param homeAssistant {@code null} when it is not told
     */
    record Told(StatusTopicsConfig topics, @Nullable HomeAssistantSide homeAssistant) {}

    /** With what, and on which event loop, the broker is reached. */
    record Connecting(BrokerSettings settings, ScheduledExecutorService loop) {}

    static Announcer start(Told told, Sources sources, Requests requests, EventLog log, Connecting connecting) {
        Announcer announcer = new Announcer(told, sources, requests, log, connecting);
        announcer.topics.tell("state", StatusTopics.state(true));
        announcer.connection.open();
        announcer.thread.scheduleAtFixedRate(announcer::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return announcer;
    }

    private void publish(long token, StatusMessage message) {
        connection.publish(token, message.topic(), Octets.ofUtf8(message.text()), message.retain());
    }

    /** A bug in telling must not end the telling. */
    private void run(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException bug) {
                    failed(bug);
                }
            });
        } catch (RejectedExecutionException ended) {
            // Nobody is told any more.
        }
    }

    private void failed(RuntimeException bug) {
        log.write(Event.error("status.failed")
                .with("cause", bug.toString())
                .with("at", String.valueOf(bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0])));
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            if (up && !looking && now - nextLookNanos >= 0) {
                looking = true;
                sources.views().get().whenComplete((view, failure) -> run(() -> looked(view)));
            }
            if (up && now - nextHealthNanos >= 0) {
                nextHealthNanos = now + config.interval().toNanos();
                sources.health().get().thenAccept(text -> run(() -> topics.tell("health", text)));
                tellLosses();
            }
            topics.tick(now);
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    /** Once in {@code status_topics.interval}, and only what is new. */
    private void tellLosses() {
        long missed = listening.missed();
        sources.losses().lost(StatusLosses.Kind.EVENT, missed - eventsMissed);
        eventsMissed = missed;
        StatusLosses losses = sources.losses();
        long lost = losses.inAll();
        if (lost > lossesTold) {
            log.write(Event.warn("status.dropped")
                    .with("messages", lost - lossesTold)
                    .with("events_in_all", losses.of(StatusLosses.Kind.EVENT))
                    .with("answers_in_all", losses.of(StatusLosses.Kind.ANSWER))
                    .with("requests_in_all", losses.of(StatusLosses.Kind.REQUEST)));
            lossesTold = lost;
        }
    }

    private void looked(@Nullable GatewayView view) {
        looking = false;
        int clients = view == null ? 0 : view.clients().size();
        nextLookNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(LOOK_MILLIS_MIN, clients));
        if (view != null) {
            topics.onView(view);
        }
    }

    private void onEvent(GatewayEvent event) {
        topics.onEvent(event);
    }

    @Override
    public void onUp() {
        run(() -> {
            up = true;
            toldDown = false;
            nextLookNanos = System.nanoTime();
            nextHealthNanos = nextLookNanos;
            topics.onUp(nextLookNanos);
            sources.info().get().thenAccept(text -> run(() -> topics.tell("info", text)));
        });
    }

    @Override
    public void onDown(String detail) {
        run(() -> {
            up = false;
            topics.onDown();
            if (!toldDown) {
                toldDown = true;
                log.write(Event.info("status.down").with("detail", detail));
            }
        });
    }

    @Override
    public void onAnswered(long token, boolean taken) {
        run(() -> topics.onAnswered(token, taken));
    }

    @Override
    public void onMessage(String topic, Octets payload, boolean retained) {
        String below = config.base() + Requests.BELOW;
        if (!retained && topic.startsWith(below)) {
            String operation = topic.substring(below.length());
            Octets taken = Requests.asTaken(payload);
            intake.take(() -> requests.ask(operation, taken, text -> run(() -> topics.answer(operation, text))));
        } else if (!retained && homeAssistant != null && homeAssistant.isStart(topic, payload)) {
            // A retained one is from before: all is told at this connection's beginning anyway.
            intake.take(homeAssistant.discovery()::onHomeAssistantStarted);
        }
    }

    /** Somebody has the gateway forget this device. Any thread. */
    void onForgotten(String clientId) {
        if (homeAssistant != null) {
            long nowNanos = Gateway.epochNanos();
            run(() -> homeAssistant.discovery().forget(clientId, nowNanos));
        }
    }

    /** Another configuration counts. Any thread. */
    void adopt(GatewayConfig next) {
        if (homeAssistant != null) {
            run(() -> homeAssistant.discovery().adopt(next.homeAssistant()));
        }
    }

    /** Says that the gateway is offline, and ends; waits half a second for the broker at most. */
    @Override
    public void close() {
        listening.close();
        thread.shutdownNow();
        try {
            connection
                    .close(StatusTopics.stateTopic(config.base()), Octets.ofUtf8(StatusTopics.state(false)))
                    .get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            // The broker says it: it has the Will.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.broker.BrokerEventSink;
import org.sngateway.gateway.adapter.broker.BrokerSettings;
import org.sngateway.gateway.adapter.broker.HivemqBrokerLink;
import org.sngateway.gateway.adapter.embedded.EmbeddedBroker;
import org.sngateway.gateway.adapter.embedded.EmbeddedBrokerException;
import org.sngateway.gateway.adapter.http.HttpWindow;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.observe.EventObserver;
import org.sngateway.gateway.adapter.observe.GatewayCounters;
import org.sngateway.gateway.adapter.store.SqliteStore;
import org.sngateway.gateway.adapter.udp.BindFailed;
import org.sngateway.gateway.adapter.udp.UdpSensorTransport;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.shard.Shard;
import org.sngateway.gateway.shard.ShardGroup;
import org.sngateway.gateway.shard.ShardParts;
import org.sngateway.gateway.shard.ShardSettings;
import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.trace.Trace;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A running gateway: makes every part, ties them together, and takes them down in the opposite order. The broker comes
 * first and goes last, so that no device is ever answered by a gateway that has none.
 */
final class Gateway implements AutoCloseable {
    private static final int SHARDS_AUTO_MAX = 4;
    private static final long TICK_SECONDS = 10;
    private static final long HEALTH_MINUTES = 10;
    private static final long CLOSE_MILLIS = 1000;

    // configuration
    private final GatewayConfig config;
    private final LiveSettings live;
    private final @Nullable Reload reload;
    private final EventLog log;

    // lives as long as the process
    private final GatewayCounters counters;
    private final List<HivemqBrokerLink> brokerLinks = new ArrayList<>();
    private final List<EventObserver> observers = new ArrayList<>();
    private final BrokerWatch brokerWatch;
    private final Chronicle chronicle;
    private final Trace trace = new Trace(Gateway::epochNanos);
    private @Nullable SqliteStore store;
    private @Nullable EmbeddedBroker embedded;
    private @Nullable UdpSensorTransport transport;
    private @Nullable ShardGroup shards;
    private @Nullable HttpWindow http;
    private @Nullable Announcer announcer;

    private Gateway(GatewayConfig config, @Nullable Configured configured, EventLog log, BrokerWatch brokerWatch)
            throws CannotStart {
        this.config = config;
        this.live = new LiveSettings(config);
        this.reload = configured == null ? null : new Reload(configured, log, this::adopt);
        this.log = log;
        this.brokerWatch = brokerWatch;
        this.counters = new GatewayCounters(config.listeners().size());
        this.chronicle = new Chronicle(config.sessions().maxClients(), Gateway::epochNanos);
        log.alsoTell(new ChronicleEvents(chronicle));
    }

    static long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Starts everything, or nothing. Returns when devices are listened to. */
    static Gateway start(Configured configured, EventLog log) throws CannotStart {
        GatewayConfig config = configured.loaded().config();
        BrokerWatch brokerWatch =
                new BrokerWatch(log::write, config.broker().url().text());
        return start(new Gateway(config, configured, log, brokerWatch));
    }

    /** The same, with another idea of what to do with news of the broker, and a configuration that stays as it is. */
    static Gateway start(GatewayConfig config, EventLog log, BrokerWatch brokerWatch) throws CannotStart {
        return start(new Gateway(config, null, log, brokerWatch));
    }

    private static Gateway start(Gateway gateway) throws CannotStart {
        try {
            gateway.startParts();
            return gateway;
        } catch (CannotStart | RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    /** Reads the configuration again; nothing happens to one that cannot be. Any thread. */
    void reload(String cause) {
        if (reload != null) {
            reload.reload(cause);
        }
    }

    private CompletableFuture<Integer> adopt(GatewayConfig next) throws CannotStart {
        ShardGroup group = shards;
        if (group == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        boolean isLogChanged = !next.log().equals(live.config().log());
        live.adopt(next);
        if (announcer != null) {
            announcer.adopt(next);
        }
        if (isLogChanged) {
            log.adopt(Logging.level(next.log().level()), next.log().packets());
            group.forEach(shard -> observers.get(shard.index()).adoptLevel());
        }
        return group.adopt(
                live.engineOptions(), live.predefined(), next.sessions().maxClients());
    }

    private void startParts() throws CannotStart {
        UdpSensorTransport sensors =
                new UdpSensorTransport(SensorSide.settings(config, live.allowLists()), new SensorEvents(log));
        CompletableFuture<@Nullable SqliteStore> opening = StoreSide.open(config, log);
        int embeddedPort;
        try {
            embeddedPort = startEmbeddedBroker();
        } finally {
            store = StoreSide.opened(opening);
        }
        BrokerSettings brokerSettings = BrokerSide.settings(config, live.passwords(), embeddedPort);
        int count = shardCount(config.gateway().shards());
        ShardGroup group = ShardGroup.start(
                new ShardSettings(
                        count,
                        true,
                        ShardSettings.MAILBOX_DEFAULT,
                        config.sessions().maxClients()),
                live.engineOptions(),
                live.predefined(),
                new Parts(sensors, brokerSettings));
        shards = group;
        restore(group);
        for (int index = 0; index < brokerLinks.size(); index++) {
            HivemqBrokerLink link = brokerLinks.get(index);
            group.shards().get(index).execute(link::start);
        }
        transport = sensors;
        try {
            sensors.open();
        } catch (BindFailed failed) {
            throw CannotStart.bind(failed.getMessage() + " (option listeners)");
        }
        watch(group);
        Windows windows = windows(group, sensors);
        // A trial says nothing: a gateway of this name may be running.
        if (config.statusTopics().enabled() && reload != null) {
            Announcer started = Announcer.start(
                    new Announcer.Told(config.statusTopics(), HomeAssistantSide.of(config, log)),
                    windows.announced(),
                    windows.requests(),
                    log,
                    new Announcer.Connecting(
                            BrokerSide.ofStatus(brokerSettings),
                            group.shards().get(0).loops()));
            announcer = started;
            windows.onForgotten(started::onForgotten);
        }
        if (config.http().enabled()) {
            http = HttpSide.open(config, log, windows.http(HttpSide.tokens(config, log)), windows.routes());
        }
    }

    private Windows windows(ShardGroup group, UdpSensorTransport sensors) {
        return new Windows(
                config,
                new Windows.Parts(
                        group,
                        counters,
                        brokerWatch,
                        store,
                        sensorAddressList(),
                        sensors::groups,
                        reload,
                        chronicle,
                        trace));
    }

    /** Devices of an earlier process go on where they were; none can be heard before all of them are back. */
    private void restore(ShardGroup group) {
        if (store == null) {
            return;
        }
        List<StoredClient> clients = store.load();
        group.restore(clients);
        if (!clients.isEmpty()) {
            log.write(Event.info("sessions.restored")
                    .with("sessions", clients.size())
                    .with("spool_messages", store.statistics().spoolMessages()));
        }
    }

    private int startEmbeddedBroker() throws CannotStart {
        if (!config.broker().url().isEmbedded()) {
            return 0;
        }
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(BrokerSide.embedded(config));
            embedded = broker;
            log.write(Event.info("broker.embedded")
                    .with("address", config.broker().embedded().bind().host() + ":" + broker.port())
                    .with(
                            "data",
                            config.storage().dir().toAbsolutePath().normalize().toString()));
            return broker.port();
        } catch (EmbeddedBrokerException.CannotBind cannotBind) {
            throw CannotStart.bind(cannotBind.getMessage()
                    + " (option broker.embedded.bind; for a broker that runs there already: broker.url)");
        } catch (EmbeddedBrokerException.DirectoryUnusable unusable) {
            throw CannotStart.failure(unusable.getMessage() + " (option storage.dir)");
        } catch (EmbeddedBrokerException failed) {
            throw CannotStart.failure(String.valueOf(failed.getMessage()));
        }
    }

    /** One shard serves a small board well; more cores carry more, half of them left to the broker and the system. */
    private static int shardCount(int configured) {
        int cores = Runtime.getRuntime().availableProcessors();
        return configured > 0 ? configured : Math.max(1, Math.min(SHARDS_AUTO_MAX, cores / 2));
    }

    private void watch(ShardGroup group) {
        for (Shard shard : group.shards()) {
            EventObserver observer = observers.get(shard.index());
            shard.everySeconds(TICK_SECONDS, observer::tick);
        }
        group.shards().get(0).everySeconds(TimeUnit.MINUTES.toSeconds(HEALTH_MINUTES), () -> log.write(health(group)));
    }

    private Event health(ShardGroup group) {
        Event event = counters.snapshot().healthEvent().with("sessions", group.sessions());
        return store == null ? event : StoreSide.describe(event, store.statistics());
    }

    /** Where the first listener can be reached. */
    InetSocketAddress sensorAddress() {
        UdpSensorTransport open = transport;
        if (open == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return open.localAddress(0);
    }

    /** Every address that devices can send to, for people. */
    String sensorAddresses() {
        return String.join(", ", sensorAddressList());
    }

    private List<String> sensorAddressList() {
        UdpSensorTransport open = transport;
        if (open == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        List<String> addresses = new ArrayList<>();
        for (int index = 0; index < config.listeners().size(); index++) {
            String host = config.listeners().get(index).bind().host();
            HostPort address = new HostPort(host, open.localAddress(index).getPort());
            addresses.add(address.text());
        }
        return addresses;
    }

    /** The port of the window over HTTP; 0 when there is none. */
    int httpPort() {
        return http == null ? 0 : http.port();
    }

    /** The port of the embedded broker; only while there is one. */
    int embeddedPort() {
        EmbeddedBroker broker = embedded;
        if (broker == null) {
            throw new IllegalStateException("the broker is not the embedded one");
        }
        return broker.port();
    }

    /** The window over HTTP; only while there is one. */
    HttpWindow http() {
        HttpWindow window = http;
        if (window == null) {
            throw new IllegalStateException("there is no window over HTTP");
        }
        return window;
    }

    GatewayCounters counters() {
        return counters;
    }

    /** Ends everything in order, in less than two seconds: sockets first, then the broker connections, the broker last. */
    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        if (transport != null) {
            transport.close();
        }
        if (announcer != null) {
            announcer.close();
        }
        ShardGroup group = shards;
        if (group != null) {
            closeBrokerLinks(group);
            group.close();
            log.write(health(group));
        }
        if (store != null) {
            store.close();
        }
        if (embedded != null) {
            embedded.stop();
        }
    }

    /**
     * Waits for the broker a second at most, however many connections there are; what is left then is cut. Ten thousand
     * DISCONNECTs have been written by that time, those of devices with a Will first, so that none fires.
     */
    private void closeBrokerLinks(ShardGroup group) {
        CountDownLatch open = new CountDownLatch(brokerLinks.size());
        group.forEach(shard -> {
            observers.get(shard.index()).flush();
            brokerLinks.get(shard.index()).close().whenComplete((closed, failure) -> open.countDown());
        });
        try {
            open.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes what each shard is wired to. */
    private final class Parts implements ShardParts {
        private final UdpSensorTransport sensors;
        private final BrokerSettings brokerSettings;

        Parts(UdpSensorTransport sensors, BrokerSettings brokerSettings) {
            this.sensors = sensors;
            this.brokerSettings = brokerSettings;
        }

        @Override
        public BufferedSensorLink sensors(Shard shard) {
            return sensors.link(shard.loops(), shard, observer(shard));
        }

        @Override
        public BrokerLink broker(Shard shard) {
            HivemqBrokerLink link = new HivemqBrokerLink(
                    BrokerSide.ofShard(brokerSettings, shard.index()), shard.loops(), new ShardSink(shard));
            brokerLinks.add(link);
            return link;
        }

        @Override
        public SessionStore store(Shard shard) {
            return store == null ? SessionStore.NONE : store.forShard(shard::onStoreEvent);
        }

        @Override
        public ClientPolicy clients(Shard shard) {
            return live;
        }

        @Override
        public GatewayObserver observer(Shard shard) {
            while (observers.size() <= shard.index()) {
                observers.add(new EventObserver(log, counters, System::nanoTime, chronicle, trace.shard()));
            }
            return observers.get(shard.index());
        }

        @Override
        public void failed(int shard, Throwable bug, long unreported) {
            log.write(Event.error("shard.failed")
                    .with("shard", shard)
                    .with("cause", bug.toString())
                    .with("at", String.valueOf(bug.getStackTrace().length == 0 ? "" : bug.getStackTrace()[0]))
                    .with("unreported", unreported));
            LastResort.endIfFatal(bug);
        }
    }

    /** Hands what the broker says to the shard that the connection belongs to. */
    private final class ShardSink implements BrokerEventSink {
        private final Shard shard;

        ShardSink(Shard shard) {
            this.shard = shard;
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
            shard.onBrokerEvent(owner, event);
        }

        @Override
        public void onBrokerReachable() {
            watch(BrokerWatch.Outcome.LOGGED_IN, "");
            shard.onBrokerReachable();
        }

        @Override
        public void onBrokerUnreachable(String detail) {
            watch(BrokerWatch.Outcome.UNREACHABLE, detail);
        }

        @Override
        public void onBrokerRefused(String detail) {
            watch(BrokerWatch.Outcome.REFUSED, detail);
        }

        /** Every shard has a connection of its own to the same broker; one speaks for all. */
        private void watch(BrokerWatch.Outcome outcome, String detail) {
            if (shard.index() == 0) {
                brokerWatch.hears(outcome, detail);
            }
        }
    }
}

package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.CountersSnapshot;
import org.sngateway.gateway.adapter.store.SqliteStore;
import org.sngateway.gateway.adapter.store.StoreStatistics;
import org.sngateway.gateway.command.Version;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Rates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Puts together, when somebody asks, how the gateway is. Safe for all threads. */
final class StatusSide {
    private static final List<String> PROTOCOLS = List.of("1.2");

    /** Rates of the whole gateway come first, then two for each listener. */
    private static final int UPLINKS = 0;

    private static final int DOWNLINKS = 1;
    private static final int LISTENERS = 2;

    private final GatewayConfig config;
    private final Windows.Parts parts;
    private final Supplier<String> notReady;
    private final Rates rates = new Rates();
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    StatusSide(GatewayConfig config, Windows.Parts parts, Supplier<String> notReady) {
        this.config = config;
        this.parts = parts;
        this.notReady = notReady;
    }

    GatewayStatus of(GatewayView view) {
        CountersSnapshot counters = parts.counters().snapshot();
        double[] perSecond = rates.of(System.nanoTime(), rising(counters));
        Runtime runtime = Runtime.getRuntime();
        return new GatewayStatus(
                identity(),
                notReady.get(),
                listeners(counters, perSecond),
                broker(),
                view.sums(),
                new GatewayStatus.Traffic(
                        counters.publishedInAll(Direction.UPLINK),
                        counters.publishedInAll(Direction.DOWNLINK),
                        counters.sentInAll(),
                        counters.retransmittedInAll(),
                        counters.droppedByReason(),
                        perSecond[UPLINKS],
                        perSecond[DOWNLINKS]),
                storage(),
                new GatewayStatus.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()));
    }

    private long[] rising(CountersSnapshot counters) {
        long[] counts = new long[LISTENERS + 2 * config.listeners().size()];
        counts[UPLINKS] = counters.publishedInAll(Direction.UPLINK);
        counts[DOWNLINKS] = counters.publishedInAll(Direction.DOWNLINK);
        for (int index = 0; index < config.listeners().size(); index++) {
            counts[LISTENERS + 2 * index] = counters.datagramsReceived(index);
            counts[LISTENERS + 2 * index + 1] = counters.datagramsSent(index);
        }
        return counts;
    }

    private GatewayStatus.Identity identity() {
        return new GatewayStatus.Identity(
                config.gateway().name(),
                Version.text(),
                config.gateway().id(),
                PROTOCOLS,
                config.gateway().mode().name().toLowerCase(Locale.ROOT),
                "java " + System.getProperty("java.version", ""),
                nanos(started),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos));
    }

    private static long nanos(Instant time) {
        return TimeUnit.MILLISECONDS.toNanos(time.toEpochMilli());
    }

    private List<GatewayStatus.Listener> listeners(CountersSnapshot counters, double[] perSecond) {
        List<GatewayStatus.Listener> listeners = new ArrayList<>();
        for (int index = 0; index < config.listeners().size(); index++) {
            listeners.add(new GatewayStatus.Listener(
                    config.listeners().get(index).name(),
                    "udp",
                    parts.addresses().get(index),
                    counters.datagramsReceived(index),
                    counters.datagramsSent(index),
                    counters.octetsReceived(index),
                    counters.octetsSent(index),
                    perSecond[LISTENERS + 2 * index],
                    perSecond[LISTENERS + 2 * index + 1],
                    parts.groups().apply(index).stream()
                            .map(group -> new GatewayStatus.Group(group.group(), group.interfaces(), group.problem()))
                            .toList()));
        }
        return listeners;
    }

    private GatewayStatus.Broker broker() {
        BrokerWatch.News news = parts.broker().lastNews();
        SqliteStore store = parts.store();
        StoreStatistics statistics = store == null ? null : store.statistics();
        int spooled = statistics == null ? 0 : statistics.spoolMessages();
        return new GatewayStatus.Broker(
                config.broker().url().text(),
                switch (news.answer().outcome()) {
                    case LOGGED_IN -> GatewayStatus.BrokerState.CONNECTED;
                    case REFUSED -> GatewayStatus.BrokerState.REFUSED;
                    case UNREACHABLE -> GatewayStatus.BrokerState.UNREACHABLE;
                },
                nanos(news.since()),
                news.answer().detail(),
                spooled,
                statistics == null || spooled == 0 ? ClientRow.NONE : statistics.spoolOldestNanos());
    }

    private GatewayStatus.Storage storage() {
        SqliteStore store = parts.store();
        return store == null
                ? new GatewayStatus.Storage(false, true, 0)
                : new GatewayStatus.Storage(
                        true, store.isHealthy(), store.statistics().bytesWritten());
    }
}

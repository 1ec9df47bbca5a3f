package org.sngateway.gateway.adapter.observe.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.gateway.adapter.observe.CountersSnapshot;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.view.Sums;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page that Prometheus reads, in its text format: everything of {@link Metric}, the process and the Java runtime. No
 * device has a line of its own, so the page stays as long as it is however many there are. Safe for all threads.
 */
public final class MetricsPage {
    private static final String VERSION = "1.2";
    private static final String[] RESULTS = {"accepted", "congestion", "invalid_topic_id", "not_supported", "reserved"};
    private static final String[] QOS = {"0", "1", "2", "-1"};
    private static final String[] TOPIC_TYPES = {"normal", "predefined", "short"};

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final PrometheusRegistry runtime = new PrometheusRegistry();

    public MetricsPage() {
        JvmMetrics.builder().register(runtime);
    }

    public String contentType() {
        return writer.getContentType();
    }

    /** The page, to be sent in UTF-8. */
    public String write(MetricFacts facts) {
        Families families = new Families();
        program(families, facts);
        sessions(families, facts);
        listeners(families, facts);
        messages(families, facts.counters());
        durations(families, facts.counters());
        broker(families, facts);
        List<MetricSnapshot> all = new ArrayList<>(families.snapshots());
        runtime.scrape().forEach(all::add);
        ByteArrayOutputStream page = new ByteArrayOutputStream(16_384);
        try {
            writer.write(page, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return page.toString(StandardCharsets.UTF_8);
    }

    private static void program(Families families, MetricFacts facts) {
        MetricFacts.Program program = facts.program();
        families.gauge(Metric.BUILD, 1, program.version(), program.runtime());
        families.gauge(Metric.UPTIME, program.uptimeSeconds());
        families.gauge(Metric.CLIENTS_LIMIT, program.clientsMax());
        families.counter(Metric.FAILURES, facts.counters().sessionFailures());
        families.gauge(Metric.CONFIG_SUCCESSFUL, facts.config().lastSuccessful() ? 1 : 0);
        families.gauge(Metric.CONFIG_SUCCESS, facts.config().successSeconds());
        for (StatusLosses.Kind kind : StatusLosses.Kind.values()) {
            families.counter(
                    Metric.STATUS_DROPPED, facts.outlets().statusLosses().of(kind), name(kind));
        }
        families.counter(Metric.STREAM_PASSES, facts.outlets().streamPasses());
    }

    private static void sessions(Families families, MetricFacts facts) {
        Sums sums = facts.sums();
        for (StateName state : StateName.values()) {
            families.gauge(Metric.CLIENTS, sums.byState().getOrDefault(state, 0), name(state), VERSION);
        }
        families.gauge(Metric.CLIENTS_OVERDUE, sums.overdue());
        families.gauge(Metric.TOPIC_IDS, sums.topics());
        families.gauge(Metric.QUEUE, sums.queued());
        families.gauge(Metric.QUEUE_OCTETS, (double) sums.queuedOctets());
        boolean none = sums.oldestNanos() == ClientRow.NONE;
        families.gauge(Metric.QUEUE_OLDEST, none ? 0 : secondsSince(sums.oldestNanos(), facts.nowNanos()));
        CountersSnapshot counters = facts.counters();
        families.counter(Metric.CONNECTS, counters.connectsAccepted(), RESULTS[0], VERSION);
        families.counter(Metric.REGISTRATIONS, counters.registrations(0), RESULTS[0]);
        for (int code = 1; code < RESULTS.length; code++) {
            families.counter(Metric.CONNECTS, counters.connectsRefused(code), RESULTS[code], VERSION);
            families.counter(Metric.REGISTRATIONS, counters.registrations(code), RESULTS[code]);
        }
        for (StateName to : List.of(StateName.ASLEEP, StateName.AWAKE, StateName.LOST)) {
            long count = 0;
            for (SessionCause cause : SessionCause.values()) {
                count += counters.transitions(to, cause);
            }
            families.counter(Metric.SLEEPS, count, name(to));
        }
        families.counter(Metric.WAKES_REFUSED, counters.wakesRefused());
        families.counter(Metric.ADDRESS_CHANGES, counters.addressChanges());
        families.counter(Metric.WILLS, counters.willsFired());
    }

    private static void listeners(Families families, MetricFacts facts) {
        CountersSnapshot counters = facts.counters();
        for (int listener = 0; listener < facts.listeners().size(); listener++) {
            String name = facts.listeners().get(listener);
            for (MessageType type : MessageType.values()) {
                String typeName = type.name().toLowerCase(Locale.ROOT);
                families.counter(Metric.RECEIVED, counters.received(listener, type), name, typeName, VERSION);
                families.counter(Metric.SENT, counters.sent(listener, type), name, typeName, VERSION);
            }
            families.counter(Metric.OCTETS_RECEIVED, counters.octetsReceived(listener), name);
            families.counter(Metric.OCTETS_SENT, counters.octetsSent(listener), name);
            for (DropReason reason : DropReason.values()) {
                if (!isOfQueue(reason)) {
                    families.counter(Metric.DROPPED, counters.dropped(listener, reason), name, name(reason));
                }
            }
        }
    }

    private static boolean isOfQueue(DropReason reason) {
        return reason.name().startsWith("DOWNLINK_");
    }

    private static void messages(Families families, CountersSnapshot counters) {
        for (Direction direction : Direction.values()) {
            for (int qos = 0; qos < QOS.length; qos++) {
                for (int type = 0; type < TOPIC_TYPES.length; type++) {
                    long count = counters.published(direction, qos, type);
                    families.counter(Metric.PUBLISHES, count, name(direction), QOS[qos], TOPIC_TYPES[type]);
                }
            }
        }
        families.counter(Metric.DUPLICATES, counters.repeated(1), name(Direction.UPLINK), QOS[1]);
        families.counter(Metric.DUPLICATES, counters.repeated(2), name(Direction.UPLINK), QOS[2]);
        families.counter(Metric.RETRANSMISSIONS, counters.retransmittedInAll(), name(Direction.DOWNLINK));
        families.counter(Metric.EXHAUSTED, counters.retriesExhausted(), name(Direction.DOWNLINK));
        for (DropReason reason : DropReason.values()) {
            if (isOfQueue(reason)) {
                families.counter(Metric.QUEUE_DROPPED, counters.downlinkDropped(reason), name(reason));
            }
        }
    }

    private static void durations(Families families, CountersSnapshot counters) {
        for (Measure measure : Measure.values()) {
            families.histogram(
                    metric(measure),
                    CountersSnapshot.limitsSeconds(measure),
                    counters.buckets(measure),
                    counters.sumSeconds(measure));
        }
    }

    private static Metric metric(Measure measure) {
        return switch (measure) {
            case UPLINK -> Metric.UPLINK;
            case CLIENT_RTT -> Metric.CLIENT_RTT;
            case DOWNLINK_WAIT -> Metric.DOWNLINK_WAIT;
            case AWAKE -> Metric.AWAKE;
        };
    }

    private static void broker(Families families, MetricFacts facts) {
        MetricFacts.Broker broker = facts.broker();
        families.gauge(Metric.BROKER_CONNECTED, broker.connected() ? 1 : 0, broker.url());
        families.counter(Metric.BROKER_CONNECTS, facts.counters().upstreamUps(), broker.url());
        families.counter(Metric.BROKER_LOSSES, facts.counters().upstreamDowns(), broker.url());
        MetricFacts.Store store = facts.store();
        families.gauge(Metric.BUFFER, store.spooled());
        families.gauge(Metric.BUFFER_LIMIT, store.spooledMax());
        families.gauge(
                Metric.BUFFER_OLDEST,
                store.oldestNanos() == 0 ? 0 : secondsSince(store.oldestNanos(), facts.nowNanos()));
        families.counter(Metric.BUFFERED, facts.counters().spooled());
        families.counter(Metric.BUFFER_REFUSED, facts.counters().spooledRefused());
        families.counter(Metric.STORAGE_OCTETS, store.octetsWritten());
        families.counter(Metric.STORAGE_FAILURES, store.failures());
    }

    private static double secondsSince(long thenNanos, long nowNanos) {
        return Math.max(0, nowNanos - thenNanos) / 1e9;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

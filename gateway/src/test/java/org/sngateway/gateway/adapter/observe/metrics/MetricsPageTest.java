package org.sngateway.gateway.adapter.observe.metrics;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.observe.EventObserver;
import org.sngateway.gateway.adapter.observe.GatewayCounters;
import org.sngateway.gateway.adapter.observe.LogFormat;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.adapter.observe.LogSettings;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.Witness;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.view.Sums;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for Prometheus: what was counted is on it, under the names of the reference, and nothing else of ours. */
final class MetricsPageTest {
    private static final Pattern OWN = Pattern.compile("(?m)^# TYPE (sn_gateway_[a-z_]+) ");
    private static final Peer OF_FIRST = Peer.Udp.ofIpv4(0, 0x0A000001, 5000);
    private static final Peer OF_SECOND = Peer.Udp.ofIpv4(1, 0x0A000002, 5000);

    private final StatusLosses losses = new StatusLosses();
    private final GatewayCounters counters = new GatewayCounters(2);
    private final EventObserver one = observer();
    private final EventObserver other = observer();

    private EventObserver observer() {
        LogSettings settings = new LogSettings(LogLevel.ERROR, LogFormat.LOGFMT, false, false, Set.of());
        return new EventObserver(
                new EventLog(settings, Clock.systemUTC(), (level, line) -> {}),
                counters,
                () -> 0,
                Witness.NONE,
                DatagramTap.NONE);
    }

    private String page() {
        Sums sums = new Sums(
                Map.of(StateName.ASLEEP, 7, StateName.LOST, 2),
                Map.of(),
                3,
                4,
                5,
                600,
                1_000_000_000L,
                ClientRow.NONE,
                8,
                9,
                10);
        MetricFacts facts = new MetricFacts(
                3_500_000_000L,
                counters.snapshot(),
                sums,
                List.of("lan", "quo\"te"),
                new MetricFacts.Program("1.0", "java 17", 12.5, 100),
                new MetricFacts.Broker("mqtt://b:1883", true),
                new MetricFacts.Store(11, 1000, 2_000_000_000L, 4096, 1),
                new MetricFacts.Config(false, 1_700_000_000.5),
                new MetricFacts.Outlets(losses, 17));
        return new MetricsPage().write(facts);
    }

    @Test
    void hasEveryMetricOfTheReferenceAndNoOtherOfOurs() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = OWN.matcher(page());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        assertThat(names)
                .isEqualTo(Arrays.stream(Metric.values())
                        .map(metric -> metric.metricName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void countsByListenerOverAllShards() {
        one.received(OF_FIRST, new PingResp());
        other.received(OF_FIRST, new PingResp());
        other.received(OF_SECOND, new PingResp());
        one.datagramReceived(0, 2);
        other.datagramReceived(1, 40);
        one.dropped(OF_SECOND, DropReason.MALFORMED);
        one.sent(OF_FIRST, new ConnAck(ReturnCode.ACCEPTED));
        one.sent(OF_FIRST, new ConnAck(ReturnCode.CONGESTION));
        one.connectRefused(OF_FIRST, "", 1, "");
        assertThat(page())
                .contains(
                        "sn_gateway_packets_received_total{listener=\"lan\",type=\"pingresp\",version=\"1.2\"} 2.0\n",
                        "sn_gateway_packets_received_total{listener=\"quo\\\"te\",type=\"pingresp\",version=\"1.2\"} 1.0\n",
                        "sn_gateway_bytes_received_total{listener=\"lan\"} 2.0\n",
                        "sn_gateway_bytes_received_total{listener=\"quo\\\"te\"} 40.0\n",
                        "sn_gateway_packets_dropped_total{listener=\"quo\\\"te\",reason=\"malformed\"} 1.0\n",
                        "sn_gateway_packets_dropped_total{listener=\"lan\",reason=\"malformed\"} 0.0\n",
                        "sn_gateway_connects_total{result=\"accepted\",version=\"1.2\"} 1.0\n",
                        "sn_gateway_connects_total{result=\"congestion\",version=\"1.2\"} 1.0\n");
    }

    @Test
    void tellsMessagesByDirectionQosAndTopic() {
        TopicRef shortName = new TopicRef.ShortName(0x5431);
        one.published("d", Direction.UPLINK, new Publish(false, Qos.MINUS_ONE, false, shortName, 0, Octets.EMPTY));
        one.published(
                "d",
                Direction.DOWNLINK,
                new Publish(false, Qos.TWO, false, new TopicRef.Predefined(1), 5, Octets.EMPTY));
        one.repeated(new Publish(true, Qos.ONE, false, shortName, 6, Octets.EMPTY));
        assertThat(page())
                .contains(
                        "sn_gateway_publishes_total{direction=\"uplink\",qos=\"-1\",topic_type=\"short\"} 1.0\n",
                        "sn_gateway_publishes_total{direction=\"downlink\",qos=\"2\",topic_type=\"predefined\"} 1.0\n",
                        "sn_gateway_publishes_total{direction=\"downlink\",qos=\"2\",topic_type=\"normal\"} 0.0\n",
                        "sn_gateway_duplicates_total{direction=\"uplink\",qos=\"1\"} 1.0\n",
                        "sn_gateway_duplicates_total{direction=\"uplink\",qos=\"2\"} 0.0\n");
    }

    /** Prometheus' buckets are cumulative, and a value at a limit belongs to the bucket below it. */
    @Test
    void putsDurationsIntoBuckets() {
        one.measured(Measure.UPLINK, 1_000_000);
        other.measured(Measure.UPLINK, 1_000_001);
        one.measured(Measure.UPLINK, 3_600_000_000_000L);
        assertThat(page())
                .contains(
                        "sn_gateway_uplink_seconds_bucket{le=\"0.001\"} 1\n",
                        "sn_gateway_uplink_seconds_bucket{le=\"0.0025\"} 2\n",
                        "sn_gateway_uplink_seconds_bucket{le=\"30.0\"} 2\n",
                        "sn_gateway_uplink_seconds_bucket{le=\"+Inf\"} 3\n",
                        "sn_gateway_uplink_seconds_count 3\n",
                        "sn_gateway_uplink_seconds_sum 3600.002000001\n",
                        "sn_gateway_awake_seconds_count 0\n");
    }

    @Test
    void countsWhatCouldNotBeToldAsItHappened() {
        losses.lost(StatusLosses.Kind.EVENT, 3);
        losses.lost(StatusLosses.Kind.REQUEST);
        assertThat(page())
                .contains(
                        "sn_gateway_status_messages_dropped_total{kind=\"event\"} 3.0\n",
                        "sn_gateway_status_messages_dropped_total{kind=\"answer\"} 0.0\n",
                        "sn_gateway_status_messages_dropped_total{kind=\"request\"} 1.0\n",
                        "sn_gateway_http_stream_passes_total 17.0\n");
    }

    @Test
    void saysWhatWaitsAndForHowLong() {
        assertThat(page())
                .contains(
                        "sn_gateway_clients{state=\"asleep\",version=\"1.2\"} 7.0\n",
                        "sn_gateway_clients{state=\"active\",version=\"1.2\"} 0.0\n",
                        "sn_gateway_clients_overdue 3.0\n",
                        "sn_gateway_queue_messages 5.0\n",
                        "sn_gateway_queue_bytes 600.0\n",
                        "sn_gateway_queue_oldest_seconds 2.5\n",
                        "sn_gateway_buffer_messages 11.0\n",
                        "sn_gateway_buffer_oldest_seconds 1.5\n",
                        "sn_gateway_broker_connected{broker=\"mqtt://b:1883\"} 1.0\n",
                        "process_start_time_seconds",
                        "jvm_memory_used_bytes");
    }

    @Test
    void theReferenceIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(Path.of("../docs/reference/metrics.md")))
                .as("stale; write it anew with: java -jar gateway/target/sn-gateway.jar config metrics > "
                        + "docs/reference/metrics.md")
                .isEqualTo(MetricsReference.write());
    }

    /** The rules that are shipped ask only for what there is. */
    @Test
    void alertsUseOnlyMetricsThatExist() throws IOException {
        String rules = Files.readString(Path.of("../config/prometheus/alerts.yml"));
        Set<String> known =
                Arrays.stream(Metric.values()).map(metric -> metric.metricName).collect(Collectors.toSet());
        Matcher used = Pattern.compile("sn_gateway_[a-z_]+").matcher(rules);
        int count = 0;
        while (used.find()) {
            assertThat(known).contains(used.group().replaceFirst("_(bucket|sum|count)$", ""));
            count++;
        }
        assertThat(count).isGreaterThan(5);
    }
}

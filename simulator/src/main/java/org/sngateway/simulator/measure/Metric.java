package org.sngateway.simulator.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every figure of a run that a threshold may name. Absent where nothing was measured. */
public enum Metric {
    // uplink: readings from devices to the broker's subscriber
    UPLINK_OFFERED(Unit.COUNT, Better.NEITHER, "messages that devices were due to publish"),
    UPLINK_SENT(Unit.COUNT, Better.NEITHER, "of these sent at least once"),
    UPLINK_ACKED(Unit.COUNT, Better.HIGHER, "QoS 1 and 2 messages acknowledged to their device"),
    UPLINK_DELIVERED(Unit.COUNT, Better.HIGHER, "different messages that arrived at the broker's subscriber"),
    UPLINK_ACKED_RATIO(Unit.RATIO, Better.HIGHER, "acknowledged of all QoS 1 and 2 messages sent"),
    UPLINK_DELIVERED_RATIO(Unit.RATIO, Better.HIGHER, "arrived of all messages sent"),
    UPLINK_LOST_ACKED(Unit.COUNT, Better.LOWER, "acknowledged to the device and never arrived"),
    DUPLICATES_TO_BROKER(Unit.COUNT, Better.LOWER, "arrivals beyond the first of a message"),
    UPLINK_OUT_OF_ORDER(Unit.COUNT, Better.LOWER, "first arrivals older than one before them, per device and topic"),
    UPLINK_REJECTED(Unit.COUNT, Better.LOWER, "PUBLISH that the gateway refused, congestion included"),
    UPLINK_LATENCY_P50(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_LATENCY_P90(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_LATENCY_P95(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_LATENCY_P99(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_LATENCY_P999(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_LATENCY_MAX(Unit.SECONDS, Better.LOWER, "from when it was due to its arrival at the subscriber"),
    UPLINK_ACK_P50(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),
    UPLINK_ACK_P90(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),
    UPLINK_ACK_P95(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),
    UPLINK_ACK_P99(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),
    UPLINK_ACK_P999(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),
    UPLINK_ACK_MAX(Unit.SECONDS, Better.LOWER, "from when it was due to the device's PUBACK or PUBCOMP"),

    // downlink: messages from the broker's publisher to devices
    DOWNLINK_OFFERED(Unit.COUNT, Better.NEITHER, "messages published to devices"),
    DOWNLINK_DELIVERED(Unit.COUNT, Better.HIGHER, "different ones that arrived at their device"),
    DOWNLINK_DELIVERED_RATIO(Unit.RATIO, Better.HIGHER, "arrived of all accepted by the broker"),
    DOWNLINK_LOST(Unit.COUNT, Better.LOWER, "accepted by the broker, not expired, not arrived at the end"),
    DOWNLINK_EXPIRED(Unit.COUNT, Better.LOWER, "not arrived, and their expiry is over"),
    DOWNLINK_DUPLICATES(Unit.COUNT, Better.LOWER, "arrivals beyond the first of a message"),
    DOWNLINK_OUT_OF_ORDER(Unit.COUNT, Better.LOWER, "first arrivals older than one before them, per device"),
    DOWNLINK_MISDELIVERED(Unit.COUNT, Better.LOWER, "messages that arrived at another device than theirs"),
    DOWNLINK_WAIT_P50(Unit.SECONDS, Better.LOWER, "from being published to the device's having it"),
    DOWNLINK_WAIT_P90(Unit.SECONDS, Better.LOWER, "from being published to the device's having it"),
    DOWNLINK_WAIT_P95(Unit.SECONDS, Better.LOWER, "from being published to the device's having it"),
    DOWNLINK_WAIT_P99(Unit.SECONDS, Better.LOWER, "from being published to the device's having it"),
    DOWNLINK_WAIT_MAX(Unit.SECONDS, Better.LOWER, "from being published to the device's having it"),
    DOWNLINK_COMPLETE_TIME(Unit.SECONDS, Better.LOWER, "from the first message published until every device has all"),

    // sessions
    CONNECTS(Unit.COUNT, Better.NEITHER, "connections that were accepted"),
    CONNECTS_REFUSED(Unit.COUNT, Better.LOWER, "CONNACKs that refused for another reason than congestion"),
    CONNECTS_CONGESTED(Unit.COUNT, Better.LOWER, "CONNACKs that said congestion"),
    CONNECT_TIME_P50(Unit.SECONDS, Better.LOWER, "from when a device was due to connect until CONNACK accepted it"),
    CONNECT_TIME_P90(Unit.SECONDS, Better.LOWER, "from when a device was due to connect until CONNACK accepted it"),
    CONNECT_TIME_P95(Unit.SECONDS, Better.LOWER, "from when a device was due to connect until CONNACK accepted it"),
    CONNECT_TIME_P99(Unit.SECONDS, Better.LOWER, "from when a device was due to connect until CONNACK accepted it"),
    CONNECT_TIME_MAX(Unit.SECONDS, Better.LOWER, "from when a device was due to connect until CONNACK accepted it"),
    RECONNECT_TIME_P50(Unit.SECONDS, Better.LOWER, "from power or loss until the device is connected again"),
    RECONNECT_TIME_P90(Unit.SECONDS, Better.LOWER, "from power or loss until the device is connected again"),
    RECONNECT_TIME_P95(Unit.SECONDS, Better.LOWER, "from power or loss until the device is connected again"),
    RECONNECT_TIME_P99(Unit.SECONDS, Better.LOWER, "from power or loss until the device is connected again"),
    RECONNECT_TIME_MAX(Unit.SECONDS, Better.LOWER, "from power or loss until the device is connected again"),
    SESSIONS_LOST(Unit.COUNT, Better.LOWER, "connections that ended without the device's wish, power cuts aside"),
    STARTED_OVER(Unit.COUNT, Better.LOWER, "sleepers or persistent sessions that the gateway asked to start over"),
    RESUMED_AFTER_ADDRESS_CHANGE(Unit.COUNT, Better.HIGHER, "sessions that went on from another address"),
    WAKES(Unit.COUNT, Better.NEITHER, "times that sleepers collected their messages"),
    WAKES_UNANSWERED(Unit.COUNT, Better.LOWER, "of these without PINGRESP to the end"),
    HEARD_WHILE_ASLEEP(Unit.COUNT, Better.LOWER, "datagrams that the gateway sent to a device asleep"),

    // what it costs the devices
    DATAGRAMS_PER_READING(Unit.COUNT, Better.LOWER, "datagrams sent and received by devices, for each reading"),
    BYTES_PER_READING(Unit.BYTES, Better.LOWER, "MQTT-SN octets sent and received by devices, for each reading"),
    AWAKE_TIME_P50(Unit.SECONDS, Better.LOWER, "how long a sleeper is awake at a time"),
    AWAKE_TIME_P90(Unit.SECONDS, Better.LOWER, "how long a sleeper is awake at a time"),
    AWAKE_TIME_P95(Unit.SECONDS, Better.LOWER, "how long a sleeper is awake at a time"),
    AWAKE_TIME_P99(Unit.SECONDS, Better.LOWER, "how long a sleeper is awake at a time"),
    AWAKE_TIME_MAX(Unit.SECONDS, Better.LOWER, "how long a sleeper is awake at a time"),
    AWAKE_SHARE(Unit.RATIO, Better.LOWER, "of their time in which sleepers' radios were on"),
    BATTERY_YEARS(Unit.YEARS, Better.HIGHER, "estimate for a sleeper on two AA cells; see the model in the report"),

    // retransmissions
    DEVICE_RETRANSMISSIONS(Unit.COUNT, Better.LOWER, "messages that devices repeated"),
    DEVICE_RETRANSMISSION_RATIO(Unit.RATIO, Better.LOWER, "of all messages that devices sent"),
    GATEWAY_RETRANSMISSIONS(Unit.COUNT, Better.LOWER, "messages with DUP, or REGISTER again, from the gateway"),
    STRAYS(Unit.COUNT, Better.LOWER, "messages from the gateway that answer nothing"),
    MALFORMED_FROM_GATEWAY(Unit.COUNT, Better.LOWER, "datagrams from the gateway that are no MQTT-SN"),

    // strangers
    ATTACK_DATAGRAMS(Unit.COUNT, Better.NEITHER, "datagrams that strangers sent"),
    ATTACK_ANSWERED(Unit.COUNT, Better.LOWER, "datagrams that the gateway sent to strangers"),
    ATTACK_AMPLIFICATION(Unit.RATIO, Better.LOWER, "octets sent to strangers for each octet from them"),
    GATEWAY_ALIVE(Unit.COUNT, Better.HIGHER, "1: the gateway answered at the end of the run; 0: it did not"),

    // the simulator itself
    SIMULATOR_LAG_P99(Unit.SECONDS, Better.LOWER, "how late the simulator itself was"),
    SIMULATOR_LAG_MAX(Unit.SECONDS, Better.LOWER, "how late the simulator itself was");

    /** What a value is counted in. JSON and thresholds use it as it is. */
    public enum Unit {
        COUNT,
        RATIO,
        SECONDS,
        BYTES,
        YEARS
    }

    /** Which direction is an improvement. */
    public enum Better {
        LOWER,
        HIGHER,
        NEITHER
    }

    private static final Map<String, Metric> BY_WORD = Stream.of(values())
            .collect(Collectors.toMap(
                    Metric::word, Function.identity(), (one, other) -> one, () -> new LinkedHashMap<>()));

    private final Unit unit;
    private final Better better;
    private final String meaning;

    Metric(Unit unit, Better better, String meaning) {
        this.unit = unit;
        this.better = better;
        this.meaning = meaning;
    }

    /** As in files and reports: {@code uplink_latency_p99}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Unit unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    public String meaning() {
        return meaning;
    }

    /** All metrics by their words, in their order here. */
    public static Map<String, Metric> byWord() {
        return Collections.unmodifiableMap(BY_WORD);
    }
}

package org.sngateway.gateway.adapter.observe.metrics;

import java.util.List;

/** Every metric of this program's own: its name, kind, labels and meaning, once for the page and for its reference. */
// What List.of makes is immutable.
@SuppressWarnings("ImmutableEnumChecker")
enum Metric {
    BUILD("sn_gateway_build_info", Kind.GAUGE, "1, with the version of the program and of Java", "version", "runtime"),
    UPTIME("sn_gateway_uptime_seconds", Kind.GAUGE, "since the gateway started"),
    CLIENTS("sn_gateway_clients", Kind.GAUGE, "sessions in each state", "state", "version"),
    CLIENTS_OVERDUE(
            "sn_gateway_clients_overdue",
            Kind.GAUGE,
            "sessions whose device was not heard when it had promised, or is lost"),
    CLIENTS_LIMIT("sn_gateway_clients_limit", Kind.GAUGE, "sessions.max_clients"),
    TOPIC_IDS("sn_gateway_topic_aliases", Kind.GAUGE, "topic ids that devices registered or were given"),
    CONNECTS(
            "sn_gateway_connects_total",
            Kind.COUNTER,
            "CONNECTs answered: accepted, congestion, invalid_topic_id, not_supported, reserved",
            "result",
            "version"),
    RECEIVED(
            "sn_gateway_packets_received_total",
            Kind.COUNTER,
            "MQTT-SN messages received, before anything was decided about them",
            "listener",
            "type",
            "version"),
    SENT(
            "sn_gateway_packets_sent_total",
            Kind.COUNTER,
            "MQTT-SN messages sent to one peer",
            "listener",
            "type",
            "version"),
    OCTETS_RECEIVED(
            "sn_gateway_bytes_received_total",
            Kind.COUNTER,
            "octets of UDP payload received, whatever they were",
            "listener"),
    OCTETS_SENT("sn_gateway_bytes_sent_total", Kind.COUNTER, "octets of UDP payload sent to one peer", "listener"),
    DROPPED(
            "sn_gateway_packets_dropped_total",
            Kind.COUNTER,
            "datagrams and messages of devices dropped, by the reasons of the log",
            "listener",
            "reason"),
    RETRANSMISSIONS(
            "sn_gateway_retransmissions_total",
            Kind.COUNTER,
            "messages that the gateway sent again because no answer came",
            "direction"),
    EXHAUSTED(
            "sn_gateway_retries_exhausted_total",
            Kind.COUNTER,
            "messages to devices whose repetitions were all in vain, each time",
            "direction"),
    DUPLICATES(
            "sn_gateway_duplicates_total",
            Kind.COUNTER,
            "QoS 1 and 2 messages that devices sent again and the gateway knew",
            "direction",
            "qos"),
    PUBLISHES(
            "sn_gateway_publishes_total",
            Kind.COUNTER,
            "messages taken for the broker (uplink) or sent to devices (downlink), each once; qos is -1 to 2",
            "direction",
            "qos",
            "topic_type"),
    UPLINK(
            "sn_gateway_uplink_seconds",
            Kind.HISTOGRAM,
            "from a device's QoS 1 or 2 PUBLISH to the broker's acknowledgement"),
    CLIENT_RTT(
            "sn_gateway_client_rtt_seconds",
            Kind.HISTOGRAM,
            "from PUBLISH to a device to its PUBACK or PUBREC, without repeated ones"),
    DOWNLINK_WAIT(
            "sn_gateway_downlink_wait_seconds",
            Kind.HISTOGRAM,
            "from a message's arrival until its device has it, sleep included"),
    AWAKE(
            "sn_gateway_awake_seconds",
            Kind.HISTOGRAM,
            "how long devices were kept awake by their messages; 0 for a wake without any"),
    QUEUE("sn_gateway_queue_messages", Kind.GAUGE, "messages waiting for devices"),
    QUEUE_OCTETS("sn_gateway_queue_bytes", Kind.GAUGE, "octets of their payloads and topics"),
    QUEUE_OLDEST("sn_gateway_queue_oldest_seconds", Kind.GAUGE, "how long the first of them has waited; 0 without any"),
    QUEUE_DROPPED(
            "sn_gateway_queue_dropped_total",
            Kind.COUNTER,
            "messages for devices given up, by the reasons of the log",
            "reason"),
    SLEEPS(
            "sn_gateway_sleep_transitions_total",
            Kind.COUNTER,
            "sessions that entered the state asleep, awake or lost",
            "to"),
    WAKES_REFUSED(
            "sn_gateway_wakes_refused_total", Kind.COUNTER, "wake-ups from an address that may not wake the device"),
    ADDRESS_CHANGES("sn_gateway_address_changes_total", Kind.COUNTER, "devices that were heard from another address"),
    REGISTRATIONS(
            "sn_gateway_registrations_total",
            Kind.COUNTER,
            "REGISTERs of devices answered, by result as in connects",
            "result"),
    BROKER_CONNECTED(
            "sn_gateway_broker_connected", Kind.GAUGE, "1 while the gateway is logged in to the broker", "broker"),
    BROKER_CONNECTS(
            "sn_gateway_broker_connects_total",
            Kind.COUNTER,
            "connections of devices to the broker that came up",
            "broker"),
    BROKER_LOSSES(
            "sn_gateway_broker_losses_total",
            Kind.COUNTER,
            "connections of devices to the broker that failed or were lost",
            "broker"),
    BUFFER("sn_gateway_buffer_messages", Kind.GAUGE, "messages of devices stored until the broker takes them"),
    BUFFER_LIMIT("sn_gateway_buffer_messages_limit", Kind.GAUGE, "broker.spool.max_messages; 0 when nothing is stored"),
    BUFFER_OLDEST(
            "sn_gateway_buffer_oldest_seconds",
            Kind.GAUGE,
            "how long the first of them has been stored; 0 without any"),
    BUFFERED("sn_gateway_buffered_total", Kind.COUNTER, "messages of devices that were stored so"),
    BUFFER_REFUSED(
            "sn_gateway_buffer_refused_total", Kind.COUNTER, "of those, the ones that the broker did not want: lost"),
    STORAGE_OCTETS("sn_gateway_storage_writes_bytes_total", Kind.COUNTER, "octets written to the disk for the store"),
    STORAGE_FAILURES("sn_gateway_storage_failures_total", Kind.COUNTER, "commits that did not succeed at first"),
    WILLS("sn_gateway_wills_total", Kind.COUNTER, "Wills published because their device was lost"),
    FAILURES("sn_gateway_session_failures_total", Kind.COUNTER, "sessions closed by a bug of the gateway's"),
    CONFIG_SUCCESSFUL(
            "sn_gateway_config_last_reload_successful",
            Kind.GAUGE,
            "1 when the configuration was good when it was last read, at the start or after it; else 0"),
    CONFIG_SUCCESS(
            "sn_gateway_config_reload_success_timestamp_seconds",
            Kind.GAUGE,
            "when the configuration was last read and good, since 1970"),
    STATUS_DROPPED(
            "sn_gateway_status_messages_dropped_total",
            Kind.COUNTER,
            "messages of the gateway's own topics dropped because more came than can be told: event, answer, request",
            "kind"),
    STREAM_PASSES(
            "sn_gateway_http_stream_passes_total",
            Kind.COUNTER,
            "times that a reader of the stream of events was told nothing for a second, as it had not taken what it was sent");

    /** What can be done with its values. */
    enum Kind {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    final String metricName;
    final Kind kind;
    final String help;
    final List<String> labels;

    Metric(String metricName, Kind kind, String help, String... labels) {
        this.metricName = metricName;
        this.kind = kind;
        this.help = help;
        this.labels = List.of(labels);
    }
}

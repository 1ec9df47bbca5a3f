package org.sngateway.gateway.config;

import org.sngateway.gateway.config.GatewayConfig.Uplink;
import org.sngateway.gateway.config.GatewayConfig.WakeConnect;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Texts.Form;
import org.sngateway.gateway.session.EngineOptions.WakeFrom;

import java.util.List;

/** The options of MQTT-SN itself: timing, sizes, QoS -1, sleep. */
final class ProtocolOptions {
    private static final int RETRIES_MAX = 20;
    private static final int PACKET_MIN = 32;
    private static final int PACKET_MAX = 65_507;
    private static final int CLIENT_ID_MAX = 1024;
    private static final int WINDOW_MAX = 1000;
    private static final int WAKES_MAX = 100_000;
    private static final int MESSAGES_MAX = 65_535;

    private ProtocolOptions() {}

    static Option protocol() {
        return Option.section(
                        "protocol",
                        "What the gateway does where the specification leaves a choice.",
                        Option.of(
                                "retry_interval",
                                Durations.between("100ms", "10m"),
                                "10s",
                                "T_retry: how long an answer of a device is waited for before the message is repeated. The "
                                        + "specification suggests 10 s to 15 s."),
                        maxRetries(),
                        Option.of(
                                        "transaction_time",
                                        Durations.between("1s", "1h"),
                                        "90s",
                                        "How long a handshake may take, and how long an answer is remembered to be repeated "
                                                + "when its request is.")
                                .atLimit("The handshake is given up."),
                        Option.of(
                                "probe",
                                Words.BOOLEAN,
                                "false",
                                "Whether an active device that is silent for too long is sent a PINGREQ before it is lost."),
                        Option.of(
                                        "idle_limit",
                                        Durations.between("1m", "365d"),
                                        "24h",
                                        "How long a device that connected with keep-alive 0 may be silent.")
                                .atLimit("The device is lost and its Will is published."),
                        Option.of(
                                        "max_packet_size",
                                        Sizes.between(PACKET_MIN, PACKET_MAX),
                                        "1400",
                                        "The largest message sent to a device.")
                                .atLimit(
                                        "A longer message from the broker is not delivered; it is counted and acknowledged.")
                                .see("clients[].max_packet_size", "listeners[].max_packet_size"),
                        Option.of(
                                        "client_id_max",
                                        Numbers.between(1, CLIENT_ID_MAX),
                                        "128",
                                        "Octets of the longest client id. The specification has 23; devices in the field have "
                                                + "longer ones.")
                                .atLimit("CONNECT is answered with CONNACK not supported."),
                        forwarders(),
                        Option.of(
                                        "uplink_window",
                                        Numbers.between(1, WINDOW_MAX),
                                        "8",
                                        "QoS 1 and 2 messages of one device that are on their way to the broker.")
                                .atLimit("Further ones are answered with congestion."),
                        publishMinusOne())
                .live();
    }

    private static Option maxRetries() {
        return Option.of(
                        "max_retries",
                        Numbers.between(0, RETRIES_MAX),
                        "4",
                        "N_retry: repetitions after the first transmission. The specification suggests 3 to 5.")
                .atLimit(
                        "The message waits for the next wake of a sleeping device. For an active one that is otherwise "
                                + "heard it is given up, counted and acknowledged to the broker; for a silent one it "
                                + "waits until the device is heard or lost.")
                .see("sleep.wakes_max");
    }

    private static Option forwarders() {
        return Option.list(
                        "forwarders",
                        new NetworkWords(),
                        List.of("private"),
                        "Who may pass on the messages of others (forwarder encapsulation). [] for nobody.")
                .atLimit("Encapsulated messages of others are dropped and counted.");
    }

    private static Option publishMinusOne() {
        return Option.section(
                "publish_minus_one",
                "QoS -1: messages of senders that never connect. Only predefined and short topics.",
                Option.of("enabled", Words.BOOLEAN, "false", "Whether such messages are accepted."),
                Option.of(
                                "as_client",
                                Texts.template(Form.CLIENT_ID, false, "gateway"),
                                "{gateway}-qos-1",
                                "MQTT client id of the connection over which they are published.")
                        .atStart(),
                Option.list(
                                "allow_topics",
                                new Texts(Form.FILTER, false, List.of()),
                                List.of("#"),
                                "Topics that may be published to.")
                        .atLimit("Messages to other topics are dropped and counted."),
                Option.list("allow", new NetworkWords(), List.of("private"), "Who may send them.")
                        .atLimit("Messages of others are dropped and counted."),
                Option.of("rate", new Rates(), "100/s", "How many are accepted, of all senders together.")
                        .atLimit("Further ones are dropped and counted."),
                Option.of("retain", Words.BOOLEAN, "false", "Whether the retain flag is passed on."));
    }

    static Option sleep() {
        return Option.section(
                        "sleep",
                        "Sleeping devices.",
                        Option.of(
                                        "max_duration",
                                        Durations.between("1s", "24h"),
                                        "24h",
                                        "The longest sleep that is granted. A device can ask for 65535 s (18h12m15s) at most, "
                                                + "so the default grants every sleep.")
                                .atLimit("A longer sleep is supervised as if it had this duration."),
                        Option.of(
                                "tolerance",
                                new Tolerances(),
                                "spec",
                                "How much longer than promised a device may be silent. spec: half as long again up to one "
                                        + "minute, a tenth above."),
                        Option.of(
                                "wake_from",
                                Words.of(WakeFrom.class),
                                "same-ip",
                                "From where a wake-up PINGREQ may come. never: only from the very address and port; same-ip: "
                                        + "from another port too; any: from anywhere, for whoever knows a client id."),
                        Option.of(
                                "wake_connect",
                                Words.of(WakeConnect.class),
                                "preserve",
                                "What a CONNECT from a sleeping device does. preserve: the session and its waiting messages "
                                        + "stay; strict: the CleanSession flag decides."),
                        Option.of(
                                "uplink",
                                Words.of(Uplink.class),
                                "lenient",
                                "Whether a sleeping device's messages are served without CONNECT. strict: they are answered "
                                        + "with DISCONNECT."),
                        Option.of(
                                        "wakes_max",
                                        Numbers.between(1, WAKES_MAX),
                                        "10",
                                        "In how many wakes and connections of its device one message may stay unanswered. A wake "
                                                + "that the device ends itself counts, too.")
                                .atLimit("The message is given up, counted and acknowledged to the broker."),
                        Option.of(
                                        "messages_per_wake",
                                        Numbers.between(0, MESSAGES_MAX),
                                        "0",
                                        "How many messages one wake delivers; 0 for all.")
                                .atLimit("PINGRESP is sent; the rest waits for the next wake."),
                        queue())
                .live();
    }

    private static Option queue() {
        return new Option(
                "queue",
                new Section(
                        List.of(
                                Option.of(
                                                "max_messages",
                                                Numbers.between(1, MESSAGES_MAX),
                                                "100",
                                                "Messages kept here for one sleeping device.")
                                        .atLimit("QoS 0: the oldest is dropped and counted. QoS 1 and 2: what a "
                                                + "broker sends ahead is held, up to twenty times as many; the rest "
                                                + "stays with the broker and is asked for again.")
                                        .see("broker.receive_maximum"),
                                Option.of(
                                                "max_bytes",
                                                Sizes.between(256, Sizes.GIB),
                                                "64KiB",
                                                "Octets of QoS 0 messages kept here for one sleeping device.")
                                        .atLimit("The oldest QoS 0 message is dropped and counted."),
                                Option.of(
                                                "expiry",
                                                Durations.between("1s", "365d"),
                                                "24h",
                                                "How old a waiting message may become.")
                                        .atLimit("The message is dropped and counted, and acknowledged to the broker."),
                                Option.list(
                                                "keep_latest",
                                                new Texts(Form.FILTER, false, List.of()),
                                                List.of(),
                                                "Filters of topics whose newest message is all that a device wants to "
                                                        + "know, such as its configuration: while it sleeps, a message "
                                                        + "takes the place of the one that waits on the same topic.")
                                        .atLimit("What is replaced is counted, and acknowledged to the broker. A QoS 0 "
                                                + "message replaces no other, and nothing that was sent is replaced.")),
                        List.of()),
                List.of(),
                "The messages that wait for one sleeping device.",
                "",
                List.of());
    }
}

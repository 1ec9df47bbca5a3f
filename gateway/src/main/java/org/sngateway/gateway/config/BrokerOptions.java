package org.sngateway.gateway.config;

import org.sngateway.gateway.config.BrokerConfig.MqttVersion;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Texts.Form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of the MQTT side. */
final class BrokerOptions {
    private static final int CONNECTS_MAX = 10_000;
    private static final int SPOOL_MESSAGES_MAX = 10_000_000;
    private static final int RECEIVE_MAXIMUM_MAX = 65_535;

    private BrokerOptions() {}

    static Option broker() {
        List<Option> options = new ArrayList<>(List.of(url(), mqttVersion()));
        options.addAll(identity());
        options.addAll(timing());
        options.add(spool());
        options.add(embedded());
        return new Option(
                "broker",
                new Section(List.copyOf(options), List.of("park_sleeping")),
                List.of(),
                "The MQTT side.",
                "",
                List.of());
    }

    private static List<Option> identity() {
        return List.of(
                Option.of("username", Texts.USER, "", "User name towards the broker; empty for none.")
                        .see("clients[].broker_username"),
                Option.of(
                                "password_file",
                                Paths.FILE,
                                "",
                                "File whose first line is the password. Never write the password " + "itself here.")
                        .see("broker.username"),
                tls(),
                Option.of(
                        "client_id",
                        Texts.template(Form.CLIENT_ID, false, "client_id", "gateway"),
                        "{client_id}",
                        "MQTT client id of a device's connection. {client_id} is the device's own and "
                                + "must be part of it."),
                Option.of(
                        "topic_prefix",
                        Texts.template(Form.TOPIC, true, "gateway"),
                        "",
                        "Put before every topic that devices publish and subscribe to, such as "
                                + "\"site7/\"; devices do not see it."));
    }

    private static List<Option> timing() {
        return List.of(
                Option.of(
                        "keep_alive",
                        Durations.between("5s", Durations.LONGEST),
                        "60s",
                        "MQTT keep-alive of the connections to the broker. It is the gateway's own: a "
                                + "device's keep-alive is supervised here."),
                Option.of(
                                "connect_timeout",
                                Durations.between("1s", "5m"),
                                "10s",
                                "How long a connection to the broker may take to be accepted.")
                        .atLimit("The attempt has failed and is repeated after a pause.")
                        .see("broker.reconnect"),
                Option.of(
                                "connects_at_once",
                                Numbers.between(1, CONNECTS_MAX),
                                "50",
                                "Connections to the broker being opened at the same time.")
                        .atLimit("Further ones wait for their turn."),
                reconnect(),
                Option.of(
                        "receive_maximum",
                        Numbers.between(1, RECEIVE_MAXIMUM_MAX).or("auto", 0),
                        "auto",
                        "How many messages of one device the broker is told that it may send ahead of "
                                + "their acknowledgement (MQTT 5 Receive Maximum). auto: twenty times "
                                + "sleep.queue.max_messages for the embedded broker; no limit of ours for others, whose own window counts "
                                + "(20 with Mosquitto), because Mosquitto 2.0.11 sends more than it was told."),
                Option.of(
                                "away_limit",
                                Durations.between("1s", "365d"),
                                "24h",
                                "How long devices stay connected while the broker is away. Meanwhile "
                                        + "their QoS 1 and 2 messages are stored.")
                        .atLimit("The device is sent DISCONNECT.")
                        .see("broker.spool"),
                Option.of(
                        "clean_session_expiry",
                        Durations.between("0s", "365d"),
                        "48h",
                        "How long the broker keeps the session of a device with CleanSession 1 after "
                                + "this gateway vanished. Longer than a sleep, so that a restart "
                                + "does not lose what waits for a sleeper. MQTT 5 only."),
                Option.of(
                        "will_delay",
                        Durations.between("0s", "24h"),
                        "30s",
                        "How long the broker waits with the Will of a device after this gateway "
                                + "vanished, so that a quick restart sets none off. MQTT 5 only."));
    }

    private static Option spool() {
        return Option.section(
                "spool",
                "Messages of devices that are stored while the broker is away, and acknowledged to the device as "
                        + "soon as they are on the disk. Needs storage.sessions.",
                Option.of(
                                "max_messages",
                                Numbers.between(0, SPOOL_MESSAGES_MAX),
                                "100000",
                                "How many messages of all devices together are stored. 0: none, devices have to "
                                        + "keep their messages until the broker is back.")
                        .atLimit("PUBLISH with QoS 1 or 2 is answered with congestion."),
                Option.of(
                                "max_bytes",
                                Sizes.between(64 * Sizes.KIB, 64 * Sizes.GIB),
                                "64MiB",
                                "How much they may take, with their topics and 64 octets each.")
                        .atLimit("PUBLISH with QoS 1 or 2 is answered with congestion."),
                Option.of(
                        "qos0",
                        Words.BOOLEAN,
                        "false",
                        "Whether messages with QoS 0 are stored, too. false: they are dropped while the broker is "
                                + "away, which is what their sender asked for."));
    }

    private static Option embedded() {
        return Option.section(
                "embedded",
                "The broker inside this process, started when broker.url is embedded.",
                Option.of(
                        "bind",
                        Addresses.BIND,
                        "127.0.0.1:1883",
                        "Address and TCP port of the embedded broker. It asks nobody for a "
                                + "password, so think before it leaves this machine."));
    }

    private static Option url() {
        return Option.of(
                "url",
                new BrokerUrls(),
                "embedded",
                "The MQTT broker: embedded (one inside this process), mqtt://host:1883, mqtts://host:8883, "
                        + "ws://host/mqtt or wss://host/mqtt.");
    }

    private static Option mqttVersion() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("5.0", MqttVersion.V5);
        versions.put("5", MqttVersion.V5);
        versions.put("3.1.1", MqttVersion.V3_1_1);
        return Option.of(
                "mqtt_version",
                new Words(versions, "word"),
                "5.0",
                "Which MQTT is spoken. With 3.1.1 the broker cannot be told how many messages may wait for a sleeper "
                        + "nor when a Will is due.");
    }

    private static Option tls() {
        return Option.section(
                "tls",
                "Encryption; used when broker.url begins with mqtts or wss.",
                Option.of(
                        "ca",
                        new Paths(Paths.Kind.READABLE_FILE, "system"),
                        "system",
                        "File with the certificates (PEM) of the authorities that are trusted, or system for those of "
                                + "the Java runtime."),
                Option.of("cert", Paths.FILE, "", "File with this gateway's certificate chain (PEM); empty for none.")
                        .see("broker.tls.key"),
                Option.of("key", Paths.FILE, "", "File with the private key of the certificate (PEM, PKCS #8).")
                        .see("broker.tls.cert"),
                Option.of(
                        "verify",
                        Words.BOOLEAN,
                        "true",
                        "Whether the broker's certificate and host name are checked. false makes TLS worthless "
                                + "against an attacker in between."));
    }

    private static Option reconnect() {
        return Option.section(
                "reconnect",
                "Pauses between attempts to reach the broker; each is twice as long as the one before, until "
                        + "a connection has lasted for 10 s and for twice the pause that is due.",
                Option.of("min", Durations.between("100ms", "1h"), "1s", "The first pause."),
                Option.of("max", Durations.between("100ms", "24h"), "60s", "The longest pause."),
                Option.of(
                        "jitter",
                        Words.BOOLEAN,
                        "true",
                        "Whether pauses vary at random, so that a fleet does not come back in one moment."));
    }
}

package org.sngateway.gateway.config;

import org.sngateway.gateway.config.GatewayConfig.Format;
import org.sngateway.gateway.config.GatewayConfig.Level;
import org.sngateway.gateway.config.Option.Section;

import java.util.List;
import java.util.Map;

/** Every option there is: the one place where keys, defaults, ranges and their explanations are written down. */
final class Schema {
    private static final int SHARDS_MAX = 64;
    private static final int COUNT_MAX = 10_000_000;

    static final Section ROOT = new Section(
            List.of(
                    gateway(),
                    ListenerOptions.listeners(),
                    BrokerOptions.broker(),
                    ProtocolOptions.protocol(),
                    ProtocolOptions.sleep(),
                    sessions(),
                    admission(),
                    ClientOptions.topics(),
                    ClientOptions.clients(),
                    storage(),
                    HttpOptions.http(),
                    StatusTopicsOptions.statusTopics(),
                    HomeAssistantOptions.homeAssistant(),
                    log()),
            List.of());

    private Schema() {}

    private static Option gateway() {
        return Option.section(
                "gateway",
                "What the gateway is on its sensor network.",
                Option.of(
                        "id",
                        Numbers.between(0, 255),
                        "1",
                        "GwId in ADVERTISE and GWINFO. Must be unique on one sensor network."),
                Option.of(
                        "name",
                        Texts.NAME,
                        "gw1",
                        "Name of this gateway, for logs and wherever {gateway} stands in another option."),
                Option.of(
                        "mode",
                        new Modes(),
                        "transparent",
                        "How devices share broker connections. transparent: each device has its own, under its own "
                                + "client id."),
                Option.of(
                        "shards",
                        Numbers.between(1, SHARDS_MAX).or("auto", 0),
                        "auto",
                        "Event loops, each with its own part of the devices. auto: as many as the machine has "
                                + "processors to spare."));
    }

    private static Option sessions() {
        return Option.section(
                        "sessions",
                        "What is remembered about devices.",
                        Option.of(
                                        "expiry",
                                        Durations.between("1m", "365d"),
                                        "7d",
                                        "A disconnected or lost device with CleanSession 0 is forgotten after this time.")
                                .atLimit(
                                        "The session with its topic ids, subscriptions and Will is removed; the device has "
                                                + "to start anew.")
                                .see("broker.clean_session_expiry")
                                .atStart(),
                        Option.of(
                                        "max_clients",
                                        Numbers.between(1, COUNT_MAX),
                                        "10000",
                                        "How many devices may have a session at the same time.")
                                .atLimit("CONNECT is answered with CONNACK congestion.")
                                .see("admission.sessions_per_source"),
                        Option.of(
                                        "max_topics",
                                        Numbers.between(1, 65_534),
                                        "1000",
                                        "Topic ids that one device may have registered or been given.")
                                .atLimit("REGISTER is answered with congestion, and so is SUBSCRIBE by name."),
                        Option.of(
                                        "max_subscriptions",
                                        Numbers.between(1, 65_534),
                                        "100",
                                        "Subscriptions that one device may have.")
                                .atLimit("SUBSCRIBE is answered with SUBACK congestion."),
                        Option.of(
                                "keep_will",
                                Words.BOOLEAN,
                                "true",
                                "Whether a Will is kept after it was published because its device was lost. true: it is "
                                        + "published again when the device is lost again."))
                .live();
    }

    private static Option admission() {
        return Option.section(
                        "admission",
                        "Limits before a device has a session. A source is one host, whatever its ports.",
                        Option.of(
                                        "sessions_per_source",
                                        Numbers.between(1, COUNT_MAX),
                                        "10000",
                                        "Sessions from one source. As many as sessions.max_clients, because a thousand devices "
                                                + "behind one router or forwarder are one source; lower it where every "
                                                + "device has an address of its own.")
                                .atLimit("CONNECT is answered with CONNACK congestion.")
                                .see("sessions.max_clients"),
                        Option.of(
                                        "connects_per_source",
                                        new Rates(),
                                        "1000/s burst 10000",
                                        "CONNECTs of one source. Devices that are answered with congestion stay away for five "
                                                + "minutes, so that ten thousand of them behind one router must pass when "
                                                + "they come back after a power cut. It is broker.connects_at_once that "
                                                + "protects the broker.")
                                .atLimit("CONNECT is answered with CONNACK congestion.")
                                .see("broker.connects_at_once"),
                        Option.of(
                                        "connects",
                                        new Rates(),
                                        "2000/s burst 20000",
                                        "CONNECTs of all sources together; two sites as above may come back at once.")
                                .atLimit("CONNECT is answered with CONNACK congestion.")
                                .see("broker.connects_at_once"),
                        Option.of(
                                        "disconnects_per_source",
                                        new Rates(),
                                        "1/s burst 3",
                                        "DISCONNECTs to one address and port that has no session. They tell a device that the "
                                                + "gateway does not know it.")
                                .atLimit("Nothing is answered; the message is counted as dropped."),
                        Option.of(
                                        "disconnects",
                                        new Rates(),
                                        "1000/s burst 1000",
                                        "DISCONNECTs to all those without a session together.")
                                .atLimit("Nothing is answered; the message is counted as dropped."),
                        Option.of(
                                        "searches",
                                        new Rates(),
                                        "5/s burst 10",
                                        "Answers to SEARCHGW through multicast groups. The whole network hears each of them, "
                                                + "so one answer serves many who search.")
                                .atLimit("Nothing is answered; the message is counted as dropped."),
                        Option.of(
                                        "sources_max",
                                        Numbers.between(16, COUNT_MAX),
                                        "10000",
                                        "How many sources the limits above are kept for.")
                                .atLimit(
                                        "The source that was silent longest is forgotten; its limits start full again."))
                .live();
    }

    private static Option storage() {
        return Option.section(
                "storage",
                "What is kept on disk.",
                Option.of(
                        "dir",
                        Paths.DIRECTORY,
                        "data",
                        "Where the gateway keeps what must survive a restart, relative to the working "
                                + "directory: sessions.db, and the embedded broker's messages in a folder of it. One "
                                + "gateway for each directory."),
                Option.of(
                                "sessions",
                                Words.BOOLEAN,
                                "true",
                                "Whether sessions are stored, and messages while the broker is away. false: after a "
                                        + "restart devices have to start anew, and nothing is stored for an absent "
                                        + "broker.")
                        .see("broker.spool"),
                Option.of(
                        "flush",
                        Durations.between("100ms", "1h"),
                        "5s",
                        "How long changes that no promise depends on, such as when a sleeper was heard, may wait to "
                                + "be written together. Longer is easier on SD cards; when the gateway is killed, "
                                + "a sleeper counts as heard that much earlier."),
                Option.of(
                        "sync",
                        Words.of(GatewayConfig.Sync.class),
                        "full",
                        "full: what a device was promised is on the disk before it is told. normal: it survives the "
                                + "end of the gateway, but the last seconds may be lost when the power fails."));
    }

    private static Option log() {
        return Option.section(
                "log",
                "What is written about the gateway's work.",
                Option.of(
                                "level",
                                Words.of(Level.class),
                                "info",
                                "The least severe lines that are written. info: what becomes of sessions; debug: each message.")
                        .live(),
                Option.of(
                        "format",
                        Words.of(Format.class),
                        "auto",
                        "How a line is written. auto: text on a terminal, else logfmt (key=value). For "
                                + "systemd's journal logfmt lines begin with its priority in place of the time."),
                Option.of("packets", Words.BOOLEAN, "false", "Whether every message of every device is logged.")
                        .live());
    }

    /** The modes: one that exists, and one that is refused with a sentence of its own. */
    private record Modes() implements ValueType {
        private static final Words WORDS = new Words(Map.of("transparent", GatewayConfig.Mode.TRANSPARENT), "word");

        @Override
        public Checked parse(String text) {
            if (text.equals("aggregating")) {
                return Checked.problem("aggregating is not available in this version; use transparent");
            }
            return WORDS.parse(text);
        }

        @Override
        public String name() {
            return WORDS.name();
        }

        @Override
        public String allowed() {
            return WORDS.allowed();
        }
    }
}

package org.sngateway.simulator.scenario;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.config.Durations;
import org.sngateway.gateway.config.Numbers;
import org.sngateway.gateway.config.Sizes;
import org.sngateway.gateway.config.ValueType;
import org.sngateway.gateway.config.Words;
import org.sngateway.simulator.link.LinkPresets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of a scenario file, section by section: the reader and the reference are made from it. */
final class Keys {
    private static final int MANY = 1_000_000;
    private static final int PAYLOAD_MAX = 60_000;
    private static final ValueType TIME = Durations.between("0s", "365d");
    private static final ValueType POSITIVE = Durations.between("1ms", "365d");
    private static final ValueType SECONDS = Durations.between("0s", Durations.LONGEST);
    private static final ValueType QOS = qos();
    private static final ValueType COUNT = Numbers.between(0, MANY);
    private static final String BY_PROFILE = "What is not given is the profile's.";

    static final List<Key> TOP = List.of(
            Key.of("name", Types.TEXT, "", "What the run is called; else the file's name."),
            Key.of("summary", Types.TEXT, "", "One sentence that `sn-sim list` and the report show."),
            Key.of("seed", Numbers.between(0, Integer.MAX_VALUE), "1", "Of all chance in the run."),
            Key.nested("target", "section", "What is tested."),
            Key.nested("fleets", "list of sections", "The devices; at least one fleet."),
            Key.nested("links", "sections by name", "Links of this file's own."),
            Key.nested("downlink", "list of sections", "What the broker's side publishes to devices."),
            Key.nested("timeline", "list of sections", "What happens when."),
            Key.of(
                    "duration",
                    Durations.between("1s", "365d"),
                    "5m",
                    "From the first device's start to the end of traffic."),
            Key.optional(
                    "settle",
                    TIME,
                    "How long the run waits for what is still on its way after that, at most. Else 30s and, with"
                            + " downlinks to sleepers, the longest time between their wake-ups."),
            Key.nested("thresholds", "conditions by metric", "What has to come out."));

    static final List<Key> TARGET = List.of(
            Key.of("gateway", Types.TEXT, "127.0.0.1:1883", "Host and UDP port of the gateway."),
            Key.optional(
                    "broker",
                    Types.TEXT,
                    "`mqtt://[user:password@]host[:port]` or `mqtts://` of the broker behind it, or none. Without it nothing can be said of deliveries."),
            Key.optional("metrics", Types.TEXT, "URL of the gateway's own metrics as Prometheus text."),
            Key.nested(
                    "observe",
                    "list of topic filters",
                    "Where messages to predefined topics may arrive whose `topic` is not given; else `#`."));

    static final List<Key> FLEET = List.of(
            Key.optional("name", Types.NAMES, "Must be given; every fleet has its own."),
            Key.of("count", Numbers.between(1, MANY), "1", "How many devices."),
            Key.of("client_id", Types.CLIENT_ID, "{fleet}-{n}", "Different for each device of all fleets."),
            Key.of("profile", new Profile.Type(), "always-on", "What kind of devices; see Profiles."),
            Key.nested("connect", "section", "How they connect. " + BY_PROFILE),
            Key.nested("publish", "list of sections", "What they publish. " + BY_PROFILE + " `[]` is nothing."),
            Key.nested("subscribe", "list of filters or sections", "What they subscribe to. " + BY_PROFILE),
            Key.nested("sleep", "section", "How they sleep. " + BY_PROFILE),
            Key.nested("retry", "section", "How they repeat what is not answered."),
            Key.of("link", Types.NAMES, LinkPresets.DEFAULT, "A preset, or a link of this file."),
            Key.optional("forwarder", Numbers.between(0, MANY), "Devices behind each forwarder; 0 is without."),
            Key.optional("misbehaving", Types.SHARE, "Share of their datagrams that is malformed or out of place."));

    static final List<Key> CONNECT = List.of(
            Key.optional("keep_alive", SECONDS, "Of CONNECT. " + BY_PROFILE),
            Key.optional("clean_session", Words.BOOLEAN, "Of CONNECT. " + BY_PROFILE),
            Key.of("window", Numbers.between(1, 10_000), "1", "QoS 1 and 2 messages outstanding at a time."),
            Key.nested("will", "section", "A Will that each device registers."));

    static final List<Key> WILL = List.of(
            Key.optional("topic", Types.TEMPLATE, "Must be given."),
            Key.of("payload", Types.TEXT, "lost", "Its text."),
            Key.of("qos", QOS, "1", "0, 1 or 2."),
            Key.of("retain", Words.BOOLEAN, "false", "Whether the broker keeps it."));

    static final List<Key> PAYLOAD = List.of(
            Key.nested("payload", "fields by name, each an expression; or one expression", "What a message carries."),
            Key.of("encode", Words.of(PayloadSpec.Encoding.class), "json", "json, text (one expression) or binary."),
            Key.of("size", Sizes.between(0, PAYLOAD_MAX), "0", "Filled up to this length; 0 as long as it becomes."));

    static final List<Key> PUBLISH = join(
            List.of(
                    Key.optional("topic", Types.TEMPLATE, "By name. With topic_id: what that stands for."),
                    Key.optional("topic_id", Numbers.between(1, 65_534), "Predefined: the gateway has to know it too."),
                    Key.optional("topic_short", Types.SHORT, "A short topic name."),
                    Key.of("every", POSITIVE, "1m", "From one reading of a device to its next."),
                    Key.of("jitter", Types.SHARE, "10%", "How far an interval may be shorter or longer."),
                    Key.of("qos", QOS, "1", "-1, 0, 1 or 2."),
                    Key.of("retain", Words.BOOLEAN, "false", "Whether the broker keeps it."),
                    Key.of("messages", Numbers.between(1, 1000), "1", "How many make a reading.")),
            PAYLOAD);

    static final List<Key> SUBSCRIBE = List.of(
            Key.optional("topic", Types.TEMPLATE, "A filter. With topic_id: what that stands for."),
            Key.optional("topic_id", Numbers.between(1, 65_534), "Predefined."),
            Key.optional("topic_short", Types.SHORT, "A short topic name."),
            Key.of("qos", QOS, "1", "0, 1 or 2."));

    static final List<Key> SLEEP = List.of(
            Key.of("duration", Durations.between("1s", Durations.LONGEST), "300s", "Told to the gateway."),
            Key.of("wake", new WakeRule(), "before publish", "How often they collect what waits for them."),
            Key.of(
                    "publish",
                    yesOrNo("connected", "asleep"),
                    "connected",
                    "Whether they connect for their readings (MQTT-SN 1.2), or publish without leaving their sleep."));

    static final List<Key> RETRY = List.of(
            Key.of("interval", POSITIVE, "10s", "T_retry (MQTT-SN 1.2 s.6.13)."),
            Key.of("count", Numbers.between(0, 100), "3", "N_retry."),
            Key.of(
                    "reconnect",
                    POSITIVE,
                    "10s",
                    "Until a lost or refused device connects again, doubled up to 16 times."));

    static final List<Key> LINK = List.of(
            Key.optional("like", Types.NAMES, "A preset that this link differs from; else ideal."),
            Key.optional("delay", TIME, "One way."),
            Key.optional("jitter", TIME, "How far a delay may be shorter or longer; evenly distributed."),
            Key.optional("loss", Types.SHARE, "Lost outside bursts."),
            Key.nested("loss_model", "section", "`gilbert_elliott`, for losses in bursts."),
            Key.optional("duplicate", Types.SHARE, "Arrives twice."),
            Key.optional("reorder", Types.SHARE, "Overtakes others: is not delayed. All others keep their order."),
            Key.optional("rate", Types.BIT_RATE, "Of each direction; IP and UDP headers count."),
            Key.optional("queue", COUNT, "Datagrams that wait at that rate; more are lost. 0 is unlimited."),
            Key.nested("nat", "section", "A NAT box on the way."));

    static final List<Key> LOSS_MODEL =
            List.of(Key.nested("gilbert_elliott", "section", "Good and bad times (Gilbert and Elliott)."));

    static final List<Key> BURSTS = List.of(
            Key.of("p", Types.SHARE, "1%", "Chance of a datagram to begin a burst."),
            Key.of("r", Types.SHARE, "30%", "Chance to end it: bursts are 1/r datagrams long."),
            Key.of("loss", Types.SHARE, "100%", "Lost within a burst."));

    static final List<Key> NAT = List.of(
            Key.of("timeout", POSITIVE, "120s", "Of silence, after which an address is forgotten."),
            Key.of("rebind", yesOrNo("address", "port"), "port", "What is new afterwards."));

    static final List<Key> DOWNLINK = join(
            List.of(
                    Key.optional("fleet", Types.NAMES, "Whom to; else the first fleet."),
                    Key.of("topic", Types.TEMPLATE, "cmd/{client_id}/do", "Must match what the fleet subscribes to."),
                    Key.of("from", TIME, "30s", "Of the first message; devices follow spread over one interval."),
                    Key.of("every", POSITIVE, "1m", "Between two messages to the same device."),
                    Key.of("count", COUNT, "0", "Messages to each device; 0 is until the end of traffic."),
                    Key.optional(
                            "bytes", Sizes.between(1, 64 * Sizes.MIB), "In place of count: so much to each device."),
                    Key.of("chunk", Sizes.between(16, PAYLOAD_MAX), "200", "With bytes: so much in each message."),
                    Key.of("qos", QOS, "1", "0, 1 or 2."),
                    Key.of("retain", Words.BOOLEAN, "false", "Whether the broker keeps it."),
                    Key.of("expiry", Durations.between("0s", "365d"), "0s", "MQTT 5 message expiry; 0s is none.")),
            PAYLOAD);

    /** The keys of a step besides its action. */
    static final List<Key> STEP_TIME = List.of(
            Key.optional("at", TIME, "Must be given: time after the start."),
            Key.of("repeat", Numbers.between(1, 1000), "1", "How often."),
            Key.of("every", POSITIVE, "30s", "With repeat: from one time to the next."));

    private static final Key WHO = Key.optional("fleet", Types.NAMES, "Must be given.");
    private static final Key SHARE = Key.of("share", Types.SHARE, "100%", "Of its devices.");
    private static final Key FOR = Key.of("for", POSITIVE, "30s", "How long.");
    private static final Key DOWN = Key.of("down", TIME, "0s", "How long it is gone.");
    private static final Key RESTART = Key.optional("restart", Words.BOOLEAN, "Stopped in order and started again.");
    private static final Key KILL = Key.optional("kill", Words.BOOLEAN, "Killed (SIGKILL) and started again.");

    /** The keys of each action. */
    static final Map<String, List<Key>> ACTIONS = actions();

    private Keys() {}

    /** Two words in place of true and false, always in this order. */
    private static Words yesOrNo(String yes, String no) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put(yes, true);
        words.put(no, false);
        return new Words(words, "word");
    }

    private static Map<String, List<Key>> actions() {
        Map<String, List<Key>> all = new LinkedHashMap<>();
        all.put("ramp", List.of(WHO, Key.of("over", TIME, "10s", "Switched on evenly over this time.")));
        all.put(
                "power_cut",
                List.of(WHO, SHARE, FOR, Key.of("restore", new Restore(), "simultaneous", "How they come back.")));
        all.put(
                "rebind",
                List.of(WHO, SHARE, Key.of("what", Words.of(Step.Rebind.What.class), "port", "What changes.")));
        all.put("swap_addresses", List.of(WHO, SHARE));
        all.put("link", List.of(WHO, Key.optional("link", Types.NAMES, "Must be given: theirs from now on.")));
        all.put("gateway", List.of(RESTART, KILL, DOWN));
        all.put("broker", List.of(RESTART, KILL, DOWN));
        all.put(
                "broker_trouble",
                List.of(
                        Key.of("trouble", Words.of(Step.BrokerTrouble.Trouble.class), "stall", "What is bad."),
                        Key.of("delay", TIME, "500ms", "With trouble delay: how late answers come."),
                        FOR));
        all.put(
                "attack",
                List.of(
                        Key.of("abuse", Words.of(Step.Attack.Abuse.class), "malformed", "What strangers send."),
                        Key.of("rate", Types.RATE, "100/s", "Datagrams of all strangers."),
                        FOR));
        return all;
    }

    private static ValueType qos() {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("-1", Qos.MINUS_ONE);
        words.put("0", Qos.ZERO);
        words.put("1", Qos.ONE);
        words.put("2", Qos.TWO);
        return new Words(words, "QoS");
    }

    private static List<Key> join(List<Key> first, List<Key> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}

package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Raw;
import org.sngateway.gateway.config.YamlText;
import org.sngateway.simulator.scenario.ConnectSpec.WillSpec;
import org.sngateway.simulator.scenario.SectionReader.Item;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads one fleet. */
final class FleetReader {
    private static final Profile OTHERWISE = Profile.ALL.values().iterator().next();

    private final SectionReader in;
    private final String observed;

    /** @param observed where messages to predefined topics without a name may arrive */
    FleetReader(SectionReader in, String observed) {
        this.in = in;
        this.observed = observed;
    }

    FleetSpec read(int index) {
        String name = in.needed("name", String.class, "fleet" + (index + 1));
        Profile profile = in.get("profile", Profile.class, OTHERWISE);
        List<PublishSpec> publishes = publishes(profile);
        List<SubscribeSpec> subscribes = subscribes(profile);
        ConnectSpec connect = profile.connects() || in.has("connect") ? connect(profile) : null;
        SleepSpec sleep = profile.sleeps() || in.has("sleep") ? sleep() : null;
        SectionReader retry = in.section("retry", Keys.RETRY);
        if (connect == null) {
            if (publishes.stream().anyMatch(publish -> publish.qos() != Qos.MINUS_ONE)) {
                in.problem("publish", "devices that never connect can publish with qos: -1 only");
            }
            if (!subscribes.isEmpty() || sleep != null) {
                in.problem(sleep == null ? "subscribe" : "sleep", "devices that never connect can only publish");
            }
        }
        Integer nodes = in.find("forwarder", Integer.class);
        Double wrong = in.find("misbehaving", Double.class);
        return new FleetSpec(
                name,
                in.get("count", Integer.class, 1),
                new Pattern(in.get("client_id", String.class, "{fleet}-{n}")),
                profile.word(),
                connect,
                publishes,
                subscribes,
                sleep,
                new RetrySpec(
                        retry.nanos("interval", "10s"),
                        retry.get("count", Integer.class, 3),
                        retry.nanos("reconnect", "10s")),
                in.get("link", String.class, "lan"),
                nodes == null ? profile.nodesPerForwarder() : nodes,
                wrong == null ? profile.misbehaving() : wrong);
    }

    private ConnectSpec connect(Profile profile) {
        SectionReader connect = in.section("connect", Keys.CONNECT);
        Duration keepAlive = connect.find("keep_alive", Duration.class);
        Boolean clean = connect.find("clean_session", Boolean.class);
        return new ConnectSpec(
                keepAlive == null ? profile.keepAliveSeconds() : Math.toIntExact(keepAlive.toSeconds()),
                clean == null ? profile.cleanSession() : clean,
                connect.get("window", Integer.class, 1),
                connect.has("will") ? will(connect.section("will", Keys.WILL)) : null);
    }

    private static WillSpec will(SectionReader will) {
        String topic = will.needed("topic", String.class, "lost/{client_id}");
        return new WillSpec(
                new Pattern(topic),
                will.get("payload", String.class, "lost"),
                connectedQos(will),
                will.get("retain", Boolean.class, false));
    }

    static Qos connectedQos(SectionReader in) {
        Qos qos = in.get("qos", Qos.class, Qos.ONE);
        if (qos == Qos.MINUS_ONE) {
            in.problem("qos", "must be 0, 1 or 2 here");
        }
        return qos;
    }

    private SleepSpec sleep() {
        SectionReader sleep = in.section("sleep", Keys.SLEEP);
        long seconds = sleep.nanos("duration", "300s") / 1_000_000_000L;
        long wake = sleep.nanos("wake", "before publish");
        if (wake > seconds * 1_000_000_000L) {
            sleep.problem(
                    "wake", "is longer than sleep.duration (" + seconds + "s): the gateway would take them for lost");
        }
        return new SleepSpec(Math.toIntExact(seconds), wake, sleep.get("publish", Boolean.class, true));
    }

    private List<PublishSpec> publishes(Profile profile) {
        List<PublishSpec> all = new ArrayList<>();
        for (Item item : items("publish", profile.publish())) {
            SectionReader publish = in.section(item, Keys.PUBLISH);
            TopicSpec topic = TopicReader.read(publish, false, observed);
            Qos qos = publish.get("qos", Qos.class, Qos.ONE);
            if (qos == Qos.MINUS_ONE && topic instanceof TopicSpec.Named) {
                publish.problem("qos", "-1 needs a topic_id or topic_short: there is no connection to register a name");
            }
            all.add(new PublishSpec(
                    topic,
                    publish.nanos("every", "1m"),
                    publish.get("jitter", Double.class, 0.0),
                    qos,
                    publish.get("retain", Boolean.class, false),
                    publish.get("messages", Integer.class, 1),
                    PayloadReader.read(publish)));
        }
        return all;
    }

    /** What is written, or what the profile has. */
    private List<Item> items(String key, String fallback) {
        if (in.has(key)) {
            return in.items(key);
        }
        Raw raw = YamlText.ofValue(fallback, Place.DEFAULT, in.problems());
        List<Item> items = new ArrayList<>();
        if (raw instanceof Raw.Sequence sequence) {
            sequence.items().forEach(item -> items.add(new Item(item, in.at(key))));
        }
        return items;
    }

    private List<SubscribeSpec> subscribes(Profile profile) {
        List<SubscribeSpec> all = new ArrayList<>();
        if (!in.has("subscribe")) {
            profile.subscribe().forEach(filter -> all.add(named(filter)));
            return all;
        }
        for (Item item : in.items("subscribe")) {
            SectionReader subscribe = subscription(item);
            all.add(new SubscribeSpec(TopicReader.read(subscribe, true, observed), connectedQos(subscribe)));
        }
        return all;
    }

    private static SubscribeSpec named(String filter) {
        return new SubscribeSpec(new TopicSpec.Named(new Pattern(filter)), Qos.ONE);
    }

    /** A filter alone stands for a section with nothing else. */
    private SectionReader subscription(Item item) {
        @Nullable Raw raw = item.raw();
        if (raw instanceof Raw.Scalar scalar && !scalar.isNull()) {
            Raw.Entry topic = new Raw.Entry("topic", scalar.place(), scalar);
            raw = new Raw.Mapping(List.of(topic), scalar.place());
        }
        return new SectionReader(raw, item.path(), Keys.SUBSCRIBE, in.problems());
    }
}

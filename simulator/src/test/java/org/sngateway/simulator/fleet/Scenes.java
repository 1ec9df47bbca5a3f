package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.measure.Threshold;
import org.sngateway.simulator.scenario.ConnectSpec;
import org.sngateway.simulator.scenario.DownlinkSpec;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.PayloadSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.RetrySpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.SleepSpec;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.scenario.SubscribeSpec;
import org.sngateway.simulator.scenario.Target;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts scenarios together: one fleet of always-on devices with a reading every ten seconds, unless a test says otherwise. */
final class Scenes {
    static final long SECOND = 1_000_000_000L;

    static final PayloadSpec JSON =
            new PayloadSpec(List.of(new PayloadSpec.Field("seq", at -> at.sequence())), PayloadSpec.Encoding.JSON, 0);

    private final List<FleetSpec> fleets = new ArrayList<>();
    private final Map<String, LinkSpec> links = new HashMap<>(Map.of("ideal", LinkSpec.IDEAL));
    private final List<DownlinkSpec> downlinks = new ArrayList<>();
    private final List<Step> timeline = new ArrayList<>();
    private final List<Threshold> thresholds = new ArrayList<>();
    private long seed = 7;
    private long durationNanos = 60 * SECOND;
    private long settleNanos = 30 * SECOND;

    /** A fleet while it is put together. */
    static final class FleetScene {
        private final String name;
        private final int count;
        private @Nullable ConnectSpec connect = new ConnectSpec(60, true, 1, null);
        private final List<PublishSpec> publishes = new ArrayList<>();
        private final List<SubscribeSpec> subscribes = new ArrayList<>();
        private @Nullable SleepSpec sleep;
        private RetrySpec retry = new RetrySpec(5 * SECOND, 3, 10 * SECOND);
        private String link = "ideal";
        private int nodesPerForwarder;
        private double misbehaving;

        FleetScene(String name, int count) {
            this.name = name;
            this.count = count;
        }

        FleetScene publishes(long everySeconds, Qos qos) {
            TopicSpec topic = new TopicSpec.Named(new Pattern("up/{client_id}/q" + qos.bits()));
            return publishes(new PublishSpec(topic, everySeconds * SECOND, 0.2, qos, false, 1, JSON));
        }

        FleetScene publishes(PublishSpec publish) {
            publishes.add(publish);
            return this;
        }

        FleetScene subscribes() {
            TopicSpec filter = new TopicSpec.Named(new Pattern("down/{client_id}/#"));
            subscribes.add(new SubscribeSpec(filter, Qos.TWO));
            return this;
        }

        FleetScene subscribesTo(SubscribeSpec subscribe) {
            subscribes.add(subscribe);
            return this;
        }

        FleetScene sleeps(int durationSeconds, long wakeEverySeconds, boolean isConnectedToPublish) {
            sleep = new SleepSpec(durationSeconds, wakeEverySeconds * SECOND, isConnectedToPublish);
            return this;
        }

        FleetScene connects(@Nullable ConnectSpec spec) {
            connect = spec;
            return this;
        }

        FleetScene retries(long seconds, int count, long reconnectSeconds) {
            retry = new RetrySpec(seconds * SECOND, count, reconnectSeconds * SECOND);
            return this;
        }

        FleetScene link(String name) {
            link = name;
            return this;
        }

        FleetScene behindForwarders(int nodes) {
            nodesPerForwarder = nodes;
            return this;
        }

        FleetScene misbehaves(double share) {
            misbehaving = share;
            return this;
        }

        FleetSpec spec() {
            return new FleetSpec(
                    name,
                    count,
                    new Pattern(name + "-{n:4}"),
                    "test",
                    connect,
                    publishes,
                    subscribes,
                    sleep,
                    retry,
                    link,
                    nodesPerForwarder,
                    misbehaving);
        }
    }

    static FleetScene fleet(String name, int count) {
        return new FleetScene(name, count);
    }

    Scenes with(FleetScene fleet) {
        fleets.add(fleet.spec());
        return this;
    }

    Scenes seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    Scenes lasts(long seconds, long settleSeconds) {
        durationNanos = seconds * SECOND;
        settleNanos = settleSeconds * SECOND;
        return this;
    }

    Scenes link(String name, LinkSpec link) {
        links.put(name, link);
        return this;
    }

    Scenes downlink(String fleet, long everySeconds, long count, Qos qos) {
        return downlink(new DownlinkSpec(
                fleet,
                new Pattern("down/{client_id}/c"),
                15 * SECOND,
                everySeconds * SECOND,
                count,
                qos,
                false,
                0,
                JSON));
    }

    Scenes downlink(DownlinkSpec downlink) {
        downlinks.add(downlink);
        return this;
    }

    Scenes at(long seconds, Step.Action action) {
        timeline.add(new Step(seconds * SECOND, action));
        return this;
    }

    Scenes threshold(Threshold threshold) {
        thresholds.add(threshold);
        return this;
    }

    Scenario scenario() {
        return new Scenario(
                "test",
                "A test.",
                "",
                seed,
                new Target("gateway", 1883, "mqtt://broker", null),
                fleets,
                links,
                downlinks,
                timeline,
                durationNanos,
                settleNanos,
                thresholds);
    }
}

package org.sngateway.gateway.session;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.EngineSettings;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each option of the engine that counts live does: a gateway whose configuration is changed behaves as one that was started
 * with the changed one, also towards the sessions that it had, and that is not how it behaved before.
 */
public class LiveOptionsTest {

    /** Plays something, has {@code change} happen at the moment that matters, and says in words what could be seen. */
    private interface Scenario {
        Object play(EngineFixture fixture, Runnable change);
    }

    /** One option with a value that makes a difference, and what else has to be set so that it can be seen. */
    private record Case(String changed, List<String> besides, Scenario scenario) {
        @Override
        public String toString() {
            return changed;
        }
    }

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    /** The options that are looked at here, as the reference names them. */
    public static Set<String> options() {
        return Collections.unmodifiableSet(CASES.keySet());
    }

    private static void live(String option, String value, Scenario scenario, String... besides) {
        CASES.put(option, new Case(option + "=" + value, List.of(besides), scenario));
    }

    static {
        live("protocol.retry_interval", "2s", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            change.run();
            device.isDelivered("a", "x", Qos.ONE);
            fixture.pass(3);
            return device.takes().size();
        });
        live(
                "protocol.max_retries",
                "1",
                (fixture, change) -> {
                    TestDevice device = subscribed(fixture);
                    device.isDelivered("a", "x", Qos.ONE);
                    change.run();
                    fixture.pass(10);
                    return device.takes().size();
                },
                "protocol.retry_interval=1s");
        live("protocol.transaction_time", "2s", (fixture, change) -> {
            fixture.device("d").sends(Messages.connectWithWill("d", true));
            change.run();
            fixture.pass(5);
            return fixture.engine.sessions();
        });
        live("protocol.probe", "true", (fixture, change) -> {
            TestDevice device = fixture.connected("d", true, 10);
            change.run();
            fixture.pass(12);
            return device.takes();
        });
        live("protocol.idle_limit", "1m", (fixture, change) -> {
            TestDevice device = fixture.connected("d", false, 0);
            change.run();
            fixture.pass(70);
            return device.state().name();
        });
        live("protocol.client_id_max", "5", (fixture, change) -> {
            change.run();
            return connects(fixture.device("longer"), "longer");
        });
        live("protocol.forwarders", "[]", (fixture, change) -> {
            change.run();
            fixture.device("f").sendsAsNode("n", Messages.connect("c", true));
            return fixture.engine.sessions();
        });
        live("protocol.uplink_window", "1", (fixture, change) -> {
            TestDevice device = registered(fixture);
            fixture.broker.answersPublishes = false;
            change.run();
            device.sends(Messages.publish(Qos.ONE, 0x0401, 1, "1"));
            device.sends(Messages.publish(Qos.ONE, 0x0401, 2, "2"));
            return device.takes();
        });
        strays();
        sleep();
        queue();
        sessions();
        admission();
    }

    private static void strays() {
        String on = "protocol.publish_minus_one.enabled=true";
        Scenario five = (fixture, change) -> {
            fixture.device("d").sends(minusOne("zz"));
            fixture.pass(1);
            change.run();
            for (int i = 0; i < 5; i++) {
                fixture.device("d").sends(minusOne("ab"));
            }
            return fixture.broker.gatewayPublishes.subList(
                    Math.min(1, fixture.broker.gatewayPublishes.size()), fixture.broker.gatewayPublishes.size());
        };
        Scenario one = (fixture, change) -> {
            change.run();
            fixture.device("d").sends(minusOne("ab"));
            return fixture.broker.gatewayPublishes;
        };
        live("protocol.publish_minus_one.enabled", "true", one);
        live("protocol.publish_minus_one.allow_topics", "x/#", one, on);
        live("protocol.publish_minus_one.allow", "192.0.2.0/24", one, on);
        live("protocol.publish_minus_one.rate", "1/s", five, on);
        live("protocol.publish_minus_one.retain", "true", one, on);
    }

    private static Publish minusOne(String name) {
        return new Publish(false, Qos.MINUS_ONE, true, Messages.shortName(name), 0, Octets.ofUtf8("x"));
    }

    private static void sleep() {
        live("sleep.max_duration", "10s", (fixture, change) -> {
            TestDevice device = fixture.connected("d", false, 60);
            change.run();
            device.sleeps(100);
            fixture.pass(30);
            return device.state().name();
        });
        live("sleep.tolerance", "300%", (fixture, change) -> {
            TestDevice device = fixture.connected("d", false, 60);
            device.sleeps(10);
            change.run();
            fixture.pass(20);
            return device.state().name();
        });
        live("sleep.wake_from", "any", (fixture, change) -> {
            TestDevice device = fixture.connected("d", false, 60);
            device.sleeps(60);
            change.run();
            TestDevice elsewhere = fixture.device("d", 250, 9);
            elsewhere.wakes();
            return elsewhere.takes();
        });
        live("sleep.wake_connect", "strict", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            device.isDelivered("a", "x", Qos.ONE);
            change.run();
            device.sends(Messages.connect("d", true));
            return device.takes();
        });
        live("sleep.uplink", "strict", (fixture, change) -> {
            TestDevice device = registered(fixture);
            device.sleeps(60);
            change.run();
            device.sends(Messages.publish(Qos.ZERO, 0x0401, 0, "x"));
            return device.leg().publishes.size();
        });
        live("sleep.wakes_max", "1", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(600);
            device.isDelivered("a", "x", Qos.ONE);
            change.run();
            device.wakes();
            fixture.pass(70);
            device.wakes();
            return device.leg().acknowledged;
        });
        live("sleep.messages_per_wake", "1", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            change.run();
            return wokenWith(device, "1", "2");
        });
    }

    private static void queue() {
        String big = "x".repeat(100);
        live("sleep.queue.max_messages", "2", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            change.run();
            return wokenWith(device, "1", "2", "3", "4");
        });
        live("sleep.queue.max_bytes", "256", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            change.run();
            return wokenWith(device, "1" + big, "2" + big, "3" + big, "4" + big);
        });
        live("sleep.queue.expiry", "1s", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            change.run();
            device.isDelivered("a", "x", Qos.ONE);
            fixture.pass(5);
            return wokenWith(device);
        });
        live("sleep.queue.keep_latest", "a", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            device.sleeps(60);
            change.run();
            return wokenWith(device, "1", "2", "3");
        });
    }

    /** What a sleeper gets when these wait for it, with QoS 0. */
    private static Object wokenWith(TestDevice device, String... payloads) {
        for (String payload : payloads) {
            device.isDelivered("a", payload, Qos.ZERO);
        }
        device.wakes();
        return device.takes();
    }

    private static void sessions() {
        live("sessions.max_topics", "1", (fixture, change) -> {
            TestDevice device = registered(fixture);
            change.run();
            device.sends(Messages.register(2, "t/2"));
            return device.takes();
        });
        live("sessions.max_subscriptions", "1", (fixture, change) -> {
            TestDevice device = subscribed(fixture);
            change.run();
            device.sends(Messages.subscribe(2, "b", Qos.ZERO));
            return device.takes();
        });
        live("sessions.keep_will", "false", (fixture, change) -> {
            TestDevice device = fixture.device("d");
            device.sends(new Connect(true, false, 1, 10, Octets.ofUtf8("d")));
            device.sends(Messages.willTopic("w"));
            device.sends(Messages.willMsg("gone"));
            change.run();
            fixture.pass(20);
            return fixture.session("d").storedWill();
        });
    }

    private static void admission() {
        live("admission.sessions_per_source", "1", (fixture, change) -> {
            connects(fixture.device("d1"), "d1");
            change.run();
            return connects(fixture.device("d2", 1, 6000), "d2");
        });
        Scenario three = (fixture, change) -> {
            connects(fixture.device("d0"), "d0");
            fixture.pass(1);
            change.run();
            List<Object> answers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                answers.add(connects(fixture.device("d" + i, 1, 6000 + i), "d" + i));
            }
            return answers;
        };
        live("admission.connects_per_source", "1/s", three);
        live("admission.connects", "1/s", three);
        live("admission.disconnects_per_source", "1/s", (fixture, change) -> {
            TestDevice stranger = fixture.device("s");
            stranger.sends(Messages.publish(Qos.ZERO, 1, 0, "x"));
            fixture.pass(1);
            change.run();
            return told(stranger, 5);
        });
        live("admission.disconnects", "1/s", (fixture, change) -> {
            change.run();
            int told = 0;
            for (int i = 0; i < 5; i++) {
                told += told(fixture.device("s", 10 + i, 5000), 1);
            }
            return told;
        });
        live("admission.searches", "1/s", (fixture, change) -> {
            fixture.pass(1);
            change.run();
            for (int i = 0; i < 5; i++) {
                fixture.engine.onMulticastSearch(fixture.device("s").peer, 1, fixture.nowNanos);
            }
            return fixture.multicasts.size();
        });
        live(
                "admission.sources_max",
                "16",
                (fixture, change) -> {
                    TestDevice first = fixture.device("s");
                    told(first, 1);
                    change.run();
                    for (int i = 0; i < 20; i++) {
                        told(fixture.device("s", 10 + i, 5000), 1);
                    }
                    return told(first, 1);
                },
                "admission.disconnects_per_source=1/h");
    }

    private static int told(TestDevice stranger, int times) {
        stranger.takes();
        for (int i = 0; i < times; i++) {
            stranger.sends(Messages.publish(Qos.ZERO, 1, 0, "x"));
        }
        return (int)
                stranger.takes().stream().filter(Disconnect.class::isInstance).count();
    }

    private static Object connects(TestDevice device, String clientId) {
        device.sends(Messages.connect(clientId, true));
        return device.takes().stream().filter(ConnAck.class::isInstance).toList();
    }

    private static TestDevice subscribed(EngineFixture fixture) {
        TestDevice device = fixture.connected("d", false, 60);
        device.sends(Messages.subscribe(900, "a", Qos.TWO));
        device.takes();
        return device;
    }

    /** A device that has registered "t/1" as 0x0401. */
    private static TestDevice registered(EngineFixture fixture) {
        TestDevice device = fixture.connected("d", false, 60);
        device.sends(Messages.register(1, "t/1"));
        device.takes();
        return device;
    }

    private static EngineOptions options(List<String> assignments) {
        LoadResult result = ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), assignments));
        if (result instanceof LoadResult.Refused refused) {
            throw new AssertionError(refused.report().format());
        }
        GatewayConfig config = ((LoadResult.Loaded) result).config();
        return EngineSettings.of(config, 0);
    }

    static List<Case> cases() {
        return List.copyOf(CASES.values());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aChangeCountsAtOnce(Case live) {
        EngineOptions before = options(live.besides());
        List<String> assignments = new ArrayList<>(live.besides());
        assignments.add(live.changed());
        EngineOptions after = options(assignments);
        PredefinedTopics none = new PredefinedTopics(List.of());

        Object asBefore = live.scenario().play(new EngineFixture(defaults -> before), () -> {});
        Object asStarted = live.scenario().play(new EngineFixture(defaults -> after), () -> {});
        EngineFixture changing = new EngineFixture(defaults -> before);
        Object asChanged = live.scenario().play(changing, () -> changing.adopts(after, none));

        assertThat(asStarted).as("the option makes a difference").isNotEqualTo(asBefore);
        assertThat(asChanged).as("after the change").isEqualTo(asStarted);
    }
}

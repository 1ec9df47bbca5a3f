package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.simulator.check.Invariants;
import org.sngateway.simulator.device.DeviceState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole runs. */
class WorldTest {
    private static final int SEEDS = 5;

    @Test
    void makesTheSameRunOfTheSameSeed() {
        Seeds seeds = Seeds.of(Preset.DEFAULT);
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(seeds.digest(seed, List.of()))
                    .as("seed %d, again", seed)
                    .isEqualTo(seeds.digest(seed, Invariants.all()));
        }
        assertThat(seeds.digest(1, List.of())).isNotEqualTo(seeds.digest(2, List.of()));
    }

    /** Hashes of objects differ from process to process; so must nothing depend on them. */
    @Test
    void makesTheSameRunInEveryProcess() {
        assertThat(new RandomStream(1).nextLong()).isEqualTo(6791897765849424158L);
        assertThat(new RandomStream(1).split("network").nextLong()).isEqualTo(-2190112606258782167L);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void keepsAllPromises(Preset preset) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = World.run(seed, preset, Invariants.all());
            assertThat(outcome.failure()).as("seed %d, %s", seed, preset).isNull();
            assertThat(outcome.events()).isPositive();
            assertThat(outcome.deviceHours()).isPositive();
        }
    }

    @Test
    void doesEverythingThatCanGoWrong() {
        List<String> seen = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            World world = new World(SwarmOptions.from(seed, Preset.DEFAULT, 0), List.of(), () -> new Surgery() {});
            world.listen((event, nowNanos) -> {
                String name = event.getClass().getSimpleName();
                if (!seen.contains(name)) {
                    seen.add(name);
                }
            });
            world.run();
        }
        assertThat(seen)
                .contains(
                        "GatewayCrashed",
                        "BrokerWentAway",
                        "BrokerCameBack",
                        "BrokerSessionLost",
                        "LegLost",
                        "DeviceRebooted",
                        "DeviceVanished",
                        "DeviceMoved",
                        "GatewayReceivedForeign",
                        "WillPublished",
                        "DiskFilled",
                        "BrokerGotMinusOne",
                        "BrokerUnsubscribed",
                        "DeviceGot",
                        "DeviceWasAcknowledged",
                        "AllGone");
    }

    @Test
    void devicesDoWhatNotEveryDeviceDoes() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            World world = new World(SwarmOptions.from(seed, Preset.DEFAULT, 0), List.of(), () -> new Surgery() {});
            Map<String, DeviceState> states = new HashMap<>();
            world.listen((event, nowNanos) -> {
                if (event instanceof WorldEvent.DeviceStateChanged changed) {
                    states.put(changed.device(), changed.state());
                } else if (event instanceof WorldEvent.DeviceSent sent) {
                    String asleep = states.get(sent.device()) == DeviceState.ASLEEP ? " asleep" : "";
                    String level = sent.message() instanceof Publish publish ? " " + publish.qos() : "";
                    String empty = sent.message() instanceof WillTopicUpd update
                                    && update.topic().isEmpty()
                            ? " empty"
                            : "";
                    seen.add(sent.message().type() + level + empty + asleep);
                }
            });
            world.run();
        }
        assertThat(seen)
                .contains(
                        "UNSUBSCRIBE",
                        "WILLTOPICUPD",
                        "WILLTOPICUPD empty",
                        "WILLMSGUPD",
                        "PUBLISH MINUS_ONE",
                        "PUBLISH MINUS_ONE asleep",
                        "PUBLISH ONE asleep");
    }

    @Test
    void shrinksAFailureToAShortStory() {
        Judge noSecondCrash = new Judge() {
            @Override
            public String id() {
                return "T1";
            }

            @Override
            public @Nullable String on(WorldEvent event, long nowNanos) {
                return event instanceof WorldEvent.DeviceRebooted rebooted ? rebooted.device() + " rebooted" : null;
            }
        };
        long seed = firstFailing(noSecondCrash);
        Outcome outcome = World.run(seed, Preset.DEFAULT, List.of(noSecondCrash));
        Story story = Story.of(Seeds.of(Preset.DEFAULT), outcome, () -> List.of(noSecondCrash), () -> new Surgery() {});
        assertThat(story.invariant()).isEqualTo("T1");
        assertThat(story.lines()).as(story.text()).isLessThan(60);
        assertThat(story.text()).contains("reboots").contains("T1 is broken");
    }

    private static long firstFailing(Judge judge) {
        for (long seed = 1; seed < 100; seed++) {
            if (World.run(seed, Preset.DEFAULT, List.of(judge)).failure() != null) {
                return seed;
            }
        }
        throw new AssertionError("no seed fails");
    }
}

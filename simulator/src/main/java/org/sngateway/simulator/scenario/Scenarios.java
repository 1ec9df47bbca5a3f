package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scenarios that are shipped, also in {@code config/scenarios}. */
public final class Scenarios {
    private static final Set<String> NAMES = new LinkedHashSet<>(List.of(
            "sleepy-fleet",
            "power-cut",
            "nat-rebind",
            "roaming",
            "nat-reuse",
            "lossy-link",
            "firmware-rollout",
            "slow-broker",
            "gateway-restart",
            "broker-restart",
            "qos-minus-one",
            "hostile"));

    private Scenarios() {}

    /** Their names, in the order in which they are worth trying. */
    public static Set<String> names() {
        return java.util.Collections.unmodifiableSet(NAMES);
    }

    /** All of them. They have no problems: a test sees to that. */
    public static List<Scenario> shipped() {
        return NAMES.stream().map(Scenarios::shipped).toList();
    }

    private static Scenario shipped(String name) {
        ScenarioResult result =
                ScenarioReader.ofText(java.nio.file.Path.of(name + ".yaml"), String.valueOf(text(name)), List.of());
        if (result instanceof ScenarioResult.Read read) {
            return read.scenario();
        }
        throw new IllegalStateException(
                ((ScenarioResult.Refused) result).report().format());
    }

    /** The file's text; {@code null} when none has this name. */
    public static @Nullable String text(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        try (InputStream in = Scenarios.class.getResourceAsStream("shipped/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the scenario " + name + " is missing in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a scenario needs besides a gateway, in words of the command line; empty when nothing. */
    public static List<String> needs(Scenario scenario) {
        Set<String> needs = new LinkedHashSet<>();
        for (Step step : scenario.timeline()) {
            if (step.action() instanceof Step.GatewayRestart) {
                needs.add("--gateway-command");
            } else if (step.action() instanceof Step.BrokerRestart) {
                needs.add("--broker-command");
            } else if (step.action() instanceof Step.BrokerTrouble) {
                needs.add("--broker-proxy");
            }
        }
        return List.copyOf(needs);
    }
}

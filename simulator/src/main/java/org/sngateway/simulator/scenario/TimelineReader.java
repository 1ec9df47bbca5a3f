package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Sentences;
import org.sngateway.simulator.scenario.SectionReader.Item;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Reads the timeline: steps with a time, one action each, and perhaps a repetition. */
final class TimelineReader {
    private final Set<String> fleets;
    private final Set<String> links;
    private final long durationNanos;

    TimelineReader(Set<String> fleets, Set<String> links, long durationNanos) {
        this.fleets = fleets;
        this.links = links;
        this.durationNanos = durationNanos;
    }

    List<Step> read(SectionReader in) {
        List<Key> keys = new ArrayList<>(Keys.STEP_TIME);
        Keys.ACTIONS.keySet().forEach(action -> keys.add(Key.nested(action, "section", "")));
        List<Step> steps = new ArrayList<>();
        for (Item item : in.items("timeline")) {
            step(in.section(item, keys), steps);
        }
        steps.sort(Comparator.comparingLong(Step::atNanos));
        return steps;
    }

    private void step(SectionReader in, List<Step> steps) {
        if (!in.has("at")) {
            in.problem("at", "is missing; must be a time after the start, such as 3m");
        }
        long at = in.nanos("at", "0s");
        List<String> given = Keys.ACTIONS.keySet().stream().filter(in::has).toList();
        if (given.size() != 1) {
            in.problem(
                    given.isEmpty() ? "at" : given.get(1),
                    given.isEmpty()
                            ? "nothing happens here; add " + Sentences.either(Keys.ACTIONS.keySet())
                            : "a step has one action; make another step of this one");
            return;
        }
        int times = in.get("repeat", Integer.class, 1);
        long every = in.nanos("every", "30s");
        String word = given.get(0);
        Step.Action action = action(word, in.section(word, Keys.ACTIONS.getOrDefault(word, List.of())));
        long last = at + (times - 1) * every;
        if (last > durationNanos) {
            in.problem(
                    "at",
                    "happens after the end: duration is " + Times.text(durationNanos) + ", "
                            + (times > 1 ? "the last of these" : "this") + " is at " + Times.text(last));
        }
        for (int i = 0; action != null && i < times; i++) {
            steps.add(new Step(at + i * every, action));
        }
    }

    private Step.@Nullable Action action(String word, SectionReader in) {
        return switch (word) {
            case "ramp" -> new Step.Ramp(fleet(in), in.nanos("over", "10s"));
            case "power_cut" ->
                new Step.PowerCut(fleet(in), share(in), in.nanos("for", "30s"), in.nanos("restore", "simultaneous"));
            case "rebind" ->
                new Step.Rebind(fleet(in), share(in), in.get("what", Step.Rebind.What.class, Step.Rebind.What.PORT));
            case "swap_addresses" -> new Step.SwapAddresses(fleet(in), share(in));
            case "link" -> new Step.ChangeLink(fleet(in), reference(in, "link", links));
            case "gateway" -> new Step.GatewayRestart(isKill(in), in.nanos("down", "0s"));
            case "broker" -> new Step.BrokerRestart(isKill(in), in.nanos("down", "0s"));
            case "broker_trouble" -> trouble(in);
            case "attack" ->
                new Step.Attack(
                        in.get("abuse", Step.Attack.Abuse.class, Step.Attack.Abuse.MALFORMED),
                        in.get("rate", Double.class, 1.0),
                        in.nanos("for", "30s"));
            default -> null;
        };
    }

    private static Step.Action trouble(SectionReader in) {
        Step.BrokerTrouble.Trouble trouble =
                in.get("trouble", Step.BrokerTrouble.Trouble.class, Step.BrokerTrouble.Trouble.STALL);
        if (in.has("delay") && trouble != Step.BrokerTrouble.Trouble.DELAY) {
            in.problem("delay", "has no effect without trouble: delay");
        }
        return new Step.BrokerTrouble(trouble, in.nanos("delay", "500ms"), in.nanos("for", "30s"));
    }

    private static boolean isKill(SectionReader in) {
        boolean kills = in.get("kill", Boolean.class, false);
        boolean restarts = in.get("restart", Boolean.class, false);
        if (kills == restarts) {
            in.problem(kills ? "kill" : "restart", "give either restart: true or kill: true");
        }
        return kills;
    }

    private static double share(SectionReader in) {
        return in.get("share", Double.class, 1.0);
    }

    private String fleet(SectionReader in) {
        return reference(in, "fleet", fleets);
    }

    static String reference(SectionReader in, String key, Set<String> known) {
        String name = in.find(key, String.class);
        if (name == null) {
            in.problem(key, "is missing; must be " + Sentences.either(known));
            return "";
        }
        if (!known.contains(name)) {
            in.problem(key, LinkReader.unknown(name, known));
        }
        return name;
    }
}

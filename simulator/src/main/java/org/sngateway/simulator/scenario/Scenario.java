package org.sngateway.simulator.scenario;

import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.measure.Threshold;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scenario: who is there, over which links, what happens when, and what has to come out. Complete: what the file left
 * out is filled in with its defaults, every reference (fleet, link) exists.
 *
 * @param name as in the file, {@code power-cut}
 * @param summary one sentence for lists
 * @param text the file as it was read, for the report and its checksum
 * @param seed of all chance in the run
 * @param links by name, presets and the file's own; every fleet's link is among them
 * @param timeline in order of time
 * @param durationNanos from the first device's start to the end of traffic; answers may come later, see {@link
 *     #settleNanos}
 * @param settleNanos how long after the end of traffic the run waits for what is still on its way, at most
 */
public record Scenario(
        String name,
        String summary,
        String text,
        long seed,
        Target target,
        List<FleetSpec> fleets,
        Map<String, LinkSpec> links,
        List<DownlinkSpec> downlinks,
        List<Step> timeline,
        long durationNanos,
        long settleNanos,
        List<Threshold> thresholds) {

    public Scenario {
        fleets = List.copyOf(fleets);
        links = Map.copyOf(links);
        downlinks = List.copyOf(downlinks);
        timeline = List.copyOf(timeline);
        thresholds = List.copyOf(thresholds);
    }

    /** The same with other thresholds. */
    Scenario withThresholds(List<Threshold> others) {
        return new Scenario(
                name,
                summary,
                text,
                seed,
                target,
                fleets,
                links,
                downlinks,
                timeline,
                durationNanos,
                settleNanos,
                others);
    }

    /** The links that devices have, first or later, in the order in which they come to be used. */
    public Map<String, LinkSpec> linksInUse() {
        Set<String> names = new LinkedHashSet<>();
        fleets.stream().map(FleetSpec::link).forEach(names::add);
        for (Step step : timeline) {
            if (step.action() instanceof Step.ChangeLink change) {
                names.add(change.link());
            }
        }
        Map<String, LinkSpec> used = new LinkedHashMap<>();
        for (String name : names) {
            LinkSpec link = links.get(name);
            if (link == null) {
                throw new IllegalStateException("a link that does not exist was not refused: " + name);
            }
            used.put(name, link);
        }
        return used;
    }

    /** All devices of all fleets. */
    public int devices() {
        return fleets.stream().mapToInt(FleetSpec::count).sum();
    }
}

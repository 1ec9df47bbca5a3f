package org.sngateway.simulator.measure;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run found out.
 *
 * @param invalidity why the figures say nothing about the gateway (the simulator was late); {@code null}: they do
 * @param remarks sentences that the reader should know: what was not measured and why, an interrupted run
 * @param total of all fleets
 * @param fleets by name, in the scenario's order
 * @param events what happened when, from the timeline and from outside
 * @param worst at most ten devices, the worst first
 * @param gatewayMetrics the gateway's own, at the end, by name with labels; empty when it has none
 */
public record RunResult(
        Info info,
        @Nullable String invalidity,
        List<String> remarks,
        List<Judged> thresholds,
        Figures total,
        List<OfFleet> fleets,
        Series series,
        List<Event> events,
        List<DeviceStory> worst,
        Map<String, Double> gatewayMetrics) {

    /**
     * What ran.
     *
     * @param text of the scenario file
     * @param isVirtual whether time was virtual
     * @param seconds that the run took, in its own time
     * @param wallSeconds that it took in ours
     * @param gateway host and port, or what the simulated world says of itself
     * @param gatewayVersion as far as the gateway tells; {@code null} when it does not
     * @param machine processors, memory, Java, operating system, in one line
     */
    public record Info(
            String toolVersion,
            String scenario,
            String summary,
            String text,
            long seed,
            int devices,
            boolean isVirtual,
            Instant started,
            double seconds,
            double wallSeconds,
            String gateway,
            @Nullable String gatewayVersion,
            String machine) {}

    /** A threshold and what came out; {@code value} is {@code null} when nothing was measured, and then it failed. */
    public record Judged(Threshold threshold, @Nullable Double value, boolean passed) {}

    /** One fleet's share. */
    public record OfFleet(String name, int count, String profile, String link, Figures figures) {}

    /** {@code untilSeconds} is {@code null} for what happens at once. */
    public record Event(double atSeconds, @Nullable Double untilSeconds, String label) {}

    /**
     * A device worth looking at.
     *
     * @param why it is here, in a few words
     * @param trace its last packets, oldest first; at most 200
     */
    public record DeviceStory(String clientId, String fleet, String why, List<Packet> trace) {}

    /** One datagram as the device saw it: {@code text} is the message in words. */
    public record Packet(double atSeconds, boolean isFromDevice, String text) {}

    public RunResult {
        remarks = List.copyOf(remarks);
        thresholds = List.copyOf(thresholds);
        fleets = List.copyOf(fleets);
        events = List.copyOf(events);
        worst = List.copyOf(worst);
        gatewayMetrics = Map.copyOf(gatewayMetrics);
    }

    /** The same with what only the caller of the run knows: versions, dates, the machine. */
    public RunResult withInfo(Info newInfo) {
        return new RunResult(
                newInfo, invalidity, remarks, thresholds, total, fleets, series, events, worst, gatewayMetrics);
    }

    /** The same with the gateway's own metrics, and with columns of the same number of rows added to the series. */
    public RunResult withGateway(Map<String, Double> metrics, List<Series.Column> columns) {
        List<Series.Column> all = new ArrayList<>(series.columns());
        all.addAll(columns);
        return new RunResult(
                info,
                invalidity,
                remarks,
                thresholds,
                total,
                fleets,
                new Series(series.intervalSeconds(), all),
                events,
                worst,
                metrics);
    }

    public boolean isValid() {
        return invalidity == null;
    }

    /** Whether every threshold held. */
    public boolean hasPassed() {
        return thresholds.stream().allMatch(Judged::passed);
    }
}

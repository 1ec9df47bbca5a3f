package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.Threshold;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes the result of the books when a run is over: figures, thresholds, whether it is valid, and what to know of it. */
final class RunOutcome {
    /** What the run itself knows at its end. */
    record Facts(
            long endNanos,
            @Nullable Boolean isGatewayAlive,
            SiteClock.Lateness lateness,
            long lagNanosMax,
            boolean stopped,
            boolean unsettled) {}

    private final Scenario scenario;
    private final Recorder recorder;
    private final Facts facts;
    private final FigureBook figures;

    RunOutcome(Scenario scenario, Recorder recorder, Facts facts) {
        this.scenario = scenario;
        this.recorder = recorder;
        this.facts = facts;
        FigureBook.Lag lag =
                new FigureBook.Lag(facts.lateness().p99(), facts.lateness().max());
        figures = new FigureBook(recorder, new FigureBook.End(facts.endNanos(), facts.isGatewayAlive(), lag));
    }

    RunResult result() {
        List<RunResult.Judged> judged =
                scenario.thresholds().stream().map(this::judge).toList();
        List<RunResult.OfFleet> fleets = new ArrayList<>();
        for (FleetSpec spec : scenario.fleets()) {
            Figures own = figures.figures(new Threshold.Scope(spec.name(), null));
            fleets.add(new RunResult.OfFleet(spec.name(), spec.count(), spec.profile(), spec.link(), own));
        }
        List<RunResult.Event> events = new ArrayList<>(recorder.events());
        events.sort(Comparator.comparingDouble(RunResult.Event::atSeconds));
        return new RunResult(
                info(),
                invalidity(),
                remarks(judged),
                judged,
                figures.figures(Threshold.Scope.ALL),
                fleets,
                recorder.series.series(),
                events,
                new WorstDevices(recorder, facts.endNanos()).stories(),
                Map.of());
    }

    private RunResult.Info info() {
        return new RunResult.Info(
                "",
                scenario.name(),
                scenario.summary(),
                scenario.text(),
                scenario.seed(),
                scenario.devices(),
                false,
                Instant.EPOCH,
                Times.seconds(Math.max(0, facts.endNanos() - recorder.startNanos())),
                0,
                scenario.target().gatewayHost() + ":" + scenario.target().gatewayPort(),
                null,
                "");
    }

    private RunResult.Judged judge(Threshold threshold) {
        Double value = figures.figures(threshold.scope()).value(threshold.metric());
        boolean passed = value != null && threshold.comparison().holds(value, threshold.limit());
        return new RunResult.Judged(threshold, value, passed);
    }

    private @Nullable String invalidity() {
        long p99 = facts.lateness().p99();
        if (p99 > facts.lagNanosMax()) {
            return "The simulator itself was late (99th percentile " + Timeline.text(p99) + ", allowed "
                    + Timeline.text(facts.lagNanosMax()) + "): use fewer devices or a faster machine.";
        }
        boolean hasUnacknowledged =
                recorder.uplinks.stream().anyMatch(ledger -> !ledger.qos().isAcknowledged());
        if (hasUnacknowledged && recorder.watcher == Recorder.Watcher.INTERRUPTED) {
            return "The broker's watching client lost its connection while QoS 0 was measured: what arrived meanwhile was"
                    + " not seen.";
        }
        return null;
    }

    private List<String> remarks(List<RunResult.Judged> judged) {
        List<String> remarks = new ArrayList<>();
        if (facts.stopped()) {
            remarks.add("The run was interrupted after "
                    + Timeline.text(Math.max(0, facts.endNanos() - recorder.startNanos())) + " of "
                    + Timeline.text(scenario.durationNanos()) + ": what was under way then counts as not arrived.");
        }
        if (facts.unsettled() && !facts.stopped()) {
            remarks.add("Not everything had arrived when the time to settle was over ("
                    + Timeline.text(scenario.settleNanos()) + ").");
        }
        if (recorder.watcher == Recorder.Watcher.ABSENT && !recorder.uplinks.isEmpty()) {
            remarks.add(
                    "Nobody watched at the broker: whether uplink messages arrived, when, how often and in which order"
                            + " was not measured.");
        }
        if (recorder.timesWatcherGone() > 0) {
            remarks.add("The broker's watching client was away " + times(recorder.timesWatcherGone())
                    + "; QoS 0 messages that came meanwhile count as not arrived.");
        }
        downlinkRemarks(remarks);
        uplinkRemarks(remarks);
        for (RunResult.Judged each : judged) {
            if (each.value() == null) {
                remarks.add("The threshold on " + each.threshold().metric().word()
                        + " failed because nothing of the kind was measured.");
            }
        }
        remarks.add(kept());
        return remarks;
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private void downlinkRemarks(List<String> remarks) {
        long postponed = Math.round(FigureBook.sum(recorder.downlinks, ledger -> ledger.postponed));
        if (postponed > 0) {
            remarks.add("A message to a device was put off by an interval, because the device had not subscribed yet: "
                    + times(postponed) + ".");
        }
        boolean hasUnfinished = recorder.downlinks.stream()
                .anyMatch(ledger -> ledger.spec.countPerDevice() > 0
                        && ledger.offered < ledger.spec.countPerDevice() * ledger.devices());
        if (hasUnfinished) {
            remarks.add("Traffic ended before every message that was to go to the devices had been published.");
        }
    }

    private void uplinkRemarks(List<String> remarks) {
        long overflowed = Math.round(FigureBook.sum(recorder.fleets, fleet -> fleet.tally.overflowed));
        if (overflowed > 0) {
            remarks.add(overflowed + " readings were dropped by devices with " + Backlog.MESSAGES_MAX
                    + " waiting already; they count as offered and not sent.");
        }
        boolean hasQosMinusOne = recorder.uplinks.stream().anyMatch(ledger -> ledger.qos() == Qos.MINUS_ONE);
        if (hasQosMinusOne) {
            remarks.add("QoS -1 has no answers: a gateway that has it switched off drops these messages silently.");
        }
    }

    private String kept() {
        int oneOf = Cast.oneOf(scenario);
        String sampled = oneOf == 1 ? "every device" : "one device in " + oneOf;
        return "The last " + PacketTrace.PACKETS_MAX + " packets were kept of " + sampled
                + ", and from its first trouble on of any other (" + Cast.TRACED_MAX + " devices at most).";
    }
}

package org.sngateway.simulator.fleet;

import org.sngateway.simulator.measure.RunResult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the devices that are worth looking at: first those that got what was not theirs, then those that lost messages, then
 * sessions, refusals, retransmissions, and at last those that waited longest.
 */
final class WorstDevices {
    private static final int STORIES_MAX = 10;
    /** How much worse one kind of trouble is than the next. */
    private static final double WEIGHT = 1e4;

    private final Recorder recorder;
    private final long nowNanos;

    WorstDevices(Recorder recorder, long nowNanos) {
        this.recorder = recorder;
        this.nowNanos = nowNanos;
    }

    private record Story(double badness, Fleet fleet, int index, String why) {}

    List<RunResult.DeviceStory> stories() {
        List<Story> all = new ArrayList<>();
        for (Fleet fleet : recorder.fleets) {
            for (int i = 0; i < fleet.devices.size(); i++) {
                Story story = story(fleet, i);
                if (story.badness() > 0) {
                    all.add(story);
                }
            }
        }
        all.sort(Comparator.comparingDouble(Story::badness).reversed());
        return all.stream().limit(STORIES_MAX).map(this::told).toList();
    }

    private Story story(Fleet fleet, int index) {
        Troubles troubles = fleet.troubles(index);
        int lostAcked = 0;
        int notArrived = 0;
        if (recorder.watcher != Recorder.Watcher.ABSENT) {
            for (UplinkLedger ledger : fleet.uplinks) {
                lostAcked += ledger.lostAcked(index);
                notArrived += ledger.notArrived(index);
            }
        }
        int downlinkMissing = 0;
        for (DownlinkLedger ledger : recorder.downlinks) {
            if (ledger.spec.fleet().equals(fleet.spec().name())) {
                downlinkMissing += ledger.missing(index, nowNanos);
            }
        }
        List<String> why = new ArrayList<>();
        double badness = add(
                why, troubles.misdelivered, "message of its own went to others", "messages of its own went to others");
        badness = badness * WEIGHT
                + add(why, lostAcked, "message acknowledged and lost", "messages acknowledged and lost");
        badness = badness * WEIGHT
                + add(
                        why,
                        notArrived - lostAcked,
                        "message sent that did not arrive",
                        "messages sent that did not arrive")
                + add(why, downlinkMissing, "message to it lost", "messages to it lost");
        badness = badness * WEIGHT
                + add(why, troubles.sessionsLost, "session lost", "sessions lost")
                + add(why, troubles.startedOver, "time told to start over", "times told to start over");
        badness = badness * WEIGHT + add(why, troubles.refused, "time refused", "times refused");
        badness = badness * WEIGHT + add(why, troubles.retransmissions, "retransmission", "retransmissions");
        badness += Times.seconds(troubles.latencyNanosMax()) / WEIGHT;
        if (troubles.latencyNanosMax() > 0) {
            why.add("longest latency " + Timeline.text(troubles.latencyNanosMax()));
        }
        return new Story(badness, fleet, index, String.join(", ", why));
    }

    private static double add(List<String> why, int count, String one, String more) {
        if (count > 0) {
            why.add(count + " " + (count == 1 ? one : more));
        }
        return count;
    }

    private RunResult.DeviceStory told(Story story) {
        PacketTrace trace = story.fleet().troubles(story.index()).trace();
        return new RunResult.DeviceStory(
                story.fleet().devices.get(story.index()).clientId(),
                story.fleet().spec().name(),
                story.why(),
                trace == null ? List.of() : trace.packets(recorder.startNanos()));
    }
}

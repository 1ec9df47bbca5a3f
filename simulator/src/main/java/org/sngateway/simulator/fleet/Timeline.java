package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Step;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets happen what the scenario's timeline says, and writes it down. */
final class Timeline {
    /** How long a fleet takes to be switched on when the timeline says nothing of it. */
    private static final long RAMP_NANOS = 10 * Times.SECOND;

    /** How soon it is looked again whether a device sleeps. */
    private static final long LOOK_AGAIN_NANOS = 100_000_000L;

    private final Scenario scenario;
    private final FleetDevice.Parts parts;
    private final RunClock clock;
    private final Recorder recorder;
    private final Site site;
    private @Nullable Attackers attackers;

    Timeline(Scenario scenario, FleetDevice.Parts parts, Site site) {
        this.scenario = scenario;
        this.parts = parts;
        this.site = site;
        clock = parts.clock();
        recorder = parts.recorder();
    }

    /** Refuses what cannot be done here. */
    static void check(Scenario scenario, Programs programs) {
        for (Step step : scenario.timeline()) {
            Step.Action action = step.action();
            if (action instanceof Step.GatewayRestart && !programs.controlsGateway()) {
                throw new SiteException(
                        "This scenario restarts the gateway, so it has to be told how to start it (--gateway-command).");
            }
            if (action instanceof Step.BrokerRestart && !programs.controlsBroker()) {
                throw new SiteException(
                        "This scenario restarts the broker, so it has to be told how to start it (--broker-command).");
            }
            if (action instanceof Step.BrokerTrouble && !programs.controlsBrokerLink()) {
                throw new SiteException(
                        "This scenario disturbs the connection between gateway and broker, which does not lead through here.");
            }
        }
    }

    /** When each device of a fleet is switched on, in {@code startNanos}. */
    static void ramps(Scenario scenario, Fleet fleet, long runStartNanos) {
        long at = 0;
        long over = Math.min(RAMP_NANOS, scenario.durationNanos() / 2);
        for (Step step : scenario.timeline()) {
            if (step.action() instanceof Step.Ramp ramp
                    && ramp.fleet().equals(fleet.spec().name())) {
                at = step.atNanos();
                over = ramp.overNanos();
                break;
            }
        }
        int count = fleet.startNanos.length;
        for (int i = 0; i < count; i++) {
            fleet.startNanos[i] = runStartNanos + at + (long) ((double) over * i / count);
        }
    }

    void start() {
        for (Fleet fleet : recorder.fleets) {
            for (int i = 0; i < fleet.startNanos.length; i++) {
                FleetDevice device = fleet.devices.get(i);
                clock.at(fleet.startNanos[i], () -> device.powerOn(Times.NEVER));
            }
        }
        List<Step> steps = scenario.timeline();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long seed = Chance.split(Chance.split(scenario.seed(), Long.MAX_VALUE), i);
            clock.at(recorder.startNanos() + step.atNanos(), () -> happen(step.action(), new Chance(seed)));
        }
    }

    private void happen(Step.Action action, Chance chance) {
        if (clock.isTrafficOver()) {
            return;
        }
        if (action instanceof Step.Ramp ramp) {
            tell(ramp.overNanos(), "fleet " + ramp.fleet() + " is switched on");
        } else if (action instanceof Step.PowerCut cut) {
            powerCut(cut, chance);
        } else if (action instanceof Step.Rebind rebind) {
            rebind(rebind, chance);
        } else if (action instanceof Step.SwapAddresses swap) {
            swap(swap, chance);
        } else if (action instanceof Step.ChangeLink change) {
            LinkSpec link = scenario.links().get(change.link());
            if (link != null) {
                recorder.fleetOf(change.fleet()).link(link);
                tell(0, "fleet " + change.fleet() + " has link " + change.link());
            }
        } else if (action instanceof Step.Attack attack) {
            attack(attack);
        } else {
            disturb(action);
        }
    }

    private void disturb(Step.Action action) {
        Programs programs = site.programs();
        long beginNanos = clock.nowNanos();
        if (action instanceof Step.GatewayRestart restart) {
            // A broker embedded in the gateway goes with it.
            recorder.expectWatcherAway(true);
            programs.restartGateway(restart.isKill(), restart.downNanos(), () -> {
                recorder.expectWatcherAway(false);
                tellSince(beginNanos, "gateway " + (restart.isKill() ? "killed" : "stopped") + ", and back");
            });
        } else if (action instanceof Step.BrokerRestart restart) {
            recorder.expectWatcherAway(true);
            programs.restartBroker(restart.isKill(), restart.downNanos(), () -> {
                recorder.expectWatcherAway(false);
                tellSince(beginNanos, "broker " + (restart.isKill() ? "killed" : "stopped") + ", and back");
            });
        } else if (action instanceof Step.BrokerTrouble trouble) {
            String label = switch (trouble.trouble()) {
                case STALL -> "nothing passes between gateway and broker";
                case DELAY -> "what the broker says comes " + text(trouble.delayNanos()) + " late";
                case REFUSE -> "the broker refuses connections";
            };
            programs.troubleBroker(trouble, () -> tellSince(beginNanos, label));
        }
    }

    private void tell(long lastsNanos, String label) {
        long nowNanos = clock.nowNanos();
        recorder.event(nowNanos, lastsNanos == 0 ? null : nowNanos + lastsNanos, label);
    }

    private void tellSince(long beginNanos, String label) {
        recorder.event(beginNanos, clock.nowNanos(), label);
    }

    static String text(long nanos) {
        return nanos < Times.SECOND
                ? nanos / Times.MILLI + " ms"
                : String.format(Locale.ROOT, "%.4g s", Times.seconds(nanos));
    }

    private void powerCut(Step.PowerCut cut, Chance chance) {
        Fleet fleet = recorder.fleetOf(cut.fleet());
        int[] drawn = chance.draw(fleet.devices.size(), cut.share());
        long backNanos = clock.nowNanos() + cut.forNanos();
        tell(cut.forNanos(), "power cut: " + drawn.length + " devices of " + cut.fleet());
        for (int i = 0; i < drawn.length; i++) {
            FleetDevice device = fleet.devices.get(drawn[i]);
            if (!device.isPowered()) {
                continue;
            }
            device.powerOff();
            long atNanos = backNanos + (long) ((double) cut.restoreNanos() * i / drawn.length);
            clock.at(atNanos, () -> {
                if (!recorder.isFrozen()) {
                    device.powerOn(atNanos);
                }
            });
        }
    }

    private void rebind(Step.Rebind rebind, Chance chance) {
        Fleet fleet = recorder.fleetOf(rebind.fleet());
        int[] drawn = chance.draw(fleet.devices.size(), rebind.share());
        Set<Forwarder> moved = new HashSet<>();
        boolean isAddress = rebind.what() == Step.Rebind.What.ADDRESS;
        for (int number : drawn) {
            FleetDevice device = fleet.devices.get(number);
            Radio radio = device.radio();
            Forwarder forwarder = radio.forwarder();
            if (rebind.what() == Step.Rebind.What.NODE_ID) {
                moveInSleep(device, radio::renumber);
            } else if (forwarder == null) {
                moveInSleep(device, () -> radio.rebind(isAddress));
            } else if (moved.add(forwarder)) {
                radio.rebind(isAddress);
            } else {
                radio.movedWithForwarder();
            }
        }
        String what = rebind.what().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        tell(0, drawn.length + " devices of " + rebind.fleet() + " have another " + what);
    }

    /**
     * A device that has to be recognised by its client id, which only CONNECT and a sleeper's PINGREQ hold, moves while it
     * sleeps: as soon as it does, when it is awake now.
     */
    private void moveInSleep(FleetDevice device, Runnable move) {
        if (recorder.isFrozen()) {
            return;
        }
        if (device.isUpForTheMoment()) {
            clock.at(clock.nowNanos() + LOOK_AGAIN_NANOS, () -> moveInSleep(device, move));
        } else {
            move.run();
        }
    }

    private void swap(Step.SwapAddresses swap, Chance chance) {
        Fleet fleet = recorder.fleetOf(swap.fleet());
        int[] drawn = chance.draw(fleet.devices.size(), swap.share());
        for (int i = 0; i + 1 < drawn.length; i += 2) {
            fleet.devices
                    .get(drawn[i])
                    .radio()
                    .swap(fleet.devices.get(drawn[i + 1]).radio());
        }
        tell(0, drawn.length / 2 + " pairs of devices of " + swap.fleet() + " trade their addresses");
    }

    private void attack(Step.Attack attack) {
        Attackers strangers = attackers;
        if (strangers == null) {
            strangers = new Attackers(parts, site.wire());
            attackers = strangers;
        }
        String what = attack.abuse().name().toLowerCase(Locale.ROOT);
        tell(
                attack.forNanos(),
                "strangers send " + what + " datagrams, " + Math.round(attack.ratePerSecond()) + " a second");
        strangers.attack(attack);
    }
}

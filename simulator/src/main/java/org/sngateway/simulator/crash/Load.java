package org.sngateway.simulator.crash;

import java.util.concurrent.TimeUnit;

/** A site under load: devices in front, applications behind, and the two ledgers that see both ends of each way. */
final class Load implements AutoCloseable {
    private static final long READY_MILLIS_MAX = 120_000;
    private static final long COMMAND_MILLIS = 20;
    private static final long ECHO_MILLIS = 500;
    private static final long STALL_MILLIS = 4_000;

    final Site site;
    final FleetShape shape;
    final CrashFleet fleet;
    final MqttSide mqtt;
    final PromiseLedger uplinks;
    final PromiseLedger commands;
    final LossWindows lossWindows = new LossWindows();

    private boolean brokerHasEnded;

    /** Starts broker, gateway, applications and devices, and waits until all devices are ready. */
    Load(Site site, FleetShape shape, long seed) {
        this.site = site;
        this.shape = shape;
        Names names = new Names((int) seed);
        uplinks = new PromiseLedger("uplink", shape.devices());
        commands = new PromiseLedger("command", shape.devices());
        site.start();
        mqtt = new MqttSide(site.broker.uri(), names, uplinks, commands);
        fleet = new CrashFleet(site.gatewayAddress, shape, names, uplinks, commands);
        fleet.awaitReady(READY_MILLIS_MAX);
    }

    void begin() {
        fleet.publish(true);
        mqtt.sendCommands(shape.devices(), COMMAND_MILLIS);
    }

    /**
     * A round begins. Mosquitto (2.0.11) does not save MQTT 5 sessions that were begun with Clean Start, whatever their
     * expiry: once it has ended, commands to devices with a clean session are not counted on.
     */
    void onRound(int round, boolean endsGateway, boolean endsBroker) {
        brokerHasEnded |= endsBroker;
        fleet.onRound(round, endsGateway);
        uplinks.onRound(round);
        commands.onRound(round);
    }

    /** Ends the load and waits until everything that was promised has arrived, or nothing moves any more. */
    void calm() {
        fleet.publish(false);
        mqtt.stopCommands();
        long stallNanos = TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS + 2L * shape.wakeMillisMax());
        long owed = Long.MAX_VALUE;
        long movedNanos = System.nanoTime();
        while (System.nanoTime() - movedNanos < stallNanos) {
            long now = uplinks.owed() + commands.owed() + fleet.outstanding() + mqtt.outstanding();
            if (now == 0) {
                break;
            }
            if (now < owed) {
                movedNanos = System.nanoTime();
            }
            owed = now;
            Waiting.pass(100);
        }
        Waiting.pass(ECHO_MILLIS);
    }

    /** Compares what was promised with what arrived; the verdict on the uplinks for further questions. */
    PromiseLedger.Verdict judge(CrashReport report) {
        PromiseLedger.Verdict up = uplinks.judge(this::lostByTheBroker);
        PromiseLedger.Verdict down = commands.judge((stream, sent, promised) -> lostByTheBroker(stream, sent, promised)
                || (brokerHasEnded && shape.isClean(PromiseLedger.device(stream)))
                || fleet.hasBegunAnewSince(PromiseLedger.device(stream), sent));
        tell("uplinks", up, report);
        tell("commands", down, report);
        report.line(
                "devices: %d datagrams repeated, %d refused %s, %d messages came to a sleeping device",
                fleet.retransmissions(), refused(), fleet.refusals(), fleet.disturbances());
        var startOvers = fleet.startOvers();
        report.failForEach(
                "devices had to start over",
                startOvers.stream().filter(each -> !each.isExcused()).toList());
        report.line(
                "active devices with a clean session that started over: %d",
                startOvers.stream().filter(StartOver::isExcused).count());
        if (fleet.outstanding() > 0) {
            report.fail("%d messages of devices are still without an answer", fleet.outstanding());
        }
        report.failForEach("the gateway complains about itself", site.gateway.complaints());
        report.failForEach("the test itself is wrong", fleet.ownBugs());
        return up;
    }

    private boolean lostByTheBroker(int stream, long sent, long promised) {
        return lossWindows.contains(promised)
                || (PromiseLedger.qos(stream) == 2 && lossWindows.swallowed(sent, promised));
    }

    private void tell(String what, PromiseLedger.Verdict verdict, CrashReport report) {
        report.line(
                "%s: %d sent, %d acknowledged, %d arrived; twice: %d of QoS 1, %d of QoS 2; lost with the broker's"
                        + " unsaved state or a clean session: %d",
                what,
                verdict.sent(),
                verdict.promised(),
                verdict.arrived(),
                verdict.copiesQos1(),
                verdict.copiesQos2(),
                verdict.excused());
        report.failForEach(
                what + " acknowledged and lost",
                verdict.lost().stream()
                        .map(broken -> broken.toString(lossWindows::inWords))
                        .toList());
        report.failForEach(what + " out of order", verdict.disordered());
        if (verdict.foreign() > 0) {
            report.fail("%d %s arrived that nobody sent, or on a wrong topic", verdict.foreign(), what);
        }
    }

    /** How many messages the gateway refused to take. */
    int refused() {
        return fleet.refusals().values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        fleet.close();
        mqtt.close();
        site.close();
    }
}

package org.sngateway.simulator.crash;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The packaged gateway, a real Mosquitto and devices over real UDP: whatever is killed, nothing that was acknowledged is
 * lost, and no device has to start over. {@code -Dcrash.rounds=N} makes it longer, {@code -Dcrash.seed=N} different.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 22);
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int DEVICES = 40;
    private static final int WAKE_MILLIS = 1_000;
    private static final int RUN_MILLIS = 800;

    @TempDir
    Path folder;

    private final StringBuilder told = new StringBuilder();
    private final CrashReport report = new CrashReport(line -> told.append(line).append('\n'));

    @BeforeEach
    void needsMosquitto() {
        assumeTrue(MosquittoProgram.isInstalled(), "needs mosquitto");
    }

    private CrashSettings settings(String mqttVersion) {
        Path jar = Path.of("..", "gateway", "target", "sn-gateway.jar").toAbsolutePath();
        return new CrashSettings(
                jar, folder, mqttVersion, SEED, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), List.of());
    }

    private void passes() {
        System.out.println(told);
        assertThat(report.problems()).as(told.toString()).isEmpty();
    }

    private void killRounds(String mqttVersion, int rounds, KillPlan plan) {
        KillRounds.Shape shape = new KillRounds.Shape(rounds, DEVICES, plan, WAKE_MILLIS, RUN_MILLIS);
        new KillRounds(settings(mqttVersion), shape, report).run();
        passes();
    }

    private void outage(boolean killsGateway, boolean devicesLeave, int spoolMessages) {
        BrokerOutage.Shape shape = new BrokerOutage.Shape(DEVICES, 10, 200, killsGateway, devicesLeave, spoolMessages);
        new BrokerOutage(settings("5.0"), shape, report).run();
        passes();
    }

    @Test
    void gatewayKilled_losesNothing_andNobodyStartsOver() {
        killRounds("5.0", (ROUNDS + 1) / 2, KillPlan.GATEWAY);
    }

    @Test
    void gatewayAndBrokerKilled_loseNothing_withMqtt311() {
        killRounds("3.1.1", ROUNDS / 2, KillPlan.MIXED);
    }

    @Test
    void brokerAway_gatewayKilledMeanwhile_devicesLeaving_everythingArrivesInOrder() {
        outage(true, true, 0);
    }

    @Test
    void brokerAway_withoutRoom_refusesInsteadOfLosing() {
        outage(false, false, 50);
    }

    /** How soon is for {@code sn-sim crash restart} to measure; the limit here is only that it ends. */
    @Test
    void thousandSleepers_areServedAfterARestart() {
        new SleeperRestart(settings("5.0"), new SleeperRestart.Shape(1_000, 60_000), report).run();
        passes();
    }

    @Test
    void damagedStore_gatewayStartsSaysSoAndServes() {
        new StoreDamage(settings("5.0"), 10, report).run();
        passes();
    }
}

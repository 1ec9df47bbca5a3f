package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.simulator.world.Outcome;
import org.sngateway.simulator.world.Preset;
import org.sngateway.simulator.world.World;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the tester: each of these engines is broken on purpose, and an invariant has to notice it within {@link #SEEDS_MAX}
 * worlds, by the right name; while the engine as it is passes the very same worlds.
 */
class BrokenEnginesTest {
    private static final int SEEDS_MAX = 25;

    /** What the unbroken engine made of a world, so that it runs once. */
    private static final Map<String, Boolean> PASSED = new HashMap<>();

    static Stream<Defect> defects() {
        return Stream.of(
                Defect.of(UplinkDefects.AcknowledgesBeforeStoring::new, 1, "S1"),
                Defect.of(UplinkDefects.DoesNotWaitForTheDisk::new, 1, "S1", "S11", "R1", "R5"),
                Defect.of(UplinkDefects.TakesHandedOverForAccepted::new, 1, "S1"),
                Defect.of(UplinkDefects.ReadsTheSpoolBackwards::new, 1, "S6"),
                Defect.of(UplinkDefects.DeliversTheSpoolTwice::new, 1, "S2"),
                Defect.of(UplinkDefects.DeletesFromTheSpoolTooEarly::new, 2, "S1"),
                Defect.of(UplinkDefects.PublishesRepetitionsAnew::new, 1, "S2"),
                Defect.of(UplinkDefects.LowersTheQos::new, 1, "R2"),
                Defect.of(UplinkDefects.ComparesClientIdsByPrefix::new, 12, "R2"),
                Defect.of(UplinkDefects.KeepsAcknowledgementsToItself::new, 5, "L2"),
                Defect.of(UplinkDefects.MixesTopicIdsUp::new, 1, "R2"),
                Defect.of(DownlinkDefects.AcknowledgesTheBrokerOnArrival::new, 1, "S3"),
                Defect.of(DownlinkDefects.DropsAfterRetries::new, 1, "S3"),
                Defect.of(DownlinkDefects.GivesUpWithoutSaying::new, 1, "S3"),
                Defect.of(DownlinkDefects.SkipsRegister::new, 1, "S7"),
                Defect.of(DownlinkDefects.DoesNotWaitForRegAck::new, 1, "S7"),
                Defect.of(DownlinkDefects.ReusesMessageIds::new, 1, "S8"),
                Defect.of(DownlinkDefects.RenumbersRepetitions::new, 1, "S4"),
                Defect.of(DownlinkDefects.SwapsMessages::new, 1, "S6"),
                Defect.of(DownlinkDefects.OverlooksArrivals::new, 1, "R3", "S6", "L1"),
                Defect.of(SleepDefects.TalksToSleepers::new, 1, "S5"),
                Defect.of(SleepDefects.SendsPingRespTooEarly::new, 1, "R3", "S5"),
                Defect.of(SleepDefects.SuppressesWills::new, 9, "L3"),
                Defect.of(SleepDefects.SendsWillsTwice::new, 1, "R4"),
                Defect.of(SleepDefects.TakesTheDeadForAlive::new, 1, "L3", "S9"),
                Defect.of(SleepDefects.LetsStrangersEndSessions::new, 6, "S10"),
                Defect.of(SleepDefects.KeepsClientIds::new, 1, "S9"),
                Defect.of(RequestDefects.ConfirmsWillsThatAreNotInForce::new, 1, "R8"),
                Defect.of(RequestDefects.KeepsDeletedWills::new, 20, "R8"),
                Defect.of(RequestDefects.KeepsSubscriptionsAtTheBroker::new, 1, "R9"),
                Defect.of(RequestDefects.ForgetsOwedUnsubscribes::new, 35, "R9"),
                Defect.of(RequestDefects.AnswersMinusOne::new, 1, "R10"),
                Defect.of(RequestDefects.PublishesMinusOneTwice::new, 1, "R10"),
                Defect.of(RequestDefects.WakesSleepersThatPublish::new, 1, "S5"),
                Defect.of(RequestDefects.LosesWhatSleepersPublish::new, 1, "S1"),
                Defect.of(RestartDefects.ForgetsSessions::new, 1, "R1"),
                Defect.of(RestartDefects.ForgetsTopicIds::new, 1, "R1"),
                Defect.of(RestartDefects.MixesTopicIdsUp::new, 1, "R2"),
                Defect.of(RestartDefects.ConfirmsTopicIds::new, 1, "S7"),
                Defect.of(RestartDefects.ForgetsTheSpool::new, 1, "S1"),
                Defect.of(RestartDefects.TellsSleepersToGo::new, 1, "S5", "R1"),
                Defect.of(RestartDefects.ForgetsWhenItHeardSleepers::new, 1, "R5"),
                Defect.of(RestartDefects.StoresNoSleep::new, 1, "S11"),
                Defect.of(RestartDefects.StoresNoTopicIds::new, 1, "S11"),
                Defect.of(RestartDefects.ForgetsReceivedIds::new, 1, "S11"),
                Defect.of(RestartDefects.ForgetsSubscriptions::new, 1, "S11"),
                Defect.of(RestartDefects.StoresNoUnsubscribes::new, 1, "S11"),
                Defect.operated(OperatorDefects.ConfirmsCommandsAtOnce::new, 130, "O1"),
                Defect.operated(OperatorDefects.ForgetsCommands::new, 1, "L1", "O1"),
                Defect.operated(OperatorDefects.RenumbersCommands::new, 1, "S4"),
                Defect.operated(OperatorDefects.KeepsDeliveredCommands::new, 1, "S4", "R7"),
                Defect.operated(OperatorDefects.DeliversExpiredCommands::new, 1, "O1"),
                Defect.operated(OperatorDefects.LeavesForgottenSessionsAtTheBroker::new, 1, "O2"),
                Defect.operated(OperatorDefects.KicksInsteadOfForgetting::new, 1, "O2"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aBrokenEngineIsCaught(Defect defect) {
        Outcome.@Nullable Failure latest = null;
        for (long seed = defect.firstSeed(); seed < defect.firstSeed() + SEEDS_MAX; seed++) {
            Outcome outcome = World.run(seed, defect.worlds(), judges(defect), defect.engine());
            Outcome.Failure failure = outcome.failure();
            if (failure != null) {
                latest = failure;
                if (defect.caughtBy().contains(failure.invariant())) {
                    assertUnbrokenEnginePasses(defect.worlds(), seed);
                    return;
                }
            }
        }
        assertThat(latest)
                .as("not caught in %d worlds by any of %s; what was noticed last", SEEDS_MAX, defect.caughtBy())
                .isNull();
        assertThat(defect.caughtBy())
                .as("not caught at all in %d worlds", SEEDS_MAX)
                .isEmpty();
    }

    /** S11 looks into the engine, and so it is mostly the first to notice; others have to notice by what can be seen. */
    private static List<Invariant> judges(Defect defect) {
        return Invariants.all().stream()
                .filter(judge ->
                        defect.caughtBy().contains("S11") || !judge.id().equals("S11"))
                .toList();
    }

    private static void assertUnbrokenEnginePasses(Preset worlds, long seed) {
        assertThat(PASSED.computeIfAbsent(worlds + " " + seed, world -> passes(worlds, seed)))
                .as("seed %d of %s with the engine as it is", seed, worlds)
                .isTrue();
    }

    private static boolean passes(Preset worlds, long seed) {
        return World.run(seed, worlds, Invariants.all()).failure() == null;
    }

    @Test
    void everyDefectHasANameOfItsOwn() {
        List<String> names = defects().map(Defect::name).toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(18).doesNotHaveDuplicates();
    }
}

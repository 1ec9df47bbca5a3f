package org.sngateway.simulator.check;

import java.util.List;

/** All that must hold. */
public final class Invariants {
    private Invariants() {}

    /** Fresh checkers for one run; each is to be told everything, in this order. */
    public static List<Invariant> all() {
        return all(new DeliveryLedger());
    }

    /** The same with the caller's ledger, which is the first of them. */
    public static List<Invariant> all(DeliveryLedger ledger) {
        return List.of(
                ledger,
                new EngineNeverFails(),
                new AcknowledgedUplinkArrives(ledger),
                new ExactlyOnceUplink(ledger),
                new AcknowledgedDownlinkReachesDevice(ledger),
                new ExactlyOnceDownlink(ledger),
                new SleepersHearNothing(),
                new OrderKept(ledger),
                new NoUnconfirmedTopicId(),
                new OneExchangePerMessageId(),
                new LimitsAndZero(),
                new ForeignChangesNothing(),
                new RestartEqualsStore(),
                new BufferedArrivesInWakes(ledger),
                new UplinkFinishes(ledger),
                new VanishedIsLost(),
                new NobodyStartsOver(),
                new RightTopic(ledger),
                new PingRespComesLast(ledger),
                new WillOnce(),
                new NotLostEarly(),
                new WillIsCurrent(),
                new UnsubscribedStaysSo(),
                new MinusOneIsQuiet(ledger),
                new CommandsKept(ledger),
                new ForgottenLeavesNothing(ledger));
    }
}

package org.sngateway.simulator.crash;

import java.util.List;
import java.util.Random;

/** Which kinds of kills a run draws from. */
public enum KillPlan {
    GATEWAY,
    BROKER,
    BOTH,
    MIXED;

    private List<KillKind> kinds() {
        return switch (this) {
            case GATEWAY -> List.of(KillKind.GATEWAY);
            case BROKER -> List.of(KillKind.BROKER_STOP, KillKind.BROKER_KILL);
            case BOTH -> List.of(KillKind.BOTH_STOP, KillKind.BOTH_KILL);
            case MIXED -> List.of(KillKind.values());
        };
    }

    KillKind draw(Random random) {
        List<KillKind> kinds = kinds();
        return kinds.get(random.nextInt(kinds.size()));
    }

    /** Whether a round may cost the broker what it had not saved. */
    boolean killsBroker() {
        return kinds().stream().anyMatch(kind -> kind.killsBroker);
    }
}

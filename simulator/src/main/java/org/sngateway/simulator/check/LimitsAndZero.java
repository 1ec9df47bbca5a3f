package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.simulator.world.WorldEvent;

/**
 * S9: what the engine holds stays within its limits, and nothing of it is left when there are no sessions any more. Judges the
 * numbers that the engine tells; what it does not tell is not judged.
 */
public final class LimitsAndZero implements Invariant {
    private @Nullable EngineOptions options;

    @Override
    public String id() {
        return "S9";
    }

    @Override
    public String statement() {
        return "buffers, budgets and ids stay within their limits, and are zero without sessions";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.Began began) {
            options = began.engine();
        } else if (event instanceof WorldEvent.EngineMeasured measured && options != null) {
            String beyond = beyondLimits(measured.numbers(), options);
            return beyond != null ? beyond : leftOver(measured.numbers());
        } else if (event instanceof WorldEvent.AllGone gone) {
            int left = gone.sessions()
                    + gone.claimedIds()
                    + gone.boundPeers()
                    + gone.storedClients()
                    + gone.spooledMessages();
            return left == 0 ? null : "every device has gone and every session run out, but " + gone;
        }
        return null;
    }

    private static @Nullable String beyondLimits(WorldEvent.EngineNumbers numbers, EngineOptions options) {
        EngineOptions.Capacity capacity = options.capacity();
        int sessions = Math.max(numbers.sessions(), 0);
        long buffered = (long) sessions * capacity.bufferMessagesMax() * EngineOptions.Capacity.HELD_PER_PLACE;
        if (numbers.buffered() > buffered) {
            return numbers.buffered() + " messages are buffered for " + sessions + " sessions";
        }
        // A session in the midst of a CONNECT from another address is bound to both.
        if (numbers.boundPeers() > 2L * sessions) {
            return numbers.boundPeers() + " addresses are bound to " + sessions + " sessions";
        }
        if (numbers.connectSlotsInUse() > options.upstream().connectsAtOnceMax()) {
            return numbers.connectSlotsInUse() + " legs are being opened at once";
        }
        return null;
    }

    private static @Nullable String leftOver(WorldEvent.EngineNumbers numbers) {
        boolean empty = numbers.boundPeers() <= 0
                && numbers.exchanges() <= 0
                && numbers.buffered() <= 0
                && numbers.held() <= 0
                && numbers.connectSlotsInUse() <= 0;
        return numbers.sessions() == 0 && !empty ? "there are no sessions, but " + numbers : null;
    }
}

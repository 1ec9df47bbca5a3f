package org.sngateway.simulator.check;

import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredCommand;

import java.util.ArrayList;
import java.util.List;

/** Engines that do not keep what they tell operators. */
final class OperatorDefects {
    private OperatorDefects() {}

    private static StoredClient with(StoredClient stored, List<StoredCommand> commands) {
        return new StoredClient(
                stored.session(), stored.topics(), stored.subscriptions(), stored.received(), stored.spool(), commands);
    }

    /** Confirms commands before they are stored. */
    static final class ConfirmsCommandsAtOnce extends BrokenEngine {
        @Override
        public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
            if (!(request instanceof ControlRequest.Publish)) {
                super.onControl(request, answer, nowNanos);
                return;
            }
            boolean[] refused = {false};
            super.onControl(request, outcome -> refused[0] |= outcome instanceof ControlOutcome.Refused, nowNanos);
            answer.on(
                    refused[0]
                            ? new ControlOutcome.Refused(ControlOutcome.Refusal.LIMIT, "no")
                            : new ControlOutcome.Queued(1, nowNanos, ControlOutcome.Queued.UNKNOWN, true));
        }
    }

    /** Begins without the commands. */
    static final class ForgetsCommands extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            super.restore(with(stored, List.of()), nowNanos);
        }
    }

    /** Begins with commands that have lost their message ids. */
    static final class RenumbersCommands extends BrokenEngine {
        @Override
        public void restore(StoredClient stored, long nowNanos) {
            List<StoredCommand> renumbered = new ArrayList<>();
            for (StoredCommand each : stored.commands()) {
                renumbered.add(new StoredCommand(each.number(), each.command(), 0, each.queuedNanos()));
            }
            super.restore(with(stored, renumbered), nowNanos);
        }
    }

    /** Keeps commands in the store after they were delivered. */
    static final class KeepsDeliveredCommands extends BrokenEngine {
        @Override
        public long append(List<StoreWrite> changes, Urgency urgency) {
            List<StoreWrite> written = new ArrayList<>(changes);
            written.removeIf(change -> change instanceof StoreWrite.DeleteCommand);
            return super.append(written, urgency);
        }
    }

    /** Takes no notice of when a command expires. */
    static final class DeliversExpiredCommands extends BrokenEngine {
        @Override
        public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
            ControlRequest changed = request instanceof ControlRequest.Publish publish
                    ? new ControlRequest.Publish(publish.clientId(), lasting(publish.command()))
                    : request;
            super.onControl(changed, answer, nowNanos);
        }

        private static DownlinkCommand lasting(DownlinkCommand command) {
            return new DownlinkCommand(
                    command.topic(),
                    command.predefinedId(),
                    command.payload(),
                    command.qos(),
                    command.retain(),
                    Delivery.NO_EXPIRY,
                    command.keepLatest(),
                    command.correlation());
        }
    }

    /** Forgets clients, but leaves their sessions with the broker. */
    static final class LeavesForgottenSessionsAtTheBroker extends BrokenEngine {
        @Override
        Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
            return new Leg(leg) {
                @Override
                public void close(boolean keepSession) {
                    real.close(true);
                }
            };
        }
    }

    /** Says that a client is forgotten, and only ends its connection. */
    static final class KicksInsteadOfForgetting extends BrokenEngine {
        @Override
        public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
            if (request instanceof ControlRequest.Forget forget) {
                super.onControl(
                        new ControlRequest.Kick(forget.clientId()),
                        outcome -> answer.on(new ControlOutcome.Done(0)),
                        nowNanos);
            } else {
                super.onControl(request, answer, nowNanos);
            }
        }
    }
}

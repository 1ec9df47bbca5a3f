package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/*
 * Held to this is a client from when its forgetting was confirmed until a device is accepted under its id again. A record
 * may stay until the broker knows and has what the device was told is safe, but empty of all that is the session's own.
 */
/** O2: of a client that was forgotten nothing is left, in the engine, in the store, or, when all has healed, at the broker. */
public final class ForgottenLeavesNothing implements Invariant {
    private final DeliveryLedger ledger;
    private final Healing healing = new Healing();
    /** When the forgetting of each client was confirmed. */
    private final Map<String, Long> forgotten = new HashMap<>();

    /** Positions in the ledger: what is behind them is what was there when the client was forgotten. */
    private final Map<String, Integer> positions = new HashMap<>();

    public ForgottenLeavesNothing(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "O2";
    }

    @Override
    public String statement() {
        return "of a forgotten client nothing is left";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        healing.on(event, nowNanos);
        if (event instanceof WorldEvent.OperatorAnswered answered && answered.isForget() && answered.done()) {
            forgotten.put(answered.clientId(), nowNanos);
            positions.put(answered.clientId(), ledger.downlinks().size());
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            return onSent(sent, sent.clientId());
        } else if (event instanceof WorldEvent.RestartCompared compared && forgotten.containsKey(compared.clientId())) {
            String engine = left(compared.engine());
            return engine == null
                    ? describe(compared.clientId(), left(compared.stored()), "the store")
                    : describe(compared.clientId(), engine, "the engine");
        } else if (event instanceof WorldEvent.BrokerHasSession has && forgotten.containsKey(has.clientId())) {
            return healing.isSettled(nowNanos) ? describe(has.clientId(), "a session", "the broker") : null;
        }
        return null;
    }

    private @Nullable String onSent(WorldEvent.GatewaySent sent, String clientId) {
        if (sent.message() instanceof ConnAck connAck && connAck.returnCode().isAccepted()) {
            forgotten.remove(clientId);
        }
        Integer position = positions.get(clientId);
        if (position == null || !(sent.message() instanceof Publish publish)) {
            return null;
        }
        String key = MessageKeys.of(publish.data());
        DownlinkEntry entry = key == null ? null : ledger.downlink(clientId, key);
        boolean isOld = entry != null && entry.command && entry.index < position;
        return isOld ? entry + " was sent, although its client was forgotten after it was queued" : null;
    }

    private static @Nullable String describe(String clientId, @Nullable String left, String where) {
        return left == null ? null : clientId + " was forgotten, but " + where + " has " + left + " of it";
    }

    private static @Nullable String left(@Nullable StoredClient client) {
        if (client == null) {
            return null;
        }
        if (!client.topics().isEmpty()) {
            return "topics";
        }
        if (!client.subscriptions().isEmpty()) {
            return "subscriptions";
        }
        if (!client.commands().isEmpty()) {
            return "commands";
        }
        return client.received().isEmpty() ? null : "received message ids";
    }
}

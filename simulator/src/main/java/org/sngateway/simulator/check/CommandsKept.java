package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredCommand;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashSet;
import java.util.Set;

/*
 * What a process leaves behind is what the next one reads: a command that was confirmed, and whose end nobody has heard of,
 * has to be in it. That it is delivered from there, and once, is for S11, L1 and S4 to see. A command is sent at a time, and
 * what the network does with it afterwards is nobody's fault.
 */
/** O1: a command that was confirmed is kept until it has come to an end, across crashes, and is not sent after its expiry. */
public final class CommandsKept implements Invariant {
    private final DeliveryLedger ledger;

    public CommandsKept(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "O1";
    }

    @Override
    public String statement() {
        return "a confirmed command is kept until it is delivered or given up with a reason, and not sent after its expiry";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.StoreRead read) {
            return missing(read);
        }
        if (event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null
                && sent.message() instanceof Publish publish) {
            String key = MessageKeys.of(publish.data());
            DownlinkEntry entry = key == null ? null : ledger.downlink(sent.clientId(), key);
            if (entry != null && entry.command && nowNanos >= entry.expiresNanos) {
                return entry + " was sent at " + Moment.text(nowNanos) + ", but had expired at "
                        + Moment.text(entry.expiresNanos);
            }
        }
        return null;
    }

    private @Nullable String missing(WorldEvent.StoreRead read) {
        Set<String> stored = new HashSet<>();
        for (StoredClient client : read.clients()) {
            for (StoredCommand command : client.commands()) {
                stored.add(client.session().clientId() + " " + command.command().correlation());
            }
        }
        for (DownlinkEntry entry : ledger.downlinks()) {
            boolean promised = entry.command && entry.confirmed && entry.qos != Qos.ZERO;
            if (promised && !entry.isSettled() && !stored.contains(entry.clientId + " " + entry.key)) {
                return entry + " was confirmed to the operator, but is not in the store";
            }
        }
        return null;
    }
}

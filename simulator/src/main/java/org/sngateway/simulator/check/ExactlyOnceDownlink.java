package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/*
 * The receiver's memory of message ids is what makes QoS 2 exact. It is gone after a reboot, and after a clean start by
 * definition, also when the gateway takes it for a sleeper's CONNECT that keeps the session; the gateway's is gone after a crash, the broker's packet id with its session, and with
 * MQTT 3.1.1 the client's with its leg. A second copy in another
 * device of the same client id is another device's first. And a copy that the network made, or delayed until the exchange
 * was over, is nobody's fault: the gateway is to blame only when it sent the message again although the device had
 * answered with PUBREC, or under another message id.
 */
/** S4: a device's application gets a QoS 2 message once for each time that the broker took it in. */
public final class ExactlyOnceDownlink implements Invariant {
    private final DeliveryLedger ledger;
    private final Connections connections = new Connections();
    private final Map<String, Long> excusedDevices = new HashMap<>();
    private final Map<String, Long> excusedClients = new HashMap<>();
    private final Set<String> offline = new HashSet<>();
    private final Map<Copy, Count> counts = new HashMap<>();
    private final Map<Copy, Sending> sendings = new HashMap<>();
    private final Map<ClientMsgId, Sending> byMsgId = new HashMap<>();
    private long events;
    private long allExcused;

    private record Copy(String device, String key) {}

    private static final class Count {
        int times;

        @Nullable
        DownlinkEntry entry;
    }

    /** How the gateway sent one message to one client. */
    private static final class Sending {
        int msgId;
        boolean received;
        long sent;
        /** When the copy before the last one was sent, if the gateway is to blame for the last one. */
        long former;
    }

    private record ClientMsgId(String clientId, int msgId) {}

    public ExactlyOnceDownlink(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "S4";
    }

    @Override
    public String statement() {
        return "a QoS 2 downlink message reaches the device's application exactly once while gateway and device live";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        events++;
        Connections.Start start = connections.on(event);
        if (start == Connections.Start.CLEAN
                && event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null) {
            excusedClients.put(sent.clientId(), events);
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            allExcused = events;
            mayComeAgain(copy -> !isCommand(copy));
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            excusedClients.put(lost.clientId(), events);
        } else if (event instanceof WorldEvent.LegForgot forgot) {
            excusedClients.put(forgot.clientId(), events);
        } else if (event instanceof WorldEvent.DeviceRebooted rebooted) {
            excusedDevices.put(rebooted.device(), events);
            mayComeAgain(copy -> copy.device().equals(rebooted.device()));
        } else if (event instanceof WorldEvent.DeviceStateChanged changed) {
            noteOffline(changed);
        } else if (event instanceof WorldEvent.DeviceSent sent && startsAnew(sent)) {
            excusedDevices.put(sent.device(), events);
            mayComeAgain(copy -> copy.device().equals(sent.device()));
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null
                && sent.message() instanceof Publish publish
                && publish.qos() == Qos.TWO) {
            onSent(sent.clientId(), publish);
        } else if (event instanceof WorldEvent.GatewayReceived received
                && received.clientId() != null
                && received.message() instanceof PubRec pubRec) {
            Sending sending = byMsgId.get(new ClientMsgId(received.clientId(), pubRec.msgId()));
            if (sending != null) {
                sending.received = true;
            }
        } else if (event instanceof WorldEvent.DeviceGot got && got.qos() == Qos.TWO) {
            return onGot(got);
        }
        return null;
    }

    private void noteOffline(WorldEvent.DeviceStateChanged changed) {
        if (changed.state() == DeviceState.OFFLINE) {
            offline.add(changed.device());
        } else {
            offline.remove(changed.device());
        }
    }

    private boolean startsAnew(WorldEvent.DeviceSent sent) {
        return sent.message() instanceof Connect connect && connect.cleanSession() && offline.contains(sent.device());
    }

    /**
     * Somebody has lost his memory: what the broker does not know to be delivered comes again, in addition to what comes
     * for another reason.
     */
    private void mayComeAgain(Predicate<Copy> concerned) {
        counts.forEach((copy, count) -> {
            if (count.entry != null && concerned.test(copy)) {
                count.times = Math.min(count.times, count.entry.acknowledgements);
            }
        });
    }

    private boolean isCommand(Copy copy) {
        Count count = counts.get(copy);
        return count != null && count.entry != null && count.entry.command;
    }

    private void onSent(String clientId, Publish publish) {
        String key = MessageKeys.of(publish.data());
        if (key == null) {
            return;
        }
        Sending sending = sendings.computeIfAbsent(new Copy(clientId, key), copy -> new Sending());
        boolean another = sending.msgId != 0 && sending.msgId != publish.msgId();
        if (another || sending.received) {
            sending.former = sending.sent;
        }
        sending.sent = events;
        sending.msgId = publish.msgId();
        sending.received = false;
        byMsgId.put(new ClientMsgId(clientId, publish.msgId()), sending);
    }

    private @Nullable String onGot(WorldEvent.DeviceGot got) {
        DownlinkEntry entry = ledger.downlink(got.clientId(), got.key());
        Count count = counts.computeIfAbsent(new Copy(got.device(), got.key()), copy -> new Count());
        count.times++;
        count.entry = entry;
        if (entry == null || count.times <= entry.queued) {
            return null;
        }
        // A command is stored with its message id: the device can tell a copy across a crash of the gateway, too.
        long excuse = Math.max(
                entry.command ? 0 : allExcused,
                Math.max(
                        excusedDevices.getOrDefault(got.device(), 0L),
                        excusedClients.getOrDefault(got.clientId(), 0L)));
        Sending sending = sendings.get(new Copy(got.clientId(), got.key()));
        if (sending == null || sending.former == 0 || excuse > sending.former) {
            count.times = entry.queued;
            return null;
        }
        return entry + " reached the application of " + got.device() + " " + count.times + " times";
    }
}

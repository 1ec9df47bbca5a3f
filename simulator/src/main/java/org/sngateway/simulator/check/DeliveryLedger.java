package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.world.WorldEvent;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/*
 * An acknowledgement is booked for the message that the gateway last received under its message id from that device,
 * not for the one that the device believes to be acknowledged: a device that was rebooted uses its ids again, and a late
 * PUBACK would be taken for the wrong message, which no gateway could help.
 */
/**
 * What became of every message of a run, up and down. It comes first among the invariants, so that the others find an
 * event booked already; its own rule is that the books balance.
 */
public final class DeliveryLedger implements Invariant {
    private final Map<String, UplinkEntry> uplinks = new LinkedHashMap<>();
    private final Map<DownlinkKey, DownlinkEntry> downlinks = new LinkedHashMap<>();
    /** What the gateway last received under a message id. */
    private final Map<DeviceMsgId, UplinkEntry> underMsgId = new HashMap<>();

    private record DownlinkKey(String clientId, String key) {}

    private record DeviceMsgId(String device, int msgId) {}

    @Override
    public String id() {
        return "R7";
    }

    @Override
    public String statement() {
        return "nothing arrives that nobody sent";
    }

    /** All that devices published, in order. */
    public Collection<UplinkEntry> uplinks() {
        return uplinks.values();
    }

    /** All that the broker took in for devices, in order. */
    public Collection<DownlinkEntry> downlinks() {
        return downlinks.values();
    }

    @Nullable
    UplinkEntry uplink(String key) {
        return uplinks.get(key);
    }

    @Nullable
    DownlinkEntry downlink(String clientId, String key) {
        return downlinks.get(new DownlinkKey(clientId, key));
    }

    /** The message that the gateway last received from {@code device} under this id. */
    @Nullable
    UplinkEntry underMsgId(String device, int msgId) {
        return underMsgId.get(new DeviceMsgId(device, msgId));
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.GatewayReceived received) {
            onGatewayReceived(received);
            return null;
        }
        if (event instanceof WorldEvent.GatewaySent sent) {
            onGatewaySent(sent, nowNanos);
            return null;
        }
        String upwards = onUplink(event, nowNanos);
        return upwards != null ? upwards : onDownlink(event, nowNanos);
    }

    private void onGatewayReceived(WorldEvent.GatewayReceived received) {
        if (received.device() != null && received.message() instanceof Publish publish && publish.msgId() != 0) {
            String key = MessageKeys.of(publish.data());
            UplinkEntry entry = key == null ? null : uplinks.get(key);
            if (entry != null) {
                underMsgId.put(new DeviceMsgId(received.device(), publish.msgId()), entry);
            }
        }
    }

    private void onGatewaySent(WorldEvent.GatewaySent sent, long nowNanos) {
        String device = sent.device();
        if (device == null) {
            return;
        }
        SnMessage message = sent.message();
        if (message instanceof PubRec pubRec) {
            promise(underMsgId(device, pubRec.msgId()), nowNanos);
        } else if (message instanceof PubAck pubAck) {
            UplinkEntry entry = underMsgId(device, pubAck.msgId());
            if (pubAck.returnCode().isAccepted()) {
                promise(entry, nowNanos);
            } else if (entry != null) {
                entry.rejected = true;
            }
        }
    }

    private static void promise(@Nullable UplinkEntry entry, long nowNanos) {
        if (entry != null && !entry.promised) {
            entry.promised = true;
            entry.promisedNanos = nowNanos;
        }
    }

    private @Nullable String onUplink(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.DevicePublished published) {
            uplinks.putIfAbsent(
                    published.key(),
                    new UplinkEntry(
                            published.device(),
                            published.clientId(),
                            published.key(),
                            published.topic(),
                            published.qos(),
                            nowNanos));
        } else if (event instanceof WorldEvent.BrokerGot got) {
            UplinkEntry entry = uplinks.get(got.key());
            if (entry == null) {
                return "the broker got " + got.key() + " from " + got.clientId() + ", which no device published";
            }
            entry.gotByBroker++;
        } else if (event instanceof WorldEvent.DeviceWasAcknowledged acknowledged) {
            UplinkEntry entry = uplinks.get(acknowledged.key());
            if (entry != null) {
                entry.acknowledged = true;
            }
        } else if (event instanceof WorldEvent.DeviceGaveUp gaveUp) {
            UplinkEntry entry = uplinks.get(gaveUp.key());
            if (entry != null) {
                entry.givenUpByDevice = true;
            }
        } else if (event instanceof WorldEvent.SpooledGivenUp givenUp) {
            UplinkEntry entry = uplinks.get(givenUp.key());
            if (entry != null) {
                entry.givenUpByGateway = true;
            }
        }
        return null;
    }

    private @Nullable String onDownlink(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.OperatorAsked asked && asked.isPublish()) {
            DownlinkEntry entry =
                    new DownlinkEntry(asked.clientId(), asked.key(), asked.topic(), asked.qos(), downlinks.size());
            entry.command = true;
            entry.expiresNanos = asked.expiresNanos();
            entry.queued = 1;
            entry.levels.add(asked.qos());
            downlinks.put(new DownlinkKey(asked.clientId(), asked.key()), entry);
        } else if (event instanceof WorldEvent.OperatorAnswered answered && answered.done()) {
            DownlinkEntry entry = downlink(answered.clientId(), answered.key());
            if (entry != null) {
                entry.confirmed = true;
                entry.queuedNanos = nowNanos;
            }
        } else if (event instanceof WorldEvent.BrokerQueued queued) {
            DownlinkEntry entry = downlinks.computeIfAbsent(
                    new DownlinkKey(queued.clientId(), queued.key()),
                    key -> new DownlinkEntry(
                            queued.clientId(), queued.key(), queued.topic(), queued.qos(), downlinks.size()));
            entry.queued++;
            entry.levels.add(queued.qos());
            entry.queuedNanos = nowNanos;
            entry.lostByBroker = false;
        } else if (event instanceof WorldEvent.DeviceGot got) {
            DownlinkEntry entry = downlink(got.clientId(), got.key());
            if (entry == null) {
                return got.device() + " got " + got.key() + ", which the broker never queued for " + got.clientId();
            }
            entry.gotByDevice++;
        } else if (event instanceof WorldEvent.DownlinkGivenUp givenUp) {
            DownlinkEntry entry = downlink(givenUp.clientId(), givenUp.key());
            if (entry != null) {
                entry.givenUp = givenUp.reason();
            }
        } else if (event instanceof WorldEvent.BrokerWasAcknowledged acknowledged) {
            DownlinkEntry entry = downlink(acknowledged.clientId(), acknowledged.key());
            if (entry != null) {
                entry.acknowledgedToBroker = true;
                entry.acknowledgements++;
            }
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            for (DownlinkEntry entry : downlinks.values()) {
                if (entry.clientId.equals(lost.clientId()) && !entry.acknowledgedToBroker && !entry.command) {
                    entry.lostByBroker = true;
                }
            }
        }
        return null;
    }
}

package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * R10: a QoS -1 message reaches the broker once for each copy of it that reached the gateway at most, under its own name, and
 * nobody answers it (MQTT-SN 1.2 s.6.8).
 */
public final class MinusOneIsQuiet implements Invariant {
    private final DeliveryLedger ledger;
    private final Map<String, Integer> copies = new HashMap<>();
    /** Whose QoS -1 message is being dealt with. */
    private @Nullable String sender;

    public MinusOneIsQuiet(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "R10";
    }

    @Override
    public String statement() {
        return "a QoS -1 message is published at most once under its own name, and never answered";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.GatewayReceived received) {
            boolean minusOne = received.message() instanceof Publish publish && publish.qos() == Qos.MINUS_ONE;
            sender = minusOne ? received.device() : null;
            if (received.message() instanceof Publish publish && minusOne) {
                copies.merge(String.valueOf(MessageKeys.of(publish.data())), 1, Integer::sum);
            }
        } else if (event instanceof WorldEvent.GatewaySent sent) {
            boolean answers = sent.device() != null
                    && sent.device().equals(sender)
                    && sent.message() instanceof PubAck pubAck
                    && pubAck.msgId() == 0;
            return answers ? sent.device() + " published with QoS -1 and was answered" : null;
        } else if (event instanceof WorldEvent.BrokerGotMinusOne got) {
            return onGot(got);
        }
        return null;
    }

    private @Nullable String onGot(WorldEvent.BrokerGotMinusOne got) {
        UplinkEntry entry = ledger.uplink(got.key());
        if (entry == null || entry.qos != Qos.MINUS_ONE) {
            return got.key() + " was published as a QoS -1 message, which it is not";
        }
        if (!entry.topic.equals(got.topic())) {
            return entry + " reached the broker on " + got.topic();
        }
        int left = copies.getOrDefault(got.key(), 0) - 1;
        copies.put(got.key(), left);
        return left < 0 ? entry + " reached the broker more often than the gateway" : null;
    }
}

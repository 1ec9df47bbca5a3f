package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/*
 * What counts is what the broker's connection had handed to the gateway before the device asked. A message is dealt with
 * when the device has it or it was given up; at QoS 0, when it was sent. What a former process had in its memory comes
 * again from the broker. Wakes of limited size and devices that ask for a rest end a wake early, by the rules.
 */
/** R3: PINGRESP ends a wake only when everything that had arrived for the device before it asked has been dealt with. */
public final class PingRespComesLast implements Invariant {
    private final DeliveryLedger ledger;
    private final SleepView view = new SleepView();
    /** By client: keys that the leg delivered and that are not dealt with, with the time of their arrival. */
    private final Map<String, Map<String, Long>> waiting = new HashMap<>();

    private final Set<String> resting = new HashSet<>();
    private boolean wakesAreLimited;
    private int messagesMax = Integer.MAX_VALUE;

    public PingRespComesLast(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "R3";
    }

    @Override
    public String statement() {
        return "PINGRESP ends a wake only when everything that waited has been dealt with";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        String wrong = null;
        if (event instanceof WorldEvent.Began began) {
            wakesAreLimited = began.engine().sleep().messagesPerWakeMax() > 0;
            messagesMax = began.engine().capacity().bufferMessagesMax();
        } else if (event instanceof WorldEvent.LegDelivered delivered) {
            onDelivered(delivered, nowNanos);
        } else if (event instanceof WorldEvent.DownlinkGivenUp givenUp) {
            of(givenUp.clientId()).remove(givenUp.key());
        } else if (event instanceof WorldEvent.DeviceGot got) {
            of(got.clientId()).remove(got.key());
        } else if (event instanceof WorldEvent.OperatorAsked asked && (asked.isKick() || asked.isForget())) {
            // Its leg is closed, with what it has not handed over; the broker delivers QoS 1 and 2 again.
            waiting.remove(asked.clientId());
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            waiting.clear();
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            waiting.remove(lost.clientId());
        } else if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            noteRest(received, received.clientId());
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            wrong = onSent(sent, sent.clientId(), nowNanos);
        } else if (event instanceof WorldEvent.GatewaySent sent) {
            onSentToNobody(sent);
        }
        view.on(event, nowNanos);
        return wrong;
    }

    private Map<String, Long> of(String clientId) {
        return waiting.computeIfAbsent(clientId, c -> new LinkedHashMap<>());
    }

    private void onDelivered(WorldEvent.LegDelivered delivered, long nowNanos) {
        DownlinkEntry entry = ledger.downlink(delivered.clientId(), delivered.key());
        if (entry != null && entry.gotByDevice == 0 && entry.givenUp == null) {
            of(delivered.clientId()).putIfAbsent(delivered.key(), nowNanos);
        }
    }

    private void noteRest(WorldEvent.GatewayReceived received, String clientId) {
        boolean rests = received.message() instanceof PubAck pubAck
                        && pubAck.returnCode().isCongestion()
                || received.message() instanceof RegAck regAck
                        && regAck.returnCode().isCongestion();
        if (rests) {
            resting.add(clientId);
        }
    }

    /** The device is elsewhere by now; whose message it was cannot be told. */
    private void onSentToNobody(WorldEvent.GatewaySent sent) {
        if (sent.message() instanceof Publish publish && publish.qos() == Qos.ZERO) {
            String key = MessageKeys.of(publish.data());
            waiting.values().forEach(messages -> messages.remove(key == null ? "" : key));
        }
    }

    private @Nullable String onSent(WorldEvent.GatewaySent sent, String clientId, long nowNanos) {
        if (sent.message() instanceof Publish publish && publish.qos() == Qos.ZERO) {
            String key = MessageKeys.of(publish.data());
            if (key != null) {
                of(clientId).remove(key);
            }
        }
        boolean endsWake = sent.message() instanceof PingResp
                && sent.device() != null
                && view.of(sent.device()).phase == SleepView.Phase.AWAKE
                && !view.of(sent.device()).isAsleep(nowNanos);
        if (!endsWake || sent.device() == null || resting.remove(clientId) || wakesAreLimited) {
            return null;
        }
        long wokeNanos = view.of(sent.device()).wokeNanos;
        // Beyond the buffer's size messages are left to the broker, which delivers them again.
        if (of(clientId).size() >= messagesMax) {
            return null;
        }
        for (Map.Entry<String, Long> item : of(clientId).entrySet()) {
            if (item.getValue() < wokeNanos) {
                return sent.device() + " was sent PINGRESP, but " + item.getKey() + " waits for it since "
                        + Moment.text(item.getValue());
            }
        }
        return null;
    }
}

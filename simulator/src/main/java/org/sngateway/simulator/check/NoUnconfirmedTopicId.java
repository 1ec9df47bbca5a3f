package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * S7: a downlink PUBLISH uses a normal topic id only when the device has confirmed it in this connection: by its REGACK, or by
 * having been sent REGACK or SUBACK with it. A CONNECT that is no wake-up invalidates all (SN12-TID-05); sleep and a restart
 * of the gateway do not.
 */
public final class NoUnconfirmedTopicId implements Invariant {
    private final Connections connections = new Connections();
    private final Map<String, Set<Integer>> confirmed = new HashMap<>();

    @Override
    public String id() {
        return "S7";
    }

    @Override
    public String statement() {
        return "no PUBLISH with a topic id that the device has not confirmed";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        Connections.Start start = connections.on(event);
        if (event instanceof WorldEvent.GatewayReceived received
                && received.clientId() != null
                && received.message() instanceof RegAck regAck
                && regAck.returnCode().isAccepted()) {
            confirm(received.clientId(), regAck.topicId());
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            if (start == Connections.Start.RESUMED || start == Connections.Start.CLEAN) {
                confirmed.remove(sent.clientId());
            }
            return onSent(sent, sent.clientId());
        }
        return null;
    }

    private @Nullable String onSent(WorldEvent.GatewaySent sent, String clientId) {
        if (sent.message() instanceof RegAck regAck && regAck.returnCode().isAccepted()) {
            confirm(clientId, regAck.topicId());
        } else if (sent.message() instanceof SubAck subAck
                && subAck.returnCode().isAccepted()) {
            confirm(clientId, subAck.topicId());
        } else if (sent.message() instanceof Publish publish
                && publish.topic() instanceof TopicRef.Normal topic
                && !confirmed.getOrDefault(clientId, Set.of()).contains(topic.id())) {
            return sent.device() + " was sent PUBLISH " + MessageKeys.of(publish.data()) + " with topic id "
                    + topic.id() + ", which it has not confirmed";
        }
        return null;
    }

    private void confirm(String clientId, int topicId) {
        confirmed.computeIfAbsent(clientId, c -> new HashSet<>()).add(topicId);
    }
}

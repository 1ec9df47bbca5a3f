package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * S8: no two of the gateway's own exchanges with one device (REGISTER, PUBLISH with QoS 1 or 2) are under way with the same
 * message id, also not across a restart of the gateway. An exchange ends when it is answered or given up, or with its
 * connection.
 */
public final class OneExchangePerMessageId implements Invariant {
    private final Connections connections = new Connections();
    private final Map<String, Map<Integer, String>> underWay = new HashMap<>();

    @Override
    public String id() {
        return "S8";
    }

    @Override
    public String statement() {
        return "never two exchanges under way with one message id";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        Connections.Start start = connections.on(event);
        if (event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            if (start == Connections.Start.RESUMED || start == Connections.Start.CLEAN) {
                underWay.remove(sent.clientId());
            }
            return onSent(sent.clientId(), sent.message());
        }
        if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            onReceived(of(received.clientId()), received.message());
        } else if (event instanceof WorldEvent.DownlinkGivenUp givenUp) {
            of(givenUp.clientId()).values().remove(publishOf(givenUp.key()));
        }
        return null;
    }

    private Map<Integer, String> of(String clientId) {
        return underWay.computeIfAbsent(clientId, c -> new HashMap<>());
    }

    private @Nullable String onSent(String clientId, SnMessage message) {
        if (message instanceof Publish publish && publish.qos().isAcknowledged()) {
            return open(clientId, publish.msgId(), publishOf(MessageKeys.of(publish.data())));
        }
        if (message instanceof Register register) {
            return open(clientId, register.msgId(), "REGISTER of topic id " + register.topicId());
        }
        return null;
    }

    private static String publishOf(@Nullable String key) {
        return "PUBLISH of " + key;
    }

    private @Nullable String open(String clientId, int msgId, String what) {
        Map<Integer, String> exchanges = of(clientId);
        String known = exchanges.get(msgId);
        if (known != null && !known.equals(what)) {
            return clientId + " was sent " + what + " under message id " + msgId + ", while " + known
                    + " is under way with it";
        }
        if (known == null) {
            // Begun again under another id: the former exchange is abandoned.
            exchanges.values().remove(what);
            exchanges.put(msgId, what);
        }
        return null;
    }

    private static void onReceived(Map<Integer, String> exchanges, SnMessage message) {
        if (message instanceof PubAck pubAck) {
            exchanges.remove(pubAck.msgId());
        } else if (message instanceof PubComp pubComp) {
            exchanges.remove(pubComp.msgId());
        } else if (message instanceof RegAck regAck) {
            exchanges.remove(regAck.msgId());
        }
    }
}

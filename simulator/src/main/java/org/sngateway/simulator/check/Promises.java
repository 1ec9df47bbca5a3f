package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the gateway has told each client of its session, and the client may count on: topic ids and subscriptions. */
final class Promises {
    private final Connections connections = new Connections();
    private final Map<String, Told> byClient = new HashMap<>();
    /** What the gateway last received under a message id. */
    private final Map<DeviceMsgId, String> registering = new HashMap<>();

    private final Map<DeviceMsgId, TopicRef> subscribing = new HashMap<>();

    private record DeviceMsgId(String device, int msgId) {}

    /** Of one client. */
    static final class Told {
        final Map<Integer, String> topics = new HashMap<>();
        final Set<String> filters = new HashSet<>();

        private void clear() {
            topics.clear();
            filters.clear();
        }
    }

    Told of(String clientId) {
        return byClient.computeIfAbsent(clientId, c -> new Told());
    }

    /** Whether this client's session ends with its connection. */
    boolean isClean(String clientId) {
        return connections.isClean(clientId);
    }

    void on(WorldEvent event) {
        Connections.Start start = connections.on(event);
        if (event instanceof WorldEvent.OperatorAsked asked && asked.isForget()) {
            of(asked.clientId()).clear();
        } else if (event instanceof WorldEvent.GatewayReceived received
                && received.device() != null
                && received.clientId() != null) {
            onReceived(received.device(), of(received.clientId()), received.message());
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.device() != null && sent.clientId() != null) {
            if (start == Connections.Start.CLEAN) {
                of(sent.clientId()).clear();
            }
            onSent(sent.device(), of(sent.clientId()), sent.message());
        } else if (event instanceof WorldEvent.SessionStateChanged changed
                && (changed.to() == StateName.DISCONNECTED || changed.to() == StateName.LOST)
                && connections.isClean(changed.clientId())) {
            of(changed.clientId()).clear();
        }
    }

    private void onReceived(String device, Told told, SnMessage message) {
        if (message instanceof Register register) {
            String name = register.topicName().utf8();
            registering.put(new DeviceMsgId(device, register.msgId()), name == null ? "" : name);
        } else if (message instanceof Subscribe subscribe) {
            subscribing.put(new DeviceMsgId(device, subscribe.msgId()), subscribe.topic());
        } else if (message instanceof Unsubscribe unsubscribe) {
            String filter = nameOf(unsubscribe.topic());
            if (filter == null) {
                // By predefined id: the name behind it is not known here.
                told.filters.clear();
            } else {
                told.filters.remove(filter);
            }
        }
    }

    private void onSent(String device, Told told, SnMessage message) {
        if (message instanceof RegAck regAck && regAck.returnCode().isAccepted()) {
            String name = registering.get(new DeviceMsgId(device, regAck.msgId()));
            if (name != null) {
                told.topics.put(regAck.topicId(), name);
            }
        } else if (message instanceof SubAck subAck && subAck.returnCode().isAccepted()) {
            TopicRef topic = subscribing.get(new DeviceMsgId(device, subAck.msgId()));
            String name = topic == null ? null : nameOf(topic);
            if (name != null) {
                told.filters.add(name);
                if (topic instanceof TopicRef.Named && subAck.topicId() != 0) {
                    told.topics.put(subAck.topicId(), name);
                }
            }
        }
    }

    private static @Nullable String nameOf(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return named.name().utf8();
        }
        return topic instanceof TopicRef.ShortName shortName ? shortName.name().utf8() : null;
    }
}

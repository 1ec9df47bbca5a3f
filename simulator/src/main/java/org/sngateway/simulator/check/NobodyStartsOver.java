package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * Under protection are, from a crash of the gateway on, the devices that slept by its own word, and those that were active
 * with CleanSession off. Protection ends with what would end a session anyway: the device says goodbye or connects anew,
 * it is declared lost (NotLostEarly judges that), it moved to another address, it has a double, or the broker was away.
 */
/**
 * R1: a restart of the gateway makes nobody start over: no device that was asleep or connected is sent DISCONNECT. And no
 * topic id that the gateway itself has told in this session is ever answered with "invalid topic id".
 */
public final class NobodyStartsOver implements Invariant {
    private final SleepView view = new SleepView();
    private final Supervision supervision = new Supervision();
    private final Promises promises = new Promises();
    private final Fleet fleet = new Fleet();
    private final Map<String, TopicRef> published = new HashMap<>();
    /** Devices that changed their address since they were last accepted. */
    private final Set<String> elsewhere = new HashSet<>();

    private final Set<String> protectedDevices = new HashSet<>();
    private boolean brokerAway;

    @Override
    public String id() {
        return "R1";
    }

    @Override
    public String statement() {
        return "after a restart of the gateway no device has to start over, and no topic id is forgotten";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        String wrong = null;
        if (event instanceof WorldEvent.GatewaySent sent && sent.device() != null && sent.clientId() != null) {
            wrong = onSent(sent, sent.device(), sent.clientId());
        }
        view.on(event, nowNanos);
        supervision.on(event, nowNanos);
        promises.on(event);
        fleet.on(event, nowNanos);
        follow(event);
        return wrong;
    }

    private void follow(WorldEvent event) {
        if (event instanceof WorldEvent.GatewayReceived received && received.device() != null) {
            onReceived(received, received.device());
            if (received.clientId() != null) {
                onDoubleHeard(received.device(), received.clientId());
            }
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            protect();
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            String device = view.deviceOf(changed.clientId());
            if (device != null && changed.to() == StateName.ACTIVE) {
                elsewhere.remove(device);
            } else if (device != null && changed.to() == StateName.LOST) {
                protectedDevices.remove(device);
            }
        } else if (event instanceof WorldEvent.OperatorAsked asked && (asked.isKick() || asked.isForget())) {
            for (Fleet.Member member : fleet.members()) {
                if (member.clientId.equals(asked.clientId())) {
                    protectedDevices.remove(member.device);
                }
            }
        } else if (event instanceof WorldEvent.DeviceMoved moved) {
            leave(moved.device());
        } else if (event instanceof WorldEvent.DeviceRebooted rebooted) {
            protectedDevices.remove(rebooted.device());
        } else if (event instanceof WorldEvent.BrokerWentAway) {
            brokerAway = true;
            protectedDevices.clear();
        } else if (event instanceof WorldEvent.BrokerCameBack) {
            brokerAway = false;
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            String device = view.deviceOf(lost.clientId());
            if (device != null) {
                protectedDevices.remove(device);
            }
        }
    }

    private void onReceived(WorldEvent.GatewayReceived received, String device) {
        if (received.message() instanceof Connect || received.message() instanceof Disconnect) {
            protectedDevices.remove(device);
        } else if (received.message() instanceof Publish publish) {
            published.put(device + " " + publish.msgId(), publish.topic());
        }
    }

    /** The session may be the double's from now on. */
    private void onDoubleHeard(String device, String clientId) {
        for (Fleet.Member member : fleet.members()) {
            if (member.clientId.equals(clientId) && !member.device.equals(device)) {
                protectedDevices.remove(member.device);
            }
        }
    }

    private void leave(String device) {
        elsewhere.add(device);
        protectedDevices.remove(device);
    }

    private void protect() {
        protectedDevices.clear();
        if (brokerAway) {
            return;
        }
        for (Fleet.Member member : fleet.members()) {
            Supervision.Watched watched = supervision.known(member.clientId);
            boolean single = !fleet.isShared(member.clientId) && !elsewhere.contains(member.device);
            if (watched != null && watched.stateKnown && single && countsOnUs(member, watched)) {
                protectedDevices.add(member.device);
            }
        }
    }

    private boolean countsOnUs(Fleet.Member member, Supervision.Watched watched) {
        SleepView.Phase phase = view.of(member.device).phase;
        if (watched.state == StateName.ASLEEP) {
            return phase == SleepView.Phase.ASLEEP;
        }
        return watched.state == StateName.ACTIVE
                && phase == SleepView.Phase.CONNECTED
                && !watched.connectPending
                && !promises.isClean(member.clientId);
    }

    private @Nullable String onSent(WorldEvent.GatewaySent sent, String device, String clientId) {
        if (sent.message() instanceof Disconnect && protectedDevices.contains(device)) {
            return device + " counted on its session when the gateway was restarted, and was sent DISCONNECT";
        }
        if (sent.message() instanceof PubAck pubAck
                && pubAck.returnCode().equals(ReturnCode.INVALID_TOPIC_ID)
                && published.get(device + " " + pubAck.msgId()) instanceof TopicRef.Normal topic
                && topic.id() == pubAck.topicId()
                && !fleet.isShared(clientId)) {
            String name = promises.of(clientId).topics.get(topic.id());
            return name == null
                    ? null
                    : device + " was told that topic id " + topic.id() + " is invalid, which it has for " + name;
        }
        return null;
    }
}

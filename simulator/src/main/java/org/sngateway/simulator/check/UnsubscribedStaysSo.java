package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * What the broker sends after it has ended a subscription is nobody's concern here: what was under way arrives. So it is
 * enough to look when the broker is told. While its connection to the broker is up the gateway has to tell it before UNSUBACK;
 * otherwise it owes that, and must have paid when the run ends. Predefined topics, whose names the messages do not carry, and
 * devices with a double are left out. The connection is not up for certain after a break, a new CONNECT, or a change of the
 * Will, for which it is opened anew.
 */
/** R9: after UNSUBACK the broker sends nothing more for that filter: it has been told, or is as soon as it can be reached. */
public final class UnsubscribedStaysSo implements Invariant {
    private static final long DOUBT_NANOS = 120 * Moment.SECOND_NANOS;

    private final Fleet fleet = new Fleet();
    private final Healing healing = new Healing();
    private final Map<String, Known> records = new HashMap<>();
    private final Map<DeviceMsgId, Request> requests = new HashMap<>();
    private long events;

    private record DeviceMsgId(String device, int msgId) {}

    private record Request(String filter, long event) {}

    private static final class Known {
        /** Told to the device as ended, and not asked for again since. */
        final Set<String> ended = new HashSet<>();
        /** What the broker has. */
        final Set<String> atBroker = new HashSet<>();
        /** When the broker was last told of a filter, as numbers of events. */
        final Map<String, Long> told = new HashMap<>();

        boolean up;
        long upEvent;
        long doubtfulUntilNanos;
    }

    @Override
    public String id() {
        return "R9";
    }

    @Override
    public String statement() {
        return "after UNSUBACK the broker has no such subscription, or hears of its end when it can be reached again";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        events++;
        fleet.on(event, nowNanos);
        healing.on(event, nowNanos);
        if (event instanceof WorldEvent.GatewayReceived received
                && received.device() != null
                && received.clientId() != null) {
            onReceived(received.device(), of(received.clientId()), received.message(), nowNanos);
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.device() != null
                && sent.clientId() != null
                && sent.message() instanceof UnsubAck ack) {
            return onUnsubAck(sent.clientId(), requests.remove(new DeviceMsgId(sent.device(), ack.msgId())), nowNanos);
        } else if (event instanceof WorldEvent.Ended) {
            return onEnd(nowNanos);
        }
        followBroker(event);
        return null;
    }

    private Known of(String clientId) {
        return records.computeIfAbsent(clientId, c -> new Known());
    }

    private void onReceived(String device, Known known, SnMessage message, long nowNanos) {
        if (message instanceof Subscribe subscribe) {
            known.ended.remove(nameOf(subscribe.topic()));
        } else if (message instanceof Unsubscribe unsubscribe) {
            String filter = nameOf(unsubscribe.topic());
            DeviceMsgId id = new DeviceMsgId(device, unsubscribe.msgId());
            Request former = requests.get(id);
            if (former == null || !former.filter().equals(filter)) {
                requests.put(id, new Request(filter, events));
            }
        } else if (message instanceof Connect || message instanceof WillTopicUpd || message instanceof WillMsgUpd) {
            known.doubtfulUntilNanos = nowNanos + DOUBT_NANOS;
        }
    }

    /** Empty where the message does not say it. */
    private static String nameOf(TopicRef topic) {
        String name = null;
        if (topic instanceof TopicRef.Named named) {
            name = named.name().utf8();
        } else if (topic instanceof TopicRef.ShortName shortName) {
            name = shortName.name().utf8();
        }
        return name == null ? "" : name;
    }

    private @Nullable String onUnsubAck(String clientId, @Nullable Request request, long nowNanos) {
        if (request == null || request.filter().isEmpty()) {
            return null;
        }
        Known known = of(clientId);
        known.ended.add(request.filter());
        boolean mustKnow = known.up && known.upEvent < request.event() && nowNanos > known.doubtfulUntilNanos;
        if (mustKnow && known.told.getOrDefault(request.filter(), 0L) < request.event() && !fleet.isShared(clientId)) {
            return clientId + " was sent UNSUBACK for " + request.filter() + ", but the broker was not told";
        }
        return null;
    }

    private void followBroker(WorldEvent event) {
        if (event instanceof WorldEvent.BrokerSubscribed subscribed) {
            of(subscribed.clientId()).atBroker.add(subscribed.filter());
        } else if (event instanceof WorldEvent.BrokerUnsubscribed unsubscribed) {
            Known known = of(unsubscribed.clientId());
            known.atBroker.remove(unsubscribed.filter());
            known.told.put(unsubscribed.filter(), events);
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            of(lost.clientId()).atBroker.clear();
            of(lost.clientId()).up = false;
        } else if (event instanceof WorldEvent.LegOpened opened) {
            of(opened.clientId()).up = true;
            of(opened.clientId()).upEvent = events;
        } else if (event instanceof WorldEvent.LegLost lost) {
            of(lost.clientId()).up = false;
        } else if (event instanceof WorldEvent.GatewayCrashed || event instanceof WorldEvent.BrokerWentAway) {
            records.values().forEach(known -> known.up = false);
        }
    }

    private @Nullable String onEnd(long nowNanos) {
        if (!healing.isSettled(nowNanos)) {
            return null;
        }
        for (Map.Entry<String, Known> item : records.entrySet()) {
            Known known = item.getValue();
            for (String filter : known.ended) {
                if (known.up && known.atBroker.contains(filter) && !fleet.isShared(item.getKey())) {
                    return item.getKey() + " was sent UNSUBACK for " + filter + ", but the broker still has it";
                }
            }
        }
        return null;
    }
}

package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * Topic and message change apart, so each is followed by itself. What was confirmed last counts, and from the moment it is
 * heard what is not confirmed yet may: the broker can have it before the device is told. A refused change may have reached the
 * broker all the same when its connection broke. A Will that was in force when a connection ended may come later: the broker
 * waits with it, or the gateway owes it until the broker can be reached. A device with a double is left out.
 */
/** R8: the Will that is published is the one that the device was told to be in force last, or a change that is under way. */
public final class WillIsCurrent implements Invariant {
    private static final String NONE = "";
    /** The longest Will delay, and some more. */
    private static final long DELAY_NANOS = 240 * Moment.SECOND_NANOS;

    private final Fleet fleet = new Fleet();
    private final Connections connections = new Connections();
    private final Map<String, Known> records = new HashMap<>();

    /** One of the two halves of a Will. */
    private static final class Half {
        /** What may go out if the connection ends now. */
        final Set<String> possible = new HashSet<>();
        /** What may go out because a connection ended while it was possible, and when that was. */
        final Map<String, Long> owed = new HashMap<>();

        String latest = NONE;

        void offer(String value) {
            latest = value;
            possible.add(value);
        }

        void confirm() {
            possible.clear();
            possible.add(latest);
        }

        void clear() {
            latest = NONE;
            confirm();
        }

        void owe(long nowNanos) {
            possible.forEach(value -> owed.put(value, nowNanos));
        }

        /** @param paidNanos what was owed before is paid */
        boolean allows(String value, long paidNanos) {
            Long owedNanos = owed.get(value);
            return possible.contains(value) || owedNanos != null && owedNanos >= paidNanos;
        }
    }

    private static final class Known {
        final Half topic = new Half();
        final Half message = new Half();
        boolean offersWill;
        long upNanos = Long.MAX_VALUE;

        void onConnectionEnd(long nowNanos) {
            topic.owe(nowNanos);
            message.owe(nowNanos);
        }

        void onDown(long nowNanos) {
            onConnectionEnd(nowNanos);
            upNanos = Long.MAX_VALUE;
        }

        /** What was owed before this is paid, now that the connection has been up for so long. */
        long paidNanos(long nowNanos) {
            return upNanos > nowNanos - DELAY_NANOS ? Long.MIN_VALUE : nowNanos - DELAY_NANOS;
        }
    }

    @Override
    public String id() {
        return "R8";
    }

    @Override
    public String statement() {
        return "a Will that is published is the latest one that was confirmed, or one that is about to be";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        fleet.on(event, nowNanos);
        Connections.Start start = connections.on(event);
        if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            onReceived(of(received.clientId()), received.message());
        } else if (event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            onSent(of(sent.clientId()), sent.message(), start);
        } else if (event instanceof WorldEvent.WillPublished published) {
            return onWill(published, nowNanos);
        } else {
            follow(event, nowNanos);
        }
        return null;
    }

    private Known of(String clientId) {
        return records.computeIfAbsent(clientId, c -> new Known());
    }

    private static String text(Octets octets) {
        String text = octets.utf8();
        return text == null ? NONE : text;
    }

    private static void onReceived(Known known, SnMessage message) {
        if (message instanceof Connect connect) {
            known.offersWill = connect.will();
        } else if (message instanceof WillTopic offered) {
            known.topic.offer(text(offered.topic()));
        } else if (message instanceof WillMsg offered) {
            known.message.offer(text(offered.message()));
        } else if (message instanceof WillTopicUpd update) {
            known.topic.offer(text(update.topic()));
            if (update.topic().isEmpty()) {
                known.message.offer(NONE);
            }
        } else if (message instanceof WillMsgUpd update) {
            known.message.offer(text(update.message()));
        }
    }

    private static void onSent(Known known, SnMessage message, Connections.@Nullable Start start) {
        if (message instanceof WillTopicResp resp && resp.returnCode().isAccepted()) {
            known.topic.confirm();
            if (known.topic.latest.isEmpty()) {
                known.message.confirm();
            }
        } else if (message instanceof WillMsgResp resp && resp.returnCode().isAccepted()) {
            known.message.confirm();
        } else if (message instanceof ConnAck && start != null) {
            onConnected(known, start);
        }
    }

    private static void onConnected(Known known, Connections.Start start) {
        if (known.offersWill) {
            known.topic.confirm();
            known.message.confirm();
        } else if (start == Connections.Start.CLEAN) {
            known.topic.clear();
            known.message.clear();
        }
    }

    private void follow(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.SessionStateChanged changed && changed.to() == StateName.LOST) {
            of(changed.clientId()).onConnectionEnd(nowNanos);
        } else if (event instanceof WorldEvent.LegOpened opened) {
            of(opened.clientId()).upNanos = nowNanos;
        } else if (event instanceof WorldEvent.LegLost lost) {
            of(lost.clientId()).onDown(nowNanos);
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            of(lost.clientId()).onDown(nowNanos);
        } else if (event instanceof WorldEvent.GatewayCrashed || event instanceof WorldEvent.BrokerWentAway) {
            records.values().forEach(known -> known.onDown(nowNanos));
        }
    }

    private @Nullable String onWill(WorldEvent.WillPublished published, long nowNanos) {
        Known known = of(published.clientId());
        long paidNanos = known.paidNanos(nowNanos);
        boolean right =
                known.topic.allows(published.topic(), paidNanos) && known.message.allows(published.key(), paidNanos);
        if (right || fleet.isShared(published.clientId())) {
            return null;
        }
        return "the Will of " + published.clientId() + " went out as \"" + published.key() + "\" on "
                + published.topic() + ", but in force are " + known.message.possible + " on " + known.topic.possible;
    }
}

package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * A network that loses and reorders may bring a device's messages to the gateway in another order than they left, so the
 * gateway answers for its own part only: up, from the last time a message reached it until it reaches the broker for the
 * first time; down, from the broker's session to the first time the gateway sends it. A message that was given up, and
 * reported as that, has no place any more: the broker delivers it again if it was not told in time.
 */
/** S6: messages of one device, topic and QoS leave the gateway in the order in which they came, each for the first time. */
public final class OrderKept implements Invariant {
    private final DeliveryLedger ledger;
    private final Map<String, Arrivals> arrivals = new HashMap<>();
    private final Set<String> gotByBroker = new HashSet<>();
    private final Map<Stream, Latest> uplinks = new HashMap<>();
    private final Set<String> sentDown = new HashSet<>();
    private final Map<Stream, Latest> downlinks = new HashMap<>();
    private long events;

    private record Stream(String whose, String topic, Qos qos) {}

    private static final class Arrivals {
        long first;
        long last;
    }

    private record Latest(long position, String key) {}

    public OrderKept(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "S6";
    }

    @Override
    public String statement() {
        return "messages of one device, topic and QoS keep their order";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        events++;
        if (event instanceof WorldEvent.GatewayReceived received
                && received.device() != null
                && received.message() instanceof Publish publish) {
            onReceived(MessageKeys.of(publish.data()));
        } else if (event instanceof WorldEvent.BrokerGot got && gotByBroker.add(got.key())) {
            return onBrokerGot(got.key());
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null
                && sent.message() instanceof Publish publish) {
            return onSent(sent.clientId(), MessageKeys.of(publish.data()));
        } else if (event instanceof WorldEvent.DownlinkGivenUp givenUp) {
            sentDown.add(givenUp.clientId() + " " + givenUp.key());
        }
        return null;
    }

    private void onReceived(@Nullable String key) {
        if (key != null) {
            Arrivals known = arrivals.computeIfAbsent(key, k -> new Arrivals());
            known.first = known.first == 0 ? events : known.first;
            known.last = events;
        }
    }

    private @Nullable String onBrokerGot(String key) {
        UplinkEntry entry = ledger.uplink(key);
        Arrivals own = arrivals.get(key);
        if (entry == null || own == null || entry.qos == Qos.MINUS_ONE) {
            return null;
        }
        Stream stream = new Stream(entry.device, entry.topic, entry.qos);
        Latest latest = uplinks.get(stream);
        if (latest != null && latest.position() > own.last) {
            return entry + " reached the broker after " + latest.key() + ", which came to the gateway later";
        }
        if (latest == null || latest.position() < own.first) {
            uplinks.put(stream, new Latest(own.first, key));
        }
        return null;
    }

    private @Nullable String onSent(String clientId, @Nullable String key) {
        DownlinkEntry entry = key == null ? null : ledger.downlink(clientId, key);
        if (entry == null || entry.queued > 1 || !sentDown.add(clientId + " " + key)) {
            return null;
        }
        // A restart brings commands back before the broker delivers its messages again.
        Stream stream = new Stream(entry.command ? "operators to " + clientId : clientId, entry.topic, entry.qos);
        Latest latest = downlinks.get(stream);
        if (latest != null && latest.position() > entry.index) {
            return entry + " was sent after " + latest.key() + ", which the broker took in later";
        }
        downlinks.put(stream, new Latest(entry.index, entry.key));
        return null;
    }
}

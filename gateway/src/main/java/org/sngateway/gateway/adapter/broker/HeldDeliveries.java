package org.sngateway.gateway.adapter.broker;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/*
 * What the MQTT client does with messages that were not acknowledged when a connection ended, and so has to be done here:
 * a QoS 1 message comes again as another object, while the old object stays at the head of the client's queue, where it
 * holds back every later acknowledgement until it is acknowledged itself, which then sends nothing. A QoS 2 message does
 * not come again: the client knows it by its packet id, and acknowledging the old object is what sends PUBREC.
 */
/**
 * The messages of one MQTT client that the device has not acknowledged, by rising id. As many as the broker may send
 * ahead: Receive Maximum with MQTT 5, the broker's own window with 3.1.1.
 */
final class HeldDeliveries {

    /** One message and how to acknowledge it. */
    private record Held(Delivery delivery, Runnable acknowledgement, long sinceNanos) {}

    private final LongSupplier nanoTime;

    private static final List<Held> NONE = List.of();

    private List<Held> held = NONE;
    /** How many, from the first, came with connections that have ended. */
    private int former;

    private long lastId;

    HeldDeliveries() {
        this(System::nanoTime);
    }

    /** @param nanoTime a monotonic clock */
    HeldDeliveries(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    long nextId() {
        return ++lastId;
    }

    void add(Delivery delivery, Runnable acknowledgement) {
        if (held.isEmpty()) {
            held = new ArrayList<>(2);
        }
        held.add(new Held(delivery, acknowledgement, nanoTime.getAsLong()));
    }

    /** Acknowledges the message with this id; none when it was acknowledged, or came again since. */
    void acknowledge(long id) {
        int index = indexOf(id);
        if (index < 0) {
            return;
        }
        Held found = held.remove(index);
        if (index < former) {
            former--;
        }
        if (held.isEmpty()) {
            held = NONE;
        }
        found.acknowledgement().run();
    }

    private int indexOf(long id) {
        for (int i = 0; i < held.size(); i++) {
            if (held.get(i).delivery().id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** The connection has ended: ids of QoS 1 messages mean nothing any more. Nothing can be sent at this time. */
    void onConnectionEnded() {
        release(Qos.ONE);
        former = held.size();
    }

    /** The broker has forgotten the session: the ids of former connections mean nothing any more. */
    void onSessionLost() {
        List<Held> lost = List.copyOf(held.subList(0, former));
        held = former == held.size() ? NONE : new ArrayList<>(held.subList(former, held.size()));
        former = 0;
        for (Held each : lost) {
            each.acknowledgement().run();
        }
    }

    private void release(Qos qos) {
        if (held.isEmpty()) {
            return;
        }
        List<Held> kept = new ArrayList<>(2);
        List<Held> released = new ArrayList<>(held.size());
        for (Held each : held) {
            (each.delivery().qos() == qos ? released : kept).add(each);
        }
        held = kept.isEmpty() ? NONE : kept;
        for (Held each : released) {
            each.acknowledgement().run();
        }
    }

    /** Gives the messages of former connections new ids, for a leg that has never heard of them. */
    List<Delivery> renumberFormer() {
        List<Delivery> renumbered = new ArrayList<>(former);
        for (int i = 0; i < former; i++) {
            Held each = held.get(i);
            Delivery old = each.delivery();
            long now = nanoTime.getAsLong();
            Delivery delivery = new Delivery(
                    nextId(), old.topic(), old.payload(), old.qos(), old.retain(), remainingSeconds(each, now));
            held.set(i, new Held(delivery, each.acknowledgement(), now));
            renumbered.add(delivery);
        }
        return renumbered;
    }

    /** What is left of the message's time: the broker counted until it was sent, and from then on it is counted here. */
    private static long remainingSeconds(Held each, long nowNanos) {
        long seconds = each.delivery().expirySeconds();
        return seconds == Delivery.NO_EXPIRY
                ? Delivery.NO_EXPIRY
                : Math.max(0, seconds - TimeUnit.NANOSECONDS.toSeconds(nowNanos - each.sinceNanos()));
    }

    int size() {
        return held.size();
    }
}

package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.sngateway.simulator.world.VirtualTime.HOUR;
import static org.sngateway.simulator.world.VirtualTime.MINUTE;
import static org.sngateway.simulator.world.VirtualTime.SECOND;

/** Draws what operators do in a run. */
final class OrderDraw {
    private static final int ORDERS_MAX = 1000;

    private final long chaosNanos;

    OrderDraw(long chaosNanos) {
        this.chaosNanos = chaosNanos;
    }

    List<Order> draw(RandomStream random, List<DevicePlan> devices) {
        List<Order> all = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            RandomStream own = random.split("device" + i);
            if (own.chance(0.8)) {
                commands(own.split("commands"), all, i, devices.get(i).clientId());
            }
            if (own.chance(0.5)) {
                interventions(own.split("interventions"), all, i);
            }
        }
        all.sort(Comparator.comparingLong(Order::atNanos));
        return all.size() > ORDERS_MAX ? List.copyOf(all.subList(0, ORDERS_MAX)) : all;
    }

    private void commands(RandomStream random, List<Order> all, int device, String clientId) {
        long pause = Math.max(chaosNanos / 100, random.spread(4 * SECOND, 20 * MINUTE));
        double brief = random.chance(0.5) ? random.fraction() * 0.5 : 0;
        double latest = random.chance(0.5) ? random.fraction() : 0;
        List<String> topics =
                new ArrayList<>(Topics.downlinkOf(clientId, device).subList(0, 5));
        topics.add("cmd/" + clientId);
        long at = random.pause(pause);
        for (int k = 0; at < chaosNanos; k++) {
            String topic = random.pick(topics);
            all.add(new Order(
                    at,
                    Order.Kind.PUBLISH,
                    device,
                    new Order.Message(
                            "o" + device + "-" + k,
                            topic,
                            topic.startsWith("pre/") && random.chance(0.5),
                            random.pick(List.of(Qos.ZERO, Qos.ONE, Qos.ONE, Qos.TWO, Qos.TWO)),
                            random.chance(brief) ? random.spread(1, HOUR / SECOND) : Delivery.NO_EXPIRY,
                            random.chance(latest))));
            at += random.pause(pause);
        }
    }

    private void interventions(RandomStream random, List<Order> all, int device) {
        int count = (int) random.spread(1, 8);
        List<Order.Kind> kinds = List.of(
                Order.Kind.KICK,
                Order.Kind.KICK,
                Order.Kind.FORGET,
                Order.Kind.FLUSH,
                Order.Kind.FLUSH_WAITING,
                Order.Kind.DROP,
                Order.Kind.DROP);
        for (int k = 0; k < count; k++) {
            long at = random.between(chaosNanos / 50, chaosNanos - 1);
            all.add(new Order(at, random.pick(kinds), device, Order.NOTHING));
        }
    }
}

package org.sngateway.simulator.world;

import org.sngateway.simulator.fleet.port.BrokerSide;

import java.util.ArrayList;
import java.util.List;

/** The run's own client at the virtual broker: sees what is routed, publishes, and loses its connection with the broker. */
final class VirtualBrokerSide implements BrokerSide {
    private record Subscription(String filter, Listener listener) {}

    private final VirtualTime time;
    private final VirtualBroker broker;
    private final List<Subscription> subscriptions = new ArrayList<>();

    VirtualBrokerSide(VirtualTime time, VirtualBroker broker) {
        this.time = time;
        this.broker = broker;
        broker.watch(this::onRouted);
    }

    /** One copy, however many filters match. */
    private void onRouted(BrokerMessage message) {
        for (Subscription subscription : subscriptions) {
            if (Topics.matches(subscription.filter(), message.topic())) {
                time.after(
                        latency(),
                        () -> subscription
                                .listener()
                                .onMessage(message.topic(), message.payload(), message.qos(), false));
                return;
            }
        }
    }

    private long latency() {
        return broker.options.latencyNanosMin();
    }

    @Override
    public void subscribe(String filter, Listener listener, Runnable whenDone) {
        subscriptions.add(new Subscription(filter, listener));
        time.after(latency(), whenDone);
    }

    @Override
    public void publish(Publication publication, Runnable whenAccepted) {
        long expiresNanos = publication.expirySeconds() == 0
                ? BrokerMessage.NEVER
                : time.nowNanos() + publication.expirySeconds() * VirtualTime.SECOND;
        BrokerMessage message = new BrokerMessage(
                publication.topic(), publication.payload(), publication.qos(), publication.retain(), expiresNanos);
        broker.whenRunning(() -> {
            broker.publish(message);
            time.after(latency(), whenAccepted);
        });
    }

    void connection(boolean isConnected) {
        if (!subscriptions.isEmpty()) {
            subscriptions.get(0).listener().onConnection(isConnected);
        }
    }
}

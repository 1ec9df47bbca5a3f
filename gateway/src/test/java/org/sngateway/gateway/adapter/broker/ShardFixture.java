package org.sngateway.gateway.adapter.broker;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A shard's thread with a link on it, and all that the link says. */
final class ShardFixture implements BrokerEventSink, AutoCloseable {
    static final BrokerSettings.Sessions SESSIONS = new BrokerSettings.Sessions(3600, 600, 0, 100, 131_072);

    /** An owner by name. */
    record Device(String name) implements LegOwner {}

    /** What the link said, and on which thread. */
    record Said(LegOwner owner, BrokerEvent event, Thread thread) {}

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, ioHandler());
    final List<Said> said = new CopyOnWriteArrayList<>();
    final List<Thread> reachable = new CopyOnWriteArrayList<>();
    final Thread thread = onShard(Thread::currentThread);
    final HivemqBrokerLink link;
    private long epoch;

    ShardFixture(BrokerSettings settings) {
        link = onShard(() -> new HivemqBrokerLink(settings, group, this));
    }

    static ShardFixture at(int port, BrokerSettings.ProtocolVersion version) {
        return new ShardFixture(settings(port, version));
    }

    static BrokerSettings settings(int port, BrokerSettings.ProtocolVersion version) {
        return settings(
                new BrokerSettings.Server("127.0.0.1", port, null, null, version), BrokerCredentials.same(null));
    }

    static BrokerSettings settings(BrokerSettings.Server server, BrokerCredentials.Source credentials) {
        return new BrokerSettings(
                server,
                new BrokerSettings.Identity("gw1", "{client_id}", "gw1-qos-1", "", credentials),
                SESSIONS,
                BrokerSettings.Timing.DEFAULT);
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    <T> T onShard(Callable<T> task) {
        try {
            return group.submit(task).get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    void run(Runnable task) {
        onShard(() -> {
            task.run();
            return "";
        });
    }

    @Override
    public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
        said.add(new Said(owner, event, Thread.currentThread()));
    }

    @Override
    public void onBrokerReachable() {
        reachable.add(Thread.currentThread());
    }

    @Override
    public void onBrokerUnreachable(String detail) {
        // Tests look at what becomes of legs.
    }

    /** The events so far, of all legs. */
    List<BrokerEvent> events() {
        return said.stream().map(Said::event).toList();
    }

    <E extends BrokerEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Delivery> deliveries() {
        return events(BrokerEvent.MessageArrived.class).stream()
                .map(BrokerEvent.MessageArrived::delivery)
                .toList();
    }

    List<String> payloads() {
        return deliveries().stream()
                .map(each -> String.valueOf(each.payload().utf8()))
                .toList();
    }

    /** Waits for the first event of this kind that fits, and returns it. */
    <E extends BrokerEvent> E await(Class<E> type, Predicate<E> fits) {
        Awaitility.await(type.getSimpleName() + " among " + events())
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> events(type).stream().anyMatch(fits));
        return events(type).stream().filter(fits).findFirst().orElseThrow();
    }

    <E extends BrokerEvent> E await(Class<E> type) {
        return await(type, event -> true);
    }

    void awaitUntil(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    HivemqBrokerLeg leg(String clientId) {
        return onShard(() -> link.leg(clientId, new Device(clientId)));
    }

    /** Opens the leg and returns the attempt's epoch. */
    long open(HivemqBrokerLeg leg, boolean cleanStart, boolean cleanSession, @Nullable Will will) {
        long attempt = ++epoch;
        run(() -> leg.open(new LegOptions(attempt, cleanStart, cleanSession, will)));
        return attempt;
    }

    BrokerEvent.Opened awaitOpened(long attempt) {
        return await(BrokerEvent.Opened.class, event -> event.epoch() == attempt);
    }

    HivemqBrokerLeg openedLeg(String clientId) {
        HivemqBrokerLeg leg = leg(clientId);
        awaitOpened(open(leg, true, false, null));
        return leg;
    }

    /** Opens as for a new device with a clean session. */
    void cleanStart(HivemqBrokerLeg leg) {
        awaitOpened(open(leg, true, true, null));
    }

    void reopen(HivemqBrokerLeg leg) {
        awaitOpened(open(leg, false, false, null));
    }

    void publish(HivemqBrokerLeg leg, long token, String topic, String payload, Qos qos) {
        run(() -> leg.publish(token, message(topic, payload, qos)));
    }

    static OutgoingPublish message(String topic, String payload, Qos qos) {
        return new OutgoingPublish(topic, Octets.ofUtf8(payload), qos, false);
    }

    void subscribe(HivemqBrokerLeg leg, long token, String filter, Qos qos) {
        run(() -> leg.subscribe(token, filter, qos));
        await(BrokerEvent.Subscribed.class, event -> event.token() == token);
    }

    void acknowledge(HivemqBrokerLeg leg, long deliveryId) {
        run(() -> leg.acknowledge(deliveryId));
    }

    @Override
    public void close() {
        onShard(link::close)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

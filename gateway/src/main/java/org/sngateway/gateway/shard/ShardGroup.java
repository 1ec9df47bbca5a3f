package org.sngateway.gateway.shard;

import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.Future;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.Ports;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.StoredClient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All shards of a gateway, and the directory they share. Its own methods may be called by any thread. */
public final class ShardGroup implements AutoCloseable {
    private static final long CLOSE_MILLIS = 500;
    private static final long CONTROL_SECONDS = 5;

    private final ShardSettings settings;
    private final ShardParts parts;
    private final ClientDirectory directory;
    private final List<Shard> shards;

    private ShardGroup(ShardSettings settings, ShardParts parts) {
        this.settings = settings;
        this.parts = parts;
        this.directory = new ClientDirectory(settings.shards(), settings.sessionsMax());
        boolean epoll = settings.nativeTransport() && Epoll.isAvailable();
        List<Shard> made = new ArrayList<>();
        for (int index = 0; index < settings.shards(); index++) {
            // One group for each shard: whoever is given the group can only run on the shard's own thread.
            made.add(new Shard(index, SingleLoop.group("shard-" + index, epoll), this, settings.mailboxMax()));
        }
        this.shards = Collections.unmodifiableList(made);
    }

    /**
     * Starts the threads and their engines. Nothing can arrive before the transports that {@code parts} made are opened.
     *
     * @param options of each engine; ADVERTISE is left to the first shard
     */
    public static ShardGroup start(
            ShardSettings settings, EngineOptions options, PredefinedTopics predefined, ShardParts parts) {
        ShardGroup group = new ShardGroup(settings, parts);
        try {
            for (Shard shard : group.shards) {
                group.wire(shard, shard.index() == 0 ? options : withoutAdvertise(options), predefined);
            }
        } catch (RuntimeException failed) {
            group.close();
            throw failed;
        }
        for (Shard shard : group.shards) {
            shard.loops().submit(shard::startTicking).syncUninterruptibly();
        }
        return group;
    }

    private void wire(Shard shard, EngineOptions options, PredefinedTopics predefined) {
        BufferedSensorLink sensors = parts.sensors(shard);
        GatewayObserver observer = parts.observer(shard);
        Ports ports = new Ports(
                sensors,
                parts.broker(shard),
                directory.of(shard.index(), (former, peer) -> shard(former).onDisplaced(peer, directory)),
                parts.clients(shard),
                observer,
                parts.store(shard));
        GatewayEngine engine = new GatewayEngine(options, ports, predefined, shard.nowNanos());
        if (settings.shards() == 1) {
            shard.wire(new Shard.Wiring(engine, sensors, observer, null));
            return;
        }
        // With epoll every shard has its own socket and the kernel spreads the sources; else one loop receives for all.
        int spreadOver = settings.nativeTransport() && Epoll.isAvailable() ? 1 : settings.shards();
        Routing routing =
                new Routing(shard.index(), directory, engine, options.identity().forwarders(), spreadOver);
        shard.wire(new Shard.Wiring(engine, sensors, observer, routing));
    }

    /**
     * Other options and topics from now on, without a session being dropped. Not to be called again before it is done.
     *
     * @param predefined the same object as before when nothing has changed in it
     * @param sessionsMax limit on sessions of all shards together
     * @return how many sessions use a predefined topic id as before, until their device connects again; fails when the group
     *     ends
     */
    public CompletableFuture<Integer> adopt(EngineOptions options, PredefinedTopics predefined, int sessionsMax) {
        directory.limit(sessionsMax);
        CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
        for (Shard shard : shards) {
            EngineOptions its = shard.index() == 0 ? options : withoutAdvertise(options);
            sum = sum.thenCombine(ShardRenewal.begin(shard, its, predefined), Integer::sum);
        }
        return sum;
    }

    private static EngineOptions withoutAdvertise(EngineOptions options) {
        EngineOptions.Identity identity = options.identity();
        List<Long> never = Collections.nCopies(identity.advertiseNanos().size(), 0L);
        return new EngineOptions(
                new EngineOptions.Identity(identity.gwId(), never, identity.forwarders(), identity.clientIdOctetsMax()),
                options.timing(),
                options.sleep(),
                options.capacity(),
                options.admission(),
                options.upstream(),
                options.publishMinusOne());
    }

    /** Takes over the sessions that an earlier process stored, before transports are opened; returns when all are there. */
    public void restore(List<StoredClient> stored) {
        List<List<StoredClient>> byShard = new ArrayList<>();
        for (int index = 0; index < shards.size(); index++) {
            byShard.add(new ArrayList<>());
        }
        for (StoredClient client : stored) {
            int home = Math.floorMod(client.session().clientId().hashCode(), shards.size());
            byShard.get(home).add(client);
        }
        List<Future<?>> restored = new ArrayList<>();
        for (Shard shard : shards) {
            List<StoredClient> its = byShard.get(shard.index());
            restored.add(shard.loops().submit(() -> its.forEach(shard::restore)));
        }
        restored.forEach(Future::syncUninterruptibly);
    }

    public List<Shard> shards() {
        return shards;
    }

    Shard shard(int index) {
        return shards.get(index);
    }

    ShardParts parts() {
        return parts;
    }

    ClientDirectory directory() {
        return directory;
    }

    /** How many session records all shards have together. */
    public int sessions() {
        return directory.sessions();
    }

    /**
     * Hands a request of an operator to the shard that has the device. Completes when what came of it is known and stored;
     * fails with {@link java.util.concurrent.TimeoutException} when that takes more than five seconds: it may come true all
     * the same.
     */
    public CompletableFuture<ControlOutcome> control(ControlRequest request) {
        int home = shards.size() == 1 ? 0 : directory.shardOf(request.clientId());
        CompletableFuture<ControlOutcome> outcome = new CompletableFuture<>();
        if (home == ClientDirectory.NOBODY) {
            outcome.complete(GatewayEngine.unknownClient());
            return outcome;
        }
        try {
            shards.get(home).onControl(request, outcome::complete);
        } catch (RejectedExecutionException ended) {
            outcome.completeExceptionally(ended);
        }
        return outcome.orTimeout(CONTROL_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs {@code task} with each shard, on that shard's thread, and does not wait for it. */
    public void forEach(Consumer<Shard> task) {
        for (Shard shard : shards) {
            shard.execute(() -> task.accept(shard));
        }
    }

    /** Ends the threads, at the latest after half a second. Transports and broker links are to be closed before. */
    @Override
    public void close() {
        List<Future<?>> ends = new ArrayList<>();
        for (Shard shard : shards) {
            if (!shard.loops().isShuttingDown()) {
                shard.loops().execute(shard::stopTicking);
            }
            ends.add(shard.loops().shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS));
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        for (Future<?> ended : ends) {
            ended.awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }
}

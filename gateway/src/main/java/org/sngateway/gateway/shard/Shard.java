package org.sngateway.gateway.shard;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.EngineRenewal;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorInput;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One event-loop thread, its engine, and everything that may enter it: datagrams, broker events, mail from other shards,
 * the passing of time. Every entry checks that it is on the shard's thread. Ports never call back into the engine: broker
 * events that come while the engine works wait in a queue, which is emptied as soon as it is done. Answers are flushed
 * once for each batch of inputs, and the clock is read once for each.
 */
public final class Shard implements SensorInput {
    static final long TICK_MILLIS = 100;
    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final int MAILS_PER_BATCH_MAX = 256;

    /** A broker event on its way to the engine. */
    private record Reported(LegOwner owner, BrokerEvent event) {}

    // configuration
    private final int index;
    private final MultiThreadIoEventLoopGroup loops;
    private final EventLoop loop;
    private final ShardGroup group;
    private final Mailbox mailbox;
    /** Nanoseconds since 1970 at the time when the monotonic clock stood at {@link #startedNanos}. */
    private final long startNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    private final long startedNanos = System.nanoTime();

    // set once, before the thread is given anything to do
    private @Nullable Wiring wiring;

    /** What the shard was wired to. {@code routing} is {@code null} for a single shard. */
    record Wiring(
            GatewayEngine engine,
            BufferedSensorLink sensors,
            GatewayObserver observer,
            @Nullable Routing routing) {}

    // confined to the shard's thread
    private final Deque<Reported> reported = new ArrayDeque<>();
    private boolean engineBusy;
    private boolean drainScheduled;
    private boolean clockRead;
    private long nowNanos;
    private long failureToldNanos = Long.MIN_VALUE / 2;
    private long failuresUntold;
    private @Nullable ScheduledFuture<?> ticks;

    Shard(int index, MultiThreadIoEventLoopGroup loops, ShardGroup group, int mailboxMax) {
        this.index = index;
        this.loops = loops;
        this.loop = loops.next();
        this.group = group;
        this.mailbox = new Mailbox(mailboxMax);
    }

    void wire(Wiring made) {
        this.wiring = made;
    }

    /** From 0. */
    public int index() {
        return index;
    }

    /** The group of this shard's one thread, for libraries that want to run on it. */
    public MultiThreadIoEventLoopGroup loops() {
        return loops;
    }

    /** Runs a task on the shard's thread, guarded as every entry is. Any thread. */
    public void execute(Runnable task) {
        loop.execute(() -> guarded(task));
    }

    /**
     * Lets {@code reader} look at the engine, on the shard's thread, after {@code delayMillis}: what else waits for the
     * thread, datagrams before all, has its turn in between. Any thread; an ended shard throws {@link
     * java.util.concurrent.RejectedExecutionException}.
     */
    public void read(long delayMillis, EngineReader reader) {
        Runnable reading = () -> guarded(() -> reader.read(engine(), nowNanos()));
        if (delayMillis == 0) {
            loop.execute(reading);
        } else {
            loop.schedule(reading, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Begins to go by other options and topics. On the shard's thread. */
    EngineRenewal adopt(EngineOptions options, PredefinedTopics predefined) {
        assertOwner();
        Wiring wired = wiring();
        if (wired.routing != null) {
            wired.routing.adopt(options.identity().forwarders());
        }
        return wired.engine.adopt(options, predefined, nowNanos());
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            onBug(bug);
        }
        endBatch();
    }

    /** Fails at once when it is called on another thread than the shard's. */
    public void assertOwner() {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("shard " + index + " entered by thread "
                    + Thread.currentThread().getName());
        }
    }

    /** The engine, for tests and for views that run on the shard's thread. */
    public GatewayEngine engine() {
        return wiring().engine;
    }

    private Wiring wiring() {
        Wiring made = wiring;
        if (made == null) {
            throw new IllegalStateException("shard " + index + " entered before it was wired");
        }
        return made;
    }

    /**
     * Nanoseconds since 1970 by the clock of the system when the shard was made, and by its monotonic clock from there: read
     * at most once for each batch, never goes back, and does not jump when the system's clock is set.
     */
    long nowNanos() {
        if (!clockRead) {
            clockRead = true;
            nowNanos = Math.max(nowNanos, startNanos + (System.nanoTime() - startedNanos));
        }
        return nowNanos;
    }

    /** Runs a task on the shard's thread again and again, guarded as every entry is, until the shard ends. Any thread. */
    public void everySeconds(long seconds, Runnable task) {
        loop.scheduleAtFixedRate(() -> guarded(task), seconds, seconds, TimeUnit.SECONDS);
    }

    void startTicking() {
        ticks = loop.scheduleAtFixedRate(this::onTick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stopTicking() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    private void onTick() {
        Wiring wired = wiring();
        engineBusy = true;
        try {
            wired.engine.onTime(nowNanos());
        } catch (Throwable bug) {
            onBug(bug);
        }
        engineBusy = false;
        endBatch();
    }

    // datagrams

    @Override
    public void onMessage(Peer.Udp source, SnMessage message) {
        assertOwner();
        Wiring wired = wiring();
        if (wired.routing == null) {
            process(wired, source, message);
        } else {
            route(wired, wired.routing, new Mail(source, message, false, 0));
        }
    }

    private void route(Wiring wired, Routing routing, Mail mail) {
        int owner = routing.shardFor(mail.source(), mail.message());
        if (owner == index) {
            process(wired, mail.source(), mail.message());
            routing.settle();
            return;
        }
        Mail onwards = new Mail(mail.source(), mail.message(), mail.multicast(), mail.handOvers() + 1);
        if (onwards.handOvers() <= Mail.HAND_OVERS_MAX && group.shard(owner).handOver(onwards)) {
            routing.handedOver();
        } else {
            routing.giveUp(owner);
            wired.observer.dropped(mail.source(), DropReason.MAILBOX_FULL);
        }
    }

    private void process(Wiring wired, Peer.Udp source, SnMessage message) {
        engineBusy = true;
        try {
            wired.engine.onMessage(source, message, nowNanos());
        } catch (Throwable bug) {
            onBug(bug);
        }
        engineBusy = false;
        drain(wired);
    }

    @Override
    public void onMalformed(Peer.Udp source, MalformedReason reason) {
        assertOwner();
        wiring().engine.onMalformed(source, reason);
    }

    @Override
    public void onMulticastSearch(Peer.Udp source, int radius) {
        assertOwner();
        Wiring wired = wiring();
        SearchGw search = new SearchGw(radius);
        int owner = wired.routing == null ? index : wired.routing.shardFor(source, search);
        if (owner == index) {
            processSearch(wired, source, radius);
        } else if (!group.shard(owner).handOver(new Mail(source, search, true, 1))) {
            wired.observer.dropped(source, DropReason.MAILBOX_FULL);
        }
    }

    private void processSearch(Wiring wired, Peer.Udp source, int radius) {
        engineBusy = true;
        try {
            wired.engine.onMulticastSearch(source, radius, nowNanos());
        } catch (Throwable bug) {
            onBug(bug);
        }
        engineBusy = false;
        drain(wired);
    }

    @Override
    public void onBatchEnd() {
        assertOwner();
        endBatch();
    }

    private void endBatch() {
        Wiring wired = wiring();
        drain(wired);
        wired.sensors.flush();
        clockRead = false;
    }

    // mail from other shards

    /** Takes a message that this shard owns; {@code false} when the mailbox is full. Any shard's thread. */
    boolean handOver(Mail mail) {
        Mailbox.Offer offer = mailbox.offer(mail);
        if (offer == Mailbox.Offer.QUEUED_FIRST) {
            loop.execute(this::onMail);
        }
        return offer != Mailbox.Offer.REFUSED;
    }

    private void onMail() {
        Wiring wired = wiring();
        int count = 0;
        while (count < MAILS_PER_BATCH_MAX) {
            Mail mail = mailbox.poll();
            if (mail == null) {
                break;
            }
            count++;
            onMail(wired, mail);
        }
        endBatch();
        if (mailbox.taken(count)) {
            loop.execute(this::onMail);
        }
    }

    private void onMail(Wiring wired, Mail mail) {
        if (mail.multicast()) {
            processSearch(wired, mail.source(), ((SearchGw) mail.message()).radius());
        } else if (wired.routing != null && isConnect(mail.message())) {
            // Its reservation may have been taken back meanwhile.
            route(wired, wired.routing, mail);
        } else {
            process(wired, mail.source(), mail.message());
        }
    }

    private static boolean isConnect(SnMessage message) {
        return message instanceof Connect
                || message instanceof Encapsulated encapsulated && encapsulated.message() instanceof Connect;
    }

    /** Another shard's session is at this address now. Any shard's thread. */
    void onDisplaced(Peer peer, ClientDirectory directory) {
        execute(() -> {
            if (directory.shardOf(peer) != index) {
                wiring().engine.onAddressTaken(peer, nowNanos());
            }
        });
    }

    // broker events

    /**
     * A leg reports. On the shard's thread it is queued, and dealt with as soon as the engine is not busy; another thread
     * is let in, too.
     */
    public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
        if (!loop.inEventLoop()) {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> onBrokerEvent(owner, event));
            }
            return;
        }
        reported.add(new Reported(owner, event));
        if (!engineBusy && !drainScheduled) {
            drainScheduled = true;
            loop.execute(this::onDrain);
        }
    }

    /** The store reports. Any thread. */
    public void onStoreEvent(StoreEvent event) {
        if (loop.isShuttingDown()) {
            return;
        }
        loop.execute(() -> {
            Wiring wired = wiring();
            engineBusy = true;
            try {
                wired.engine.onStoreEvent(event, nowNanos());
            } catch (Throwable bug) {
                onBug(bug);
            }
            engineBusy = false;
            endBatch();
        });
    }

    /**
     * An operator wants something done; {@code answer} is told on this shard's thread what came of it. Any thread; an ended
     * shard throws {@link java.util.concurrent.RejectedExecutionException}.
     */
    public void onControl(ControlRequest request, ControlAnswer answer) {
        loop.execute(() -> {
            Wiring wired = wiring();
            engineBusy = true;
            try {
                wired.engine.onControl(request, answer, nowNanos());
            } catch (Throwable bug) {
                onBug(bug);
            }
            engineBusy = false;
            endBatch();
        });
    }

    /** Takes over a session that an earlier process stored. On the shard's thread, before anything else arrives. */
    void restore(StoredClient client) {
        assertOwner();
        wiring().engine.restore(client, nowNanos());
    }

    /** The gateway's own connection found the broker: legs that are down try soon. Any thread. */
    public void onBrokerReachable() {
        execute(() -> wiring().engine.onBrokerReachable(nowNanos()));
    }

    private void onDrain() {
        drainScheduled = false;
        endBatch();
    }

    private void drain(Wiring wired) {
        Reported next = reported.poll();
        while (next != null) {
            engineBusy = true;
            try {
                wired.engine.onBrokerEvent(next.owner, next.event, nowNanos());
            } catch (Throwable bug) {
                onBug(bug);
            }
            engineBusy = false;
            next = reported.poll();
        }
    }

    // our bugs

    private void onBug(Throwable bug) {
        long now = nowNanos();
        if (now - failureToldNanos < REPORT_NANOS) {
            failuresUntold++;
            return;
        }
        long untold = failuresUntold;
        failureToldNanos = now;
        failuresUntold = 0;
        group.parts().failed(index, bug, untold);
    }
}

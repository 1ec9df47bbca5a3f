package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.program.LocalProgram;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gateway's and the broker's process, and the proxy between them, as far as the user gave them. On the site's thread. */
final class LocalPrograms implements Programs, AutoCloseable {
    private static final long GATEWAY_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final long BROKER_MILLIS_MAX = 30_000;
    private static final long LOOK_MILLIS = 50;
    private static final int TCP_MILLIS = 1_000;

    /**
     * What the user gave.
     *
     * @param gateway {@code null}, like the others: it is not ours
     */
    record Controlled(
            @Nullable LocalProgram gateway,
            @Nullable LocalProgram broker,
            @Nullable BrokerProxy proxy) {}

    /** Where they answer; {@code broker} is where nobody listens when there is none. */
    record Addresses(InetSocketAddress gateway, InetSocketAddress broker) {}

    // configuration
    private final NetworkLoop loop;
    private final Turns turns;
    private final Addresses addresses;
    private final Controlled controlled;
    private Runnable afterBrokerKill = () -> {};

    /** Ending a process takes its time, which the site's thread does not have. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "programs");
        thread.setDaemon(true);
        return thread;
    });

    LocalPrograms(NetworkLoop loop, Turns turns, Addresses addresses, Controlled controlled) {
        this.loop = loop;
        this.turns = turns;
        this.addresses = addresses;
        this.controlled = controlled;
    }

    /** What else is to be done when the broker has been killed. */
    void afterBrokerKill(Runnable task) {
        afterBrokerKill = task;
    }

    @Override
    public boolean controlsGateway() {
        return controlled.gateway() != null;
    }

    @Override
    public boolean controlsBroker() {
        return controlled.broker() != null;
    }

    @Override
    public boolean controlsBrokerLink() {
        return controlled.proxy() != null;
    }

    @Override
    public void restartGateway(boolean isKill, long downNanos, Runnable whenBack) {
        LocalProgram gateway = controlled.gateway();
        if (gateway == null) {
            throw new IllegalStateException("the gateway is not controlled from here");
        }
        onWorker(() -> {
            gateway.end(isKill);
            pass(downNanos);
            gateway.start();
            loop.eventLoop().execute(() -> turns.run(() -> awaitGateway(gateway, whenBack)));
        });
    }

    private void awaitGateway(LocalProgram gateway, Runnable whenBack) {
        GatewayProbe probe = new GatewayProbe(loop, turns, result -> {
            if (result.outcome() != GatewayProbe.Outcome.ANSWERED) {
                throw new SiteException("The gateway was started again and did not answer within a minute; see "
                        + gateway.logFile() + ".");
            }
            whenBack.run();
        });
        probe.start(addresses.gateway(), GATEWAY_NANOS_MAX, true);
    }

    @Override
    public void restartBroker(boolean isKill, long downNanos, Runnable whenBack) {
        LocalProgram broker = controlled.broker();
        if (broker == null) {
            throw new IllegalStateException("the broker is not controlled from here");
        }
        onWorker(() -> {
            broker.end(isKill);
            if (isKill) {
                loop.eventLoop().execute(() -> turns.run(afterBrokerKill));
            }
            pass(downNanos);
            broker.start();
            awaitBroker(broker, addresses.broker());
            loop.eventLoop().execute(() -> turns.run(whenBack));
        });
    }

    /** Waits, on any thread but the site's, until something listens there. */
    static void awaitBroker(LocalProgram broker, InetSocketAddress address) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BROKER_MILLIS_MAX);
        while (!isListening(address)) {
            if (!broker.isAlive()) {
                throw new SiteException("The broker ended instead of serving; see " + broker.logFile() + ".");
            }
            if (System.nanoTime() - endNanos >= 0) {
                throw new SiteException("The broker was started and does not listen at " + address.getHostString() + ":"
                        + address.getPort() + "; see " + broker.logFile() + ".");
            }
            pass(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
    }

    private static boolean isListening(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TCP_MILLIS);
            return true;
        } catch (java.io.IOException notYet) {
            return false;
        }
    }

    @Override
    public void troubleBroker(Step.BrokerTrouble trouble, Runnable whenOver) {
        BrokerProxy proxy = controlled.proxy();
        if (proxy == null) {
            throw new IllegalStateException("the connection to the broker does not lead through here");
        }
        BrokerProxy.State state = switch (trouble.trouble()) {
            case STALL -> BrokerProxy.State.STALLED;
            case DELAY -> BrokerProxy.State.DELAYED;
            case REFUSE -> BrokerProxy.State.REFUSING;
        };
        proxy.trouble(state, trouble.delayNanos());
        loop.eventLoop()
                .schedule(
                        () -> {
                            proxy.trouble(BrokerProxy.State.GOOD, 0);
                            turns.run(whenOver);
                        },
                        trouble.forNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void onWorker(Runnable task) {
        worker.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                turns.fail(failed);
            }
        });
    }

    private static void pass(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteException("Interrupted.", interrupted);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            boolean ignored = worker.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (controlled.gateway() != null) {
            controlled.gateway().close();
        }
        if (controlled.broker() != null) {
            controlled.broker().close();
        }
        if (controlled.proxy() != null) {
            controlled.proxy().close();
        }
    }
}

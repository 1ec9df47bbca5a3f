package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.program.LocalProgram;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.OpenFiles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Reality: UDP sockets to a gateway, this machine's clock, a client of its broker. Opening it starts what is in our hands, and
 * makes sure that the gateway and the broker answer; what does not is one sentence, a {@link SiteException}.
 */
public final class UdpSite implements Site {
    private static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(6);
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final int NO_PORT = 0;
    private static final long LEAVE_MILLIS_MAX = 500;

    private final NetworkLoop loop = new NetworkLoop("fleet");
    private final Turns turns = new Turns();
    private final LoopClock clock = new LoopClock(loop.eventLoop(), turns);
    private final UdpWire wire;
    private final LocalPrograms programs;
    private final List<Path> logs = new ArrayList<>();
    private @Nullable MqttBrokerSide broker;

    private UdpSite(SiteOptions options) {
        InetSocketAddress gateway = resolve(options.host(), options.port(), "");
        BrokerAddress brokerAddress = options.brokerUrl() == null ? null : BrokerAddress.of(options.brokerUrl());
        InetSocketAddress brokerSocket = brokerAddress == null
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), NO_PORT)
                : resolve(brokerAddress.host(), brokerAddress.port(), " (the broker)");
        wire = new UdpWire(loop, turns, clock, new UdpWire.Destination(gateway, options.sources()));
        SiteOptions.Hands hands = options.hands();
        LocalProgram brokerProgram = program("the broker", hands.brokerCommand(), hands.folder(), "broker.log");
        LocalProgram gatewayProgram = program("the gateway", hands.gatewayCommand(), hands.folder(), "gateway.log");
        BrokerProxy proxy = hands.proxyPort() < 0 ? null : new BrokerProxy(hands.proxyPort(), brokerSocket);
        programs = new LocalPrograms(
                loop,
                turns,
                new LocalPrograms.Addresses(gateway, brokerSocket),
                new LocalPrograms.Controlled(gatewayProgram, brokerProgram, proxy));
        try {
            if (brokerProgram != null) {
                brokerProgram.start();
                LocalPrograms.awaitBroker(brokerProgram, brokerSocket);
            }
            MqttBrokerSide side = brokerAddress == null ? null : MqttBrokerSide.connect(brokerAddress, loop, turns);
            broker = side;
            if (side != null) {
                programs.afterBrokerKill(side::expectKill);
            }
            if (gatewayProgram != null) {
                gatewayProgram.start();
            }
            requireGateway(gateway, options, gatewayProgram);
        } catch (RuntimeException cannot) {
            close();
            throw cannot;
        }
    }

    /** Opens it; takes as long as what is to be started takes to answer. */
    public static UdpSite open(SiteOptions options) {
        OpenFiles.check(options.sockets());
        return new UdpSite(options);
    }

    private @Nullable LocalProgram program(String name, List<String> command, Path folder, String log) {
        if (command.isEmpty()) {
            return null;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new SiteException("Cannot make the folder " + folder + " for the output of " + name + ".", failed);
        }
        Path logFile = folder.resolve(log).toAbsolutePath();
        logs.add(logFile);
        return new LocalProgram(name, command, Path.of("").toAbsolutePath(), logFile, null);
    }

    private static InetSocketAddress resolve(String host, int port, String what) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException unknown) {
            throw new SiteException("There is no host " + host + what + ".", unknown);
        }
    }

    private void requireGateway(InetSocketAddress gateway, SiteOptions options, @Nullable LocalProgram program) {
        CompletableFuture<GatewayProbe.Result> answer = new CompletableFuture<>();
        long nanosMax = program == null ? SILENCE_NANOS_MAX : START_NANOS_MAX;
        loop.run(() -> new GatewayProbe(loop, turns, answer::complete).start(gateway, nanosMax, program != null));
        String name = options.host() + ":" + options.port();
        GatewayProbe.Result result = await(answer, program);
        switch (result.outcome()) {
            case ANSWERED -> judge(name, result);
            case SILENT ->
                throw new SiteException("The gateway at " + name + " does not answer: CONNECTs of "
                        + TimeUnit.NANOSECONDS.toSeconds(nanosMax)
                        + " s were met with silence. Is it a gateway, and does it let this address in?");
            case NOBODY_LISTENS ->
                throw new SiteException(
                        "There is no gateway at " + name + ": the system says that nothing listens on that UDP port.");
        }
    }

    private static GatewayProbe.Result await(
            CompletableFuture<GatewayProbe.Result> answer, @Nullable LocalProgram program) {
        try {
            while (true) {
                try {
                    return answer.get(100, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    if (program != null && !program.isAlive()) {
                        throw new SiteException(
                                "The gateway ended instead of serving; see " + program.logFile() + ".", notYet);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteException("Interrupted.", interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void judge(String name, GatewayProbe.Result result) {
        if (!(result.answer() instanceof ConnAck ack)) {
            throw new SiteException(
                    "What is at " + name + " answers CONNECT, but not with CONNACK: that is no MQTT-SN" + " gateway.");
        }
        if (ack.returnCode().isCongestion()) {
            throw new SiteException(
                    "The gateway at " + name + " refuses CONNECT with \"congestion\". Has it reached its broker?");
        }
    }

    /** Where the programs that were started write to. */
    public List<Path> logs() {
        return List.copyOf(logs);
    }

    @Override
    public SiteClock clock() {
        return clock;
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public @Nullable BrokerSide broker() {
        return broker;
    }

    @Override
    public Programs programs() {
        return programs;
    }

    @Override
    public void run(BooleanSupplier isOver) {
        loop.run(() -> {
            clock.beginMeasuring();
            turns.watch(isOver);
        });
        try {
            turns.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteException("Interrupted.", interrupted);
        }
    }

    private void leave(MqttBrokerSide side) {
        try {
            loop.call(side::close).get(LEAVE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            // A broker that is away keeps the sessions until they expire; nothing can be done about it from here.
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        loop.run(() -> {
            clock.stop();
            wire.closeAll();
        });
        MqttBrokerSide side = broker;
        if (side != null) {
            leave(side);
        }
        programs.close();
        loop.close();
    }
}

package org.sngateway.simulator.site;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A TCP proxy between the gateway and its broker, which can be told to trouble all connections. Has a loop of its own, so that
 * the gateway's traffic costs the devices no time. {@link #trouble} may be called from anywhere.
 */
final class BrokerProxy implements ProxyLeg.Conditions, AutoCloseable {
    /** What is wrong at the moment. */
    enum State {
        GOOD,
        STALLED,
        DELAYED,
        REFUSING
    }

    // configuration
    private final NetworkLoop network = new NetworkLoop("broker-proxy");
    private final EventLoop loop = network.eventLoop();
    private final InetSocketAddress listening;
    private final InetSocketAddress broker;

    // on the loop
    private final Set<ProxyLeg> legs = new HashSet<>();
    private State state = State.GOOD;
    private long delayNanos;
    private @Nullable Channel server;
    private boolean isListening;

    /** Listens on {@code port} of the loopback address; 0 takes any free one. */
    BrokerProxy(int port, InetSocketAddress broker) {
        this.broker = broker;
        ChannelFuture bound = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (!bound.awaitUninterruptibly().isSuccess()) {
            network.close();
            throw new SiteException(
                    "Cannot listen on TCP port " + port + " for the gateway's connection to its broker: "
                            + bound.cause().getMessage() + ".",
                    bound.cause());
        }
        server = bound.channel();
        isListening = true;
        listening = (InetSocketAddress) bound.channel().localAddress();
    }

    int port() {
        return listening.getPort();
    }

    private ChannelFuture listen(InetSocketAddress address) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NetworkLoop.isEpoll() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accept(accepted);
                    }
                })
                .bind(address);
    }

    private void accept(Channel gatewaySide) {
        ProxyLeg up = new ProxyLeg(this, false);
        ProxyLeg down = new ProxyLeg(this, true);
        gatewaySide.pipeline().addLast(up);
        Bootstrap toBroker = new Bootstrap()
                .group(loop)
                .channel(NetworkLoop.isEpoll() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(down);
        toBroker.connect(broker).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                up.join(gatewaySide, connected.channel());
                down.join(connected.channel(), gatewaySide);
                legs.add(up);
                legs.add(down);
                up.resume();
                down.resume();
            } else {
                gatewaySide.close();
            }
        });
    }

    @Override
    public void onEnd(ProxyLeg leg) {
        legs.remove(leg);
    }

    @Override
    public boolean isStalled() {
        return state == State.STALLED;
    }

    @Override
    public long delayNanos() {
        return state == State.DELAYED ? delayNanos : 0;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void later(Runnable task, long nanos) {
        loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** From now on this is wrong, instead of what was before. */
    void trouble(State next, long nextDelayNanos) {
        loop.execute(() -> {
            state = next;
            delayNanos = nextDelayNanos;
            if (next == State.REFUSING) {
                stopListening();
                Set.copyOf(legs).forEach(ProxyLeg::close);
            } else if (!isListening) {
                resumeListening();
            }
            Set.copyOf(legs).forEach(ProxyLeg::resume);
        });
    }

    private void stopListening() {
        isListening = false;
        if (server != null) {
            server.close();
        }
    }

    private void resumeListening() {
        isListening = true;
        ChannelFuture bound = listen(listening);
        server = bound.channel();
        bound.addListener(result -> {
            if (!result.isSuccess() && isListening) {
                loop.schedule(this::resumeListening, 100, TimeUnit.MILLISECONDS);
            }
        });
    }

    int connections() {
        return network.call(() -> legs.size() / 2);
    }

    @Override
    public void close() {
        network.run(() -> {
            stopListening();
            Set.copyOf(legs).forEach(ProxyLeg::close);
        });
        network.close();
    }
}

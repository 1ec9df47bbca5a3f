package org.sngateway.gateway.shard;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An event loop with one thread, as a shard has it, for what is done once and without a shard. */
public final class SingleLoop implements AutoCloseable {
    private static final long QUIET_MILLIS = 200;
    private static final long CLOSE_MILLIS = 1000;

    private final MultiThreadIoEventLoopGroup loops;

    public SingleLoop(String name) {
        this.loops = group(name, Epoll.isAvailable());
    }

    static MultiThreadIoEventLoopGroup group(String name, boolean epoll) {
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, Thread.NORM_PRIORITY), factory);
    }

    public ScheduledExecutorService executor() {
        return loops;
    }

    /** Lets what is under way finish, and waits for the thread's end, a second at most. */
    @Override
    public void close() {
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }
}

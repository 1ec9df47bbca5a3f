package org.sngateway.simulator.udp;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.sngateway.simulator.fleet.port.SiteException;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One event-loop thread: native epoll where the platform has it, NIO elsewhere. Methods may be called from anywhere. */
public final class NetworkLoop implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final long threadId;

    public NetworkLoop(String name) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), io);
        loop = group.next();
        threadId = call(() -> Thread.currentThread().getId());
    }

    public EventLoop eventLoop() {
        return loop;
    }

    public static boolean isEpoll() {
        return Epoll.isAvailable();
    }

    public static Class<? extends Channel> datagramChannel() {
        return isEpoll() ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    /** Runs {@code task} on the loop and waits for its result; at once when called there. */
    public <T> T call(Callable<T> task) {
        try {
            return loop.inEventLoop() ? task.call() : loop.submit(task).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the loop", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SiteException known) {
                throw known;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (RuntimeException onTheLoop) {
            throw onTheLoop;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }

    public void run(Runnable task) {
        call(() -> {
            task.run();
            return 0;
        });
    }

    /** CPU time that the loop's thread has used, in nanoseconds; -1 where the platform does not tell. */
    public long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(threadId);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}

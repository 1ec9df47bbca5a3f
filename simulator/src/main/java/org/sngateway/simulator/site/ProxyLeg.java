package org.sngateway.simulator.site;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of one connection through the proxy: reads a piece only when there is room for it, so that who sends too much
 * feels it as he would without a proxy. On the proxy's loop.
 */
final class ProxyLeg extends ChannelInboundHandlerAdapter {
    /** What may be held back while it is delayed. */
    private static final long HELD_OCTETS_MAX = 1 << 20;

    private record Held(ByteBuf octets, long dueNanos) {}

    private final BrokerProxy proxy;
    private final boolean isFromBroker;
    private final Queue<Held> held = new ArrayDeque<>();
    private @Nullable Channel from;
    private @Nullable Channel to;
    private long heldOctets;
    private boolean isReading;
    private boolean isEnding;

    ProxyLeg(BrokerProxy proxy, boolean isFromBroker) {
        this.proxy = proxy;
        this.isFromBroker = isFromBroker;
    }

    void join(Channel source, Channel target) {
        from = source;
        to = target;
        if (!source.isActive()) {
            close();
        }
    }

    /** Goes on as far as the state of things allows. */
    void resume() {
        Channel source = from;
        Channel target = to;
        if (source == null || target == null || proxy.isStalled()) {
            return;
        }
        passOn(target);
        boolean hasRoom = target.isWritable() && heldOctets < HELD_OCTETS_MAX;
        if (hasRoom && !isReading) {
            isReading = true;
            source.read();
        }
    }

    private void passOn(Channel target) {
        Held next = held.peek();
        while (next != null && next.dueNanos() - System.nanoTime() <= 0) {
            held.remove();
            heldOctets -= next.octets().readableBytes();
            target.write(next.octets());
            next = held.peek();
        }
        target.flush();
        if (next != null) {
            long waitNanos = Math.max(0, next.dueNanos() - System.nanoTime());
            proxy.loop().schedule(this::resume, waitNanos, TimeUnit.NANOSECONDS);
        } else if (isEnding) {
            target.writeAndFlush(target.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        long delayNanos = isFromBroker ? proxy.delayNanos() : 0;
        heldOctets += octets.readableBytes();
        held.add(new Held(octets, System.nanoTime() + delayNanos));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isReading = false;
        resume();
    }

    /** The other side has room again. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Channel peer = to;
        ProxyLeg other = peer == null ? null : peer.pipeline().get(ProxyLeg.class);
        if (other != null) {
            other.resume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        proxy.remove(this);
        isEnding = true;
        resume();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** At once, and what was held back is lost. */
    void close() {
        proxy.remove(this);
        held.forEach(piece -> piece.octets().release());
        held.clear();
        heldOctets = 0;
        if (from != null) {
            from.close();
        }
        if (to != null) {
            to.close();
        }
    }
}

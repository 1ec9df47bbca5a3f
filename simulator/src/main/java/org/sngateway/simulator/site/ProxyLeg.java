package org.sngateway.simulator.site;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One direction of one connection through the proxy: reads a piece only when there is room for it, so that who sends too much
 * feels it as he would without a proxy. On the proxy's loop.
 */
final class ProxyLeg extends ChannelInboundHandlerAdapter {
    /** What may be held back while it is delayed. */
    private static final long HELD_OCTETS_MAX = 1 << 20;

    /** What holds for all connections at the moment, and time. */
    interface Conditions {
        boolean isStalled();

        /** How late to hand on what the broker says. */
        long delayNanos();

        long nowNanos();

        void later(Runnable task, long nanos);

        void onEnd(ProxyLeg leg);
    }

    private record Held(ByteBuf octets, long dueNanos) {}

    private final Conditions conditions;
    private final boolean isFromBroker;
    private final Queue<Held> held = new ArrayDeque<>();
    private @Nullable Channel from;
    private @Nullable Channel to;
    private long heldOctets;
    private boolean isReading;
    private boolean isEnding;

    ProxyLeg(Conditions conditions, boolean isFromBroker) {
        this.conditions = conditions;
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
        if (source == null || target == null || conditions.isStalled()) {
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
        while (next != null && next.dueNanos() - conditions.nowNanos() <= 0) {
            held.remove();
            heldOctets -= next.octets().readableBytes();
            target.write(next.octets());
            next = held.peek();
        }
        target.flush();
        if (next != null) {
            long waitNanos = Math.max(0, next.dueNanos() - conditions.nowNanos());
            conditions.later(this::resume, waitNanos);
        } else if (isEnding) {
            target.writeAndFlush(target.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        long delayNanos = isFromBroker ? conditions.delayNanos() : 0;
        heldOctets += octets.readableBytes();
        held.add(new Held(octets, conditions.nowNanos() + delayNanos));
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
        conditions.onEnd(this);
        isEnding = true;
        resume();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** At once, and what was held back is lost. */
    void close() {
        conditions.onEnd(this);
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

package org.sngateway.simulator.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.SnMessage;

import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** One connected UDP socket: encodes into batches, decodes what arrives. Confined to the loop's thread. */
final class LoadChannel extends ChannelInboundHandlerAdapter {
    private static final int DATAGRAM_OCTETS_MAX = 2048;
    private static final int RECEIVE_BATCH = 64;

    private final SendBatch batch;
    private final BiConsumer<SnMessage, Long> receiver;
    private @Nullable Channel channel;
    private boolean isDirty;
    private long malformed;

    LoadChannel(SendBatch batch, BiConsumer<SnMessage, Long> receiver) {
        this.batch = batch;
        this.receiver = receiver;
    }

    /** Opens the socket from {@code local} (any address when {@code null}); fails with one sentence. */
    void open(LoadLoop loop, InetSocketAddress gateway, @Nullable InetSocketAddress local, boolean batches) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(LoadLoop.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_OCTETS_MAX))
                .handler(this);
        if (batches) {
            bootstrap.option(ChannelOption.SO_RCVBUF, 4 << 20).option(ChannelOption.SO_SNDBUF, 4 << 20);
            if (LoadLoop.isEpoll()) {
                bootstrap
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_OCTETS_MAX)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(DATAGRAM_OCTETS_MAX * RECEIVE_BATCH));
            }
        }
        ChannelFuture connected = local == null ? bootstrap.connect(gateway) : bootstrap.connect(gateway, local);
        channel = connected.channel();
        connected.addListener(result -> {
            if (!result.isSuccess()) {
                channel = null;
            }
        });
        if (connected.isDone() && !connected.isSuccess()) {
            throw new LoadException("cannot open a UDP socket to " + gateway + ": "
                    + connected.cause().getMessage() + " (one per device; see ulimit -n)");
        }
    }

    void send(SnMessage message) {
        Channel target = channel;
        if (target == null) {
            return;
        }
        int length = SnEncoder.encode(message, batch.scratch, 0);
        ByteBuf datagram = target.alloc().directBuffer(length).writeBytes(batch.scratch, 0, length);
        target.write(datagram, target.voidPromise());
        if (!isDirty) {
            isDirty = true;
            batch.add(this);
        }
    }

    void flush() {
        isDirty = false;
        if (channel != null) {
            channel.flush();
        }
    }

    long malformed() {
        return malformed;
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = ((DatagramPacket) message).content();
        int length = Math.min(octets.readableBytes(), batch.scratch.length);
        octets.readBytes(batch.scratch, 0, length);
        octets.release();
        DecodeResult result = SnDecoder.decode(batch.scratch, 0, length);
        if (result instanceof DecodeResult.Decoded decoded) {
            receiver.accept(decoded.message(), System.nanoTime());
        } else {
            malformed++;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        batch.flush();
    }

    /** A connected UDP socket reports here that nobody listens; the devices' own retransmissions deal with that. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        malformed += cause instanceof java.io.IOException ? 0 : 1;
    }
}

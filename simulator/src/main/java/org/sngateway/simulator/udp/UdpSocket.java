package org.sngateway.simulator.udp;

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

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;

/** One connected UDP socket: encodes into batches, decodes what arrives. Confined to the loop's thread. */
public final class UdpSocket extends ChannelInboundHandlerAdapter {
    private static final int DATAGRAM_OCTETS_MAX = 2048;
    private static final int RECEIVE_BATCH = 64;
    private static final int BUFFER_OCTETS = 4 << 20;

    private final SendBatch batch;
    private final DatagramReceiver receiver;
    private @Nullable Channel channel;
    private boolean isDirty;
    private long malformed;

    public UdpSocket(SendBatch batch, DatagramReceiver receiver) {
        this.batch = batch;
        this.receiver = receiver;
    }

    /**
     * Opens the socket from {@code local} (any address when {@code null}); fails with one sentence.
     *
     * @param isShared whether many devices speak through it: it gets large buffers and reads in batches
     */
    public void open(NetworkLoop loop, InetSocketAddress gateway, @Nullable InetSocketAddress local, boolean isShared) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(NetworkLoop.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_OCTETS_MAX))
                .handler(this);
        if (isShared) {
            bootstrap.option(ChannelOption.SO_RCVBUF, BUFFER_OCTETS).option(ChannelOption.SO_SNDBUF, BUFFER_OCTETS);
            if (NetworkLoop.isEpoll()) {
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
            throw OpenFiles.cannotOpen(gateway, connected.cause());
        }
    }

    public void send(SnMessage message) {
        if (channel != null) {
            write(batch.scratch, SnEncoder.encode(message, batch.scratch, 0));
        }
    }

    /** Any octets at all. */
    public void sendRaw(byte[] datagram) {
        write(datagram, datagram.length);
    }

    private void write(byte[] octets, int length) {
        Channel target = channel;
        if (target == null) {
            return;
        }
        ByteBuf datagram = target.alloc().directBuffer(length).writeBytes(octets, 0, length);
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

    /** Datagrams that were no MQTT-SN. */
    public long malformed() {
        return malformed;
    }

    public void close() {
        if (channel != null) {
            flush();
            channel.close();
            channel = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = ((DatagramPacket) message).content();
        int length = Math.min(octets.readableBytes(), batch.scratch.length);
        octets.readBytes(batch.scratch, 0, length);
        octets.release();
        if (channel == null) {
            return;
        }
        DecodeResult result = SnDecoder.decode(batch.scratch, 0, length);
        if (result instanceof DecodeResult.Decoded decoded) {
            receiver.onMessage(decoded.message(), length, System.nanoTime());
        } else {
            malformed++;
            receiver.onMalformed(length);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        receiver.onReadComplete();
        batch.flush();
    }

    /**
     * A connected UDP socket reports here that nobody listens; the devices' own retransmissions deal with that. What a
     * receiver could not handle counts as malformed.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            receiver.onUnreachable();
        } else {
            malformed += cause instanceof IOException ? 0 : 1;
        }
    }
}

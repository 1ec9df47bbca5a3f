package org.sngateway.simulator.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetSocketAddress;

/**
 * The least that answers like a gateway: no broker, no state, no checks. It shows what a loader can do, because nothing
 * real is faster. One thread of its own. A REGISTER gets its own message id as topic id, and every SUBSCRIBE id 1.
 */
public final class BareResponder implements AutoCloseable {
    private static final int DATAGRAM_OCTETS_MAX = 2048;
    private static final int FORWARDED = MessageType.ENCAPSULATED.code();

    private final NetworkLoop loop = new NetworkLoop("bare-responder");
    private final Channel channel;

    /** Listens on {@code address}; port 0 takes any free one. */
    public BareResponder(InetSocketAddress address) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(NetworkLoop.datagramChannel())
                .option(ChannelOption.SO_RCVBUF, 4 << 20)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_OCTETS_MAX))
                .handler(new Answers());
        if (NetworkLoop.isEpoll()) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_OCTETS_MAX)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(64 * DATAGRAM_OCTETS_MAX));
        }
        channel = bootstrap.bind(address).syncUninterruptibly().channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    public long cpuNanos() {
        return loop.cpuNanos();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loop.close();
    }

    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            ByteBuf request = packet.content();
            ByteBuf answer = context.alloc().directBuffer(64);
            int start = request.readerIndex();
            if (request.readableBytes() > 3 && request.getUnsignedByte(start + 1) == FORWARDED) {
                int header = request.getUnsignedByte(start);
                answer.writeBytes(request, start, Math.min(header, request.readableBytes()));
                start += header;
            }
            int header = answer.writerIndex();
            if (start < request.writerIndex()) {
                answer(request, start, answer);
            }
            request.release();
            if (answer.writerIndex() > header) {
                context.write(new DatagramPacket(answer, packet.sender()), context.voidPromise());
            } else {
                answer.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        private static void answer(ByteBuf request, int start, ByteBuf answer) {
            int type = start + (request.getUnsignedByte(start) == 1 ? 3 : 1);
            int octets = request.writerIndex() - type - 1;
            int code = type < request.writerIndex() ? request.getUnsignedByte(type) : -1;
            if (code == MessageType.CONNECT.code()) {
                answer.writeBytes(new byte[] {3, 0x05, 0});
            } else if (code == MessageType.PUBLISH.code() && octets >= 5) {
                answerPublish(request, type + 1, answer);
            } else if (code == MessageType.PUBREL.code() && octets == 2) {
                answer.writeBytes(new byte[] {4, 0x0E}).writeBytes(request, type + 1, 2);
            } else if (code == MessageType.REGISTER.code() && octets > 4) {
                answer.writeBytes(new byte[] {7, 0x0B}).writeBytes(request, type + 3, 2);
                answer.writeBytes(request, type + 3, 2).writeByte(0);
            } else if (code == MessageType.SUBSCRIBE.code() && octets > 3) {
                answer.writeBytes(new byte[] {8, 0x13}).writeByte(request.getByte(type + 1) & 0x60);
                answer.writeShort(1).writeBytes(request, type + 2, 2).writeByte(0);
            } else if (code == MessageType.PINGREQ.code()) {
                answer.writeBytes(new byte[] {2, 0x17});
            } else if (code == MessageType.DISCONNECT.code()) {
                answer.writeBytes(new byte[] {2, 0x18});
            }
        }

        private static void answerPublish(ByteBuf request, int flags, ByteBuf answer) {
            int qos = request.getByte(flags) >> 5 & 3;
            if (qos == 1) {
                answer.writeBytes(new byte[] {7, 0x0D})
                        .writeBytes(request, flags + 1, 4)
                        .writeByte(0);
            } else if (qos == 2) {
                answer.writeBytes(new byte[] {4, 0x0F}).writeBytes(request, flags + 3, 2);
            }
        }
    }
}

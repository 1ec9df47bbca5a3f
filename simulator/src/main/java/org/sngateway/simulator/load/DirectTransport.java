package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.udp.DatagramReceiver;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.SendBatch;
import org.sngateway.simulator.udp.SourceAddresses;
import org.sngateway.simulator.udp.UdpSocket;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One socket, and so one source port, per device: what a network of IP devices looks like to a gateway. Costs two
 * system calls and more per message.
 */
public final class DirectTransport implements DeviceTransport {
    private final NetworkLoop loop;
    private final InetSocketAddress gateway;
    private final SourceAddresses sources;
    private final MessageSink sink;
    private final SendBatch batch = new SendBatch();
    private final List<UdpSocket> channels = new ArrayList<>();

    public DirectTransport(NetworkLoop loop, InetSocketAddress gateway, SourceAddresses sources, MessageSink sink) {
        this.loop = loop;
        this.gateway = gateway;
        this.sources = sources;
        this.sink = sink;
    }

    @Override
    public DeviceLink open(int index) {
        UdpSocket channel = new UdpSocket(batch, new SocketOf(index));
        @Nullable InetSocketAddress local = sources.of(index);
        channel.open(loop, gateway, local, false);
        channels.add(channel);
        return channel::send;
    }

    private final class SocketOf implements DatagramReceiver {
        private final int index;

        SocketOf(int index) {
            this.index = index;
        }

        @Override
        public void onMessage(SnMessage message, int octets, long nowNanos) {
            sink.onMessage(index, message, nowNanos);
        }

        @Override
        public void onMalformed(int octets) {
            // The socket has counted it.
        }
    }

    @Override
    public void flush() {
        batch.flush();
    }

    @Override
    public long malformed() {
        return channels.stream().mapToLong(UdpSocket::malformed).sum();
    }

    @Override
    public void close() {
        channels.forEach(UdpSocket::close);
    }
}

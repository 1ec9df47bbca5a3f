package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.device.DeviceLink;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One socket, and so one source port, per device: what a network of IP devices looks like to a gateway. Costs two
 * system calls and more per message.
 */
public final class DirectTransport implements DeviceTransport {
    private final LoadLoop loop;
    private final InetSocketAddress gateway;
    private final SourceAddresses sources;
    private final MessageSink sink;
    private final SendBatch batch = new SendBatch();
    private final List<LoadChannel> channels = new ArrayList<>();

    public DirectTransport(LoadLoop loop, InetSocketAddress gateway, SourceAddresses sources, MessageSink sink) {
        this.loop = loop;
        this.gateway = gateway;
        this.sources = sources;
        this.sink = sink;
    }

    @Override
    public DeviceLink open(int index) {
        LoadChannel channel = new LoadChannel(batch, (message, nowNanos) -> sink.onMessage(index, message, nowNanos));
        @Nullable InetSocketAddress local = sources.of(index);
        channel.open(loop, gateway, local, false);
        channels.add(channel);
        return channel::send;
    }

    @Override
    public void flush() {
        batch.flush();
    }

    @Override
    public long malformed() {
        return channels.stream().mapToLong(LoadChannel::malformed).sum();
    }

    @Override
    public void close() {
        channels.forEach(LoadChannel::close);
    }
}

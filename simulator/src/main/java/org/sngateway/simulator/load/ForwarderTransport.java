package org.sngateway.simulator.load;

import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.udp.DatagramReceiver;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.SendBatch;
import org.sngateway.simulator.udp.UdpSocket;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Few sockets that many devices share by forwarder encapsulation (MQTT-SN 1.2 s.5.5): the node id is the device's
 * index in four octets. Datagrams leave and arrive in batches, which makes it the cheapest way to load a gateway.
 */
final class ForwarderTransport implements DeviceTransport, DatagramReceiver {
    private final MessageSink sink;
    private final SendBatch batch = new SendBatch();
    private final List<UdpSocket> forwarders = new ArrayList<>();
    private final int devices;
    private long misdirected;

    ForwarderTransport(NetworkLoop loop, InetSocketAddress gateway, LoadShape shape, MessageSink sink) {
        this.sink = sink;
        devices = shape.devices();
        for (int i = 0; i < shape.forwarders(); i++) {
            UdpSocket forwarder = new UdpSocket(batch, this);
            forwarder.open(loop, gateway, shape.sources().of(i), true);
            forwarders.add(forwarder);
        }
    }

    @Override
    public DeviceLink open(int index) {
        UdpSocket forwarder = forwarders.get(index % forwarders.size());
        byte[] id = {(byte) (index >> 24), (byte) (index >> 16), (byte) (index >> 8), (byte) index};
        Octets nodeId = Octets.copyOf(id);
        return message -> forwarder.send(new Encapsulated(0, nodeId, message));
    }

    @Override
    public void onMalformed(int octets) {
        // The socket has counted it.
    }

    @Override
    public void onMessage(SnMessage message, int octets, long nowNanos) {
        if (message instanceof Encapsulated encapsulated
                && encapsulated.nodeId().length() == 4) {
            Octets id = encapsulated.nodeId();
            int index = id.at(0) << 24 | id.at(1) << 16 | id.at(2) << 8 | id.at(3);
            if (index >= 0 && index < devices) {
                sink.onMessage(index, encapsulated.message(), nowNanos);
                return;
            }
        }
        misdirected++;
    }

    @Override
    public void flush() {
        batch.flush();
    }

    @Override
    public long malformed() {
        return misdirected + forwarders.stream().mapToLong(UdpSocket::malformed).sum();
    }

    @Override
    public void close() {
        forwarders.forEach(UdpSocket::close);
    }
}

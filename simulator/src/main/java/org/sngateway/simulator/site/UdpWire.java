package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.udp.DatagramReceiver;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.SourceAddresses;
import org.sngateway.simulator.udp.UdpSocket;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/** Sockets of devices to one gateway. On the site's thread; {@link #open} may be called from anywhere. */
final class UdpWire implements Wire {
    private final NetworkLoop loop;
    private final Turns turns;
    private final LoopClock clock;
    private final InetSocketAddress gateway;
    private final SourceAddresses sources;
    private final Set<DeviceSocket> open = new HashSet<>();
    private int opened;
    private int moved;

    /** Where datagrams go, and where they come from. */
    record Destination(InetSocketAddress gateway, SourceAddresses sources) {}

    UdpWire(NetworkLoop loop, Turns turns, LoopClock clock, Destination destination) {
        this.loop = loop;
        this.turns = turns;
        this.clock = clock;
        gateway = destination.gateway();
        sources = destination.sources();
    }

    @Override
    public Socket open(Receiver receiver) {
        return loop.call(() -> {
            DeviceSocket socket = new DeviceSocket(receiver, opened++);
            open.add(socket);
            clock.forgive();
            return socket;
        });
    }

    void closeAll() {
        Set.copyOf(open).forEach(DeviceSocket::close);
    }

    /** A gateway elsewhere cannot be reached from 127.0.0.0/8, and the system has one address towards it. */
    private @Nullable InetSocketAddress elsewhere() {
        boolean isIpv4Loopback =
                gateway.getAddress().isLoopbackAddress() && gateway.getAddress().getAddress().length == 4;
        return isIpv4Loopback ? SourceAddresses.elsewhere(moved++) : null;
    }

    private final class DeviceSocket implements Socket {
        private final int index;
        private Receiver receiver;
        private UdpSocket socket;

        DeviceSocket(Receiver receiver, int index) {
            this.receiver = receiver;
            this.index = index;
            socket = connect(sources.of(index));
        }

        private UdpSocket connect(@Nullable InetSocketAddress local) {
            UdpSocket connected = new UdpSocket(turns.batch(), new Arrivals());
            connected.open(loop, gateway, local, false);
            return connected;
        }

        @Override
        public void send(SnMessage message) {
            socket.send(message);
        }

        @Override
        public void sendRaw(byte[] datagram) {
            socket.sendRaw(datagram);
        }

        @Override
        public void rebind(boolean changesAddress) {
            UdpSocket former = socket;
            socket = connect(changesAddress ? elsewhere() : sources.of(index));
            former.close();
        }

        @Override
        public void receiver(Receiver next) {
            receiver = next;
        }

        @Override
        public void close() {
            open.remove(this);
            socket.close();
        }

        private final class Arrivals implements DatagramReceiver {
            @Override
            public void onMessage(SnMessage message, int octets, long nowNanos) {
                turns.run(() -> receiver.receive(message, octets));
            }

            @Override
            public void onMalformed(int octets) {
                turns.run(() -> receiver.receiveMalformed(octets));
            }
        }
    }
}

package org.sngateway.simulator.conformance.script;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** One UDP socket towards the gateway. What the network refuses to carry is noted, never thrown. */
final class UdpPort implements Link {
    /** Who gets what arrives; called on the thread of {@link UdpPorts}. */
    interface Receiver {
        void onDatagram(byte[] datagram);

        void onTrouble(String what);
    }

    private final InetSocketAddress target;
    private final DatagramChannel channel;
    private final Receiver receiver;

    UdpPort(InetSocketAddress target, DatagramChannel channel, Receiver receiver) {
        this.target = target;
        this.channel = channel;
        this.receiver = receiver;
    }

    @Override
    public void send(byte[] datagram) {
        try {
            if (channel.send(ByteBuffer.wrap(datagram), target) < datagram.length) {
                receiver.onTrouble("not sent: the system has no room for it");
            }
        } catch (IOException refused) {
            receiver.onTrouble("not sent: " + refused.getMessage());
        }
    }

    /** Takes what has arrived. */
    void read(ByteBuffer buffer) throws IOException {
        while (channel.isOpen()) {
            buffer.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
            if (from == null) {
                return;
            }
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            if (!from.equals(target)) {
                receiver.onTrouble("the next datagram comes from " + from);
            }
            receiver.onDatagram(octets);
        }
    }

    void onTrouble(String what) {
        receiver.onTrouble(what);
    }
}

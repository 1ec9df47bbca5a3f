package org.sngateway.gateway.adapter.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorInput;

import java.net.InetSocketAddress;

/**
 * One shard's end of all listeners: decodes what arrives, encodes what leaves. Confined to the shard's thread. Datagrams
 * are written as they come and flushed once for each batch; what a socket cannot take at once is bounded, the rest is
 * dropped and counted.
 */
final class UdpSensorLink implements BufferedSensorLink {
    private final MultiThreadIoEventLoopGroup loops;
    private final SensorInput input;
    private final GatewayObserver observer;
    private final DatagramTap tap;
    private final PeerAddresses addresses = new PeerAddresses();
    private final byte[] received;
    private final byte[] encoded = new byte[DatagramLimits.UDP_OCTETS_MAX];
    private final @Nullable Outlet[] outlets;

    /** The way out of one listener. */
    private static final class Outlet {
        final Channel socket;
        final MulticastGroups groups;
        boolean unflushed;

        Outlet(Channel socket, MulticastGroups groups) {
            this.socket = socket;
            this.groups = groups;
        }
    }

    UdpSensorLink(
            UdpSettings settings, MultiThreadIoEventLoopGroup loops, SensorInput input, GatewayObserver observer) {
        this.loops = loops;
        this.input = input;
        this.observer = observer;
        this.tap = observer.tap();
        this.received = new byte
                [settings.listeners().stream()
                        .mapToInt(listener -> listener.limits().packetOctetsMax())
                        .max()
                        .orElse(0)];
        this.outlets = new @Nullable Outlet[settings.listeners().size()];
    }

    MultiThreadIoEventLoopGroup loops() {
        return loops;
    }

    /** A listener's socket is there. Not to be called on the shard's thread. */
    void attach(int listener, DatagramChannel socket, MulticastGroups groups) {
        loops.submit(() -> {
                    outlets[listener] = new Outlet(socket, groups);
                })
                .syncUninterruptibly();
    }

    // in

    void onDatagram(int index, UdpListener listener, DatagramPacket packet) {
        SnMessage message = read(index, listener, packet, true);
        if (message != null) {
            input.onMessage(addresses.peerOf(index, packet.sender()), message);
        }
    }

    /** The message in a datagram, or {@code null} when there is none to be looked at. */
    @Nullable
    SnMessage read(int index, UdpListener listener, DatagramPacket packet, boolean unicast) {
        Peer.Udp peer = addresses.peerOf(index, packet.sender());
        ByteBuf content = packet.content();
        int length = content.readableBytes();
        observer.datagramReceived(index, length);
        if (!isAnswerable(peer) || !listener.allowed().test(peer)) {
            dropUnread(peer, content, DropReason.NOT_ALLOWED);
            return null;
        }
        if (length > listener.limits().packetOctetsMax()) {
            dropUnread(peer, content, DropReason.TOO_LARGE);
            return null;
        }
        content.getBytes(content.readerIndex(), received, 0, length);
        DecodeResult result = SnDecoder.decode(received, 0, length);
        SnMessage message = result instanceof DecodeResult.Decoded decoded ? decoded.message() : null;
        if (tap.isOn()) {
            tap.received(peer, received, length, message);
        }
        if (message != null) {
            return message;
        }
        if (unicast && result instanceof DecodeResult.Malformed malformed) {
            input.onMalformed(peer, malformed.reason());
        } else {
            observer.dropped(peer, DropReason.MALFORMED);
        }
        return null;
    }

    /** Nobody looks into it, except who watches; as much of it as there is room for. */
    private void dropUnread(Peer.Udp peer, ByteBuf content, DropReason reason) {
        if (tap.isOn()) {
            int length = Math.min(content.readableBytes(), received.length);
            content.getBytes(content.readerIndex(), received, 0, length);
            tap.received(peer, received, length, null);
        }
        observer.dropped(peer, reason);
    }

    /** Port 0, no address, all of them or many: such a source was forged, and an answer could not be sent. */
    private static boolean isAnswerable(Peer.Udp peer) {
        if (peer.port() == 0) {
            return false;
        }
        if (peer.isIpv4()) {
            int address = (int) peer.addressLow();
            return address != 0 && address >>> 28 < 14;
        }
        return peer.addressHigh() >>> 56 != 0xFF && (peer.addressHigh() | peer.addressLow()) != 0;
    }

    void onMulticastSearch(Peer.Udp peer, int radius) {
        input.onMulticastSearch(peer, radius);
    }

    void onBatchEnd() {
        input.onBatchEnd();
    }

    void onDropped(Peer.Udp peer, DropReason reason) {
        observer.dropped(peer, reason);
    }

    PeerAddresses addresses() {
        return addresses;
    }

    // out

    @Override
    public void send(Peer.Udp peer, SnMessage message) {
        Outlet outlet = outlets[peer.listener()];
        if (outlet == null) {
            observer.dropped(peer, DropReason.SEND_FAILED);
            return;
        }
        int length = SnEncoder.encodedLength(message);
        if (length > encoded.length) {
            observer.dropped(peer, DropReason.TOO_LARGE);
            return;
        }
        if (tap.isOn()) {
            SnEncoder.encode(message, encoded, 0);
            tap.sent(peer, encoded, length, message);
        }
        if (!outlet.socket.isWritable()) {
            observer.dropped(peer, DropReason.SEND_FAILED);
            return;
        }
        observer.datagramSent(peer.listener(), length);
        write(outlet.socket, message, length, addresses.addressOf(peer));
        outlet.unflushed = true;
    }

    private void write(Channel socket, SnMessage message, int length, InetSocketAddress target) {
        SnEncoder.encode(message, encoded, 0);
        ByteBuf buffer = socket.alloc().directBuffer(length, length).writeBytes(encoded, 0, length);
        socket.write(new DatagramPacket(buffer, target), socket.voidPromise());
    }

    /** A datagram goes to a multicast group. */
    void onMulticastSent(int listener, InetSocketAddress group, byte[] datagram) {
        if (tap.isOn() && SnDecoder.decode(datagram, 0, datagram.length) instanceof DecodeResult.Decoded decoded) {
            Peer.Udp target = PeerAddresses.peer(listener, group.getAddress().getAddress(), 0, group.getPort());
            tap.sent(target, datagram, datagram.length, decoded.message());
        }
    }

    @Override
    public void multicast(int listener, SnMessage message, int radius) {
        Outlet outlet = outlets[listener];
        if (outlet != null) {
            outlet.groups.send(SnEncoder.encode(message), radius);
        }
    }

    @Override
    public void flush() {
        if (tap.isOn()) {
            tap.batchEnded();
        }
        for (Outlet outlet : outlets) {
            if (outlet != null && outlet.unflushed) {
                outlet.unflushed = false;
                outlet.socket.flush();
            }
        }
    }
}

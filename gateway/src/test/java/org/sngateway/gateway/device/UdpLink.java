package org.sngateway.gateway.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.SnMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A UDP socket of its own on a loopback address. What comes must decode, and must come from the gateway. */
public final class UdpLink implements DeviceLink {
    private final SocketAddress gateway;
    private final Wire wire;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[65_536];

    private UdpLink(SocketAddress gateway, Wire wire, DatagramSocket socket) {
        this.gateway = gateway;
        this.wire = wire;
        this.socket = socket;
    }

    public static UdpLink to(SocketAddress gateway, Wire wire) {
        return from("127.0.0.1", gateway, wire);
    }

    /** A socket on a free port of this address, such as 127.0.0.2: another host, as far as the gateway can tell. */
    public static UdpLink from(String address, SocketAddress gateway, Wire wire) {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
            return new UdpLink(gateway, wire, socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void send(SnMessage message) {
        byte[] datagram = SnEncoder.encode(message);
        wire.add(datagram);
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, gateway));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public @Nullable SnMessage receive(long millisMax) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout((int) Math.max(1, millisMax));
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
        wire.add(datagram);
        if (!packet.getSocketAddress().equals(gateway)) {
            throw new AssertionError("a datagram from " + packet.getSocketAddress() + ", not from " + gateway);
        }
        DecodeResult result = SnDecoder.decode(datagram);
        if (result instanceof DecodeResult.Decoded decoded) {
            return decoded.message();
        }
        throw new AssertionError(result + ": " + Arrays.toString(datagram));
    }

    @Override
    public void close() {
        socket.close();
    }
}

package org.sngateway.gateway.shard;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** A device on a real socket: says something, waits for the answer. */
final class Device implements AutoCloseable {
    private static final int ANSWER_MILLIS = 3000;
    private static final int SILENCE_MILLIS = 300;

    final DatagramSocket socket;
    private final InetSocketAddress gateway;

    Device(InetSocketAddress gateway) throws IOException {
        this.socket = new DatagramSocket();
        this.gateway = gateway;
    }

    InetSocketAddress gateway() {
        return gateway;
    }

    void sends(SnMessage message) throws IOException {
        sends(SnEncoder.encode(message));
    }

    void sends(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, gateway));
    }

    private @Nullable SnMessage receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] buffer = new byte[2000];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException silent) {
            return null;
        }
        if (SnDecoder.decode(buffer, 0, packet.getLength()) instanceof DecodeResult.Decoded decoded) {
            return decoded.message();
        }
        throw new AssertionError("received no message but " + packet.getLength() + " octets");
    }

    void gets(SnMessage expected) throws IOException {
        assertThat(receive(ANSWER_MILLIS)).isEqualTo(expected);
    }

    void getsNothing() throws IOException {
        assertThat(receive(SILENCE_MILLIS)).isNull();
    }

    static Connect connect(String clientId) {
        return new Connect(false, true, 1, 600, Octets.ofUtf8(clientId));
    }

    void connects(String clientId) throws IOException {
        sends(connect(clientId));
        gets(new ConnAck(ReturnCode.ACCEPTED));
    }

    /** Registers a topic; returns its id. */
    int registers(String topic) throws IOException {
        sends(new Register(0, 9, Octets.ofUtf8(topic)));
        SnMessage answer = receive(ANSWER_MILLIS);
        assertThat(answer).isInstanceOf(RegAck.class);
        return ((RegAck) java.util.Objects.requireNonNull(answer)).topicId();
    }

    void publishes(int topicId, int msgId) throws IOException {
        sends(new Publish(false, Qos.ONE, false, new TopicRef.Normal(topicId), msgId, Octets.ofUtf8("21.5")));
        gets(new PubAck(topicId, msgId, ReturnCode.ACCEPTED));
    }

    @Override
    public void close() {
        socket.close();
    }
}

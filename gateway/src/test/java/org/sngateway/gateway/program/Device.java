package org.sngateway.gateway.program;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/** A device on a UDP socket: it says something, and says it again until it is answered, as devices do. */
final class Device implements AutoCloseable {
    private static final int RETRY_MILLIS = 1000;
    private static final int TRIES = 10;

    private final DatagramSocket socket;
    private final InetSocketAddress gateway;
    private int msgId;

    Device(InetSocketAddress gateway) throws IOException {
        this.socket = new DatagramSocket();
        this.socket.setSoTimeout(RETRY_MILLIS);
        this.gateway = gateway;
    }

    Device connects(String clientId, boolean cleanSession) throws IOException {
        assertThat(connectAnswer(clientId, cleanSession)).isEqualTo(ReturnCode.ACCEPTED);
        return this;
    }

    ReturnCode connectAnswer(String clientId, boolean cleanSession) throws IOException {
        Connect connect = new Connect(false, cleanSession, 1, 600, Octets.ofUtf8(clientId));
        return ((ConnAck) ask(connect, ConnAck.class::isInstance)).returnCode();
    }

    /** Sends CONNECT and does not wait for the answer. */
    void sendsConnect(String clientId) throws IOException {
        send(new Connect(false, true, 1, 600, Octets.ofUtf8(clientId)));
    }

    /** QoS 1, to a topic of two characters, which needs no registration. */
    ReturnCode publishes(String topic, String payload) throws IOException {
        return publishes(topic, payload, false);
    }

    ReturnCode publishes(String topic, String payload, boolean retain) throws IOException {
        int id = ++msgId & 0xFFFF;
        TopicRef shortName = new TopicRef.ShortName(topic.charAt(0) << 8 | topic.charAt(1));
        Publish publish = new Publish(false, Qos.ONE, retain, shortName, id, Octets.ofUtf8(payload));
        SnMessage answer = ask(publish, message -> message instanceof PubAck ack && ack.msgId() == id);
        return ((PubAck) answer).returnCode();
    }

    void subscribes(String filter) throws IOException {
        int id = ++msgId & 0xFFFF;
        SnMessage answer = ask(
                new Subscribe(false, Qos.ONE, id, new TopicRef.Named(Octets.ofUtf8(filter))),
                message -> message instanceof SubAck ack && ack.msgId() == id);
        assertThat(((SubAck) answer).returnCode()).isEqualTo(ReturnCode.ACCEPTED);
    }

    void disconnects() throws IOException {
        ask(Disconnect.PLAIN, Disconnect.class::isInstance);
    }

    /** Says that it is deaf for so many seconds. */
    void sleeps(int seconds) throws IOException {
        ask(new Disconnect(seconds), Disconnect.class::isInstance);
    }

    /** Says that it is awake; what it is then sent is still to be received. */
    void wakes(String clientId) throws IOException {
        send(new PingReq(Octets.ofUtf8(clientId)));
    }

    /** Waits for a PUBLISH, acknowledges it, and returns its payload. */
    String receives() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            SnMessage message = receive();
            if (message instanceof Register register) {
                send(new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED));
            } else if (message instanceof Publish publish) {
                send(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED));
                return String.valueOf(publish.data().utf8());
            }
        }
        throw new AssertionError("no PUBLISH came");
    }

    private SnMessage ask(SnMessage request, Predicate<SnMessage> isAnswer) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            send(request);
            SnMessage answer = receive();
            while (answer != null && !isAnswer.test(answer)) {
                answer = receive();
            }
            if (answer != null) {
                return answer;
            }
        }
        throw new AssertionError("no answer to " + request);
    }

    private void send(SnMessage message) throws IOException {
        byte[] datagram = SnEncoder.encode(message);
        socket.send(new DatagramPacket(datagram, datagram.length, gateway));
    }

    private @Nullable SnMessage receive() throws IOException {
        byte[] buffer = new byte[2000];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException silent) {
            return null;
        }
        return SnDecoder.decode(buffer, 0, packet.getLength()) instanceof DecodeResult.Decoded decoded
                ? decoded.message()
                : null;
    }

    @Override
    public void close() {
        socket.close();
    }
}

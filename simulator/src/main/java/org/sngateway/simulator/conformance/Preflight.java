package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Messages;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.TestBed;
import org.sngateway.simulator.conformance.script.Topic;
import org.sngateway.simulator.conformance.script.Trace;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** Finds out in a few seconds whether there is a gateway that can be tested at all, and says what is wrong if not. */
final class Preflight {
    private static final int TRIES = 3;
    private static final int ANSWER_MILLIS = 2_000;
    private static final Duration CHECK = Duration.ofSeconds(20);
    private static final Duration ARRIVAL = Duration.ofSeconds(8);

    private final InetSocketAddress gateway;
    private final String target;
    private final String clientId;

    /** @param target the address as it was given, for messages */
    Preflight(InetSocketAddress gateway, String target, String clientId) {
        this.gateway = gateway;
        this.target = target;
        this.clientId = clientId;
    }

    /** Returns what the gateway says of itself. Throws {@link TargetUnreachable} when CONNECT is not accepted. */
    String check() {
        byte[] connect = SnEncoder.encode(Messages.connect(clientId, 60));
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected, so that the system tells when nothing listens there.
            socket.connect(gateway);
            byte[] answer = null;
            for (int attempt = 0; attempt < TRIES && answer == null; attempt++) {
                answer = exchange(socket, connect);
            }
            judge(connect, answer);
            byte[] info = exchange(socket, SnEncoder.encode(new SearchGw(1)));
            send(socket, SnEncoder.encode(Disconnect.PLAIN));
            return info != null
                            && SnDecoder.decode(info) instanceof DecodeResult.Decoded decoded
                            && decoded.message() instanceof GwInfo gwInfo
                    ? "GwId " + gwInfo.gwId()
                    : "";
        } catch (PortUnreachableException refused) {
            throw new TargetUnreachable("nothing listens at " + target + " (UDP)");
        } catch (IOException failed) {
            throw new TargetUnreachable("cannot reach " + target + ": " + failed.getMessage());
        }
    }

    /** Whether the gateway, which answered before, still answers CONNECT. */
    boolean isAlive() {
        byte[] connect = SnEncoder.encode(Messages.connect(clientId, 60));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(gateway);
            for (int attempt = 0; attempt < TRIES; attempt++) {
                if (exchange(socket, connect) != null) {
                    send(socket, SnEncoder.encode(Disconnect.PLAIN));
                    return true;
                }
            }
            return false;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void send(DatagramSocket socket, byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length));
    }

    private static byte @Nullable [] exchange(DatagramSocket socket, byte[] request) throws IOException {
        send(socket, request);
        socket.setSoTimeout(ANSWER_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException silence) {
            return null;
        }
    }

    /** From where a gateway answers that does not answer from where it was asked; {@code null} when it does not at all. */
    private @Nullable SocketAddress elsewhere(byte[] connect) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.send(new DatagramPacket(connect, connect.length, gateway));
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            return packet.getSocketAddress();
        } catch (SocketTimeoutException silence) {
            return null;
        }
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : address.toString();
    }

    private void judge(byte[] connect, byte @Nullable [] answer) throws IOException {
        if (answer == null) {
            SocketAddress other = elsewhere(connect);
            if (other != null && !other.equals(gateway)) {
                throw new TargetUnreachable(target + " answers CONNECT from " + text(other)
                        + " and not from where it was asked; devices cannot tell such an answer from a stranger's");
            }
            throw new TargetUnreachable(
                    target + " is silent: " + TRIES + " CONNECTs in " + TRIES * ANSWER_MILLIS / 1_000
                            + " s were not answered; is it a gateway, and does it let this address in?");
        }
        if (Arrays.equals(answer, connect)) {
            throw new TargetUnreachable(target + " sends back what it gets; that is no MQTT-SN gateway");
        }
        if (!(SnDecoder.decode(answer) instanceof DecodeResult.Decoded decoded)) {
            throw new TargetUnreachable(
                    target + " answers CONNECT with what is no MQTT-SN message: " + Trace.hex(answer));
        }
        SnMessage message = decoded.message();
        if (!(message instanceof ConnAck ack)) {
            throw new TargetUnreachable(target + " answers CONNECT with " + SnText.of(message) + " instead of CONNACK");
        }
        if (!ack.returnCode().isAccepted()) {
            throw new TargetUnreachable(target + " refuses CONNECT with " + SnText.of(ack.returnCode())
                    + (ack.returnCode().isCongestion()
                            ? "; has it reached its broker?"
                            : "; does it admit client ids such as " + clientId + "?"));
        }
    }

    /**
     * Throws {@link TargetUnreachable} when nothing comes through between the gateway and this broker, in neither direction.
     * A gateway of which only one is broken is for the tests to judge.
     */
    void checkBroker(TestBed bed) {
        if (!isHeardAtBroker(bed) && !isHeardAtDevice(bed)) {
            throw new TargetUnreachable(
                    "what " + target + " acknowledges does not come to the broker; are they connected to each other?");
        }
    }

    private static boolean isHeardAtBroker(TestBed bed) {
        try (Scene scene = new Scene(bed, "PRE-01", CHECK)) {
            Topic topic = scene.withBroker().topic("t");
            Device device = scene.connected();
            int id = device.with().registration(topic);
            device.send(Messages.publish(Qos.ONE, Messages.normal(id), 1, "preflight"));
            PubAck ack = device.expect(PubAck.class);
            return !ack.returnCode().isAccepted() || topic.isAnythingThere(ARRIVAL);
        } catch (Finding inTheWay) {
            // The gateway cannot register or publish; the tests will say so in detail.
            return true;
        }
    }

    private static boolean isHeardAtDevice(TestBed bed) {
        try (Scene scene = new Scene(bed, "PRE-02", CHECK)) {
            Topic topic = scene.withBroker().topic("t");
            Device device = scene.connected();
            device.with().subscription(Qos.ZERO, topic);
            topic.publish(Qos.ZERO, "preflight");
            return device.nextOrRepeated(scene.patience()) != null;
        } catch (Finding inTheWay) {
            return false;
        }
    }
}

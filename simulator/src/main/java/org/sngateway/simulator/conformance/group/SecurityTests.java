package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.register;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;
import static org.sngateway.simulator.conformance.script.Messages.unsubscribe;
import static org.sngateway.simulator.conformance.script.Messages.wake;
import static org.sngateway.simulator.conformance.script.Messages.withWill;

/** SEC: strangers, amplification, floods, and what has killed gateways. */
public final class SecurityTests {
    private static final Duration MOMENT = Duration.ofMillis(600);

    private SecurityTests() {}

    @Case(
            id = "SEC-01",
            section = "5.4.21",
            covers = {"SN12-DEC-03"},
            level = Level.SHOULD,
            reading = Reading.AMPLIFICATION,
            title = "no request of an unknown sender is answered with more octets than it has")
    static void noAmplification(Scene scene) {
        String id = scene.device().clientId();
        List<byte[]> requests = List.of(
                SnEncoder.encode(connect(id, 60)),
                SnEncoder.encode(withWill(connect(id + "w", 60))),
                SnEncoder.encode(wake(id + "x")),
                SnEncoder.encode(PingReq.EMPTY),
                SnEncoder.encode(register(1, scene.filter("a"))),
                SnEncoder.encode(subscribe(Qos.ONE, 2, scene.filter("#"))),
                SnEncoder.encode(unsubscribe(3, scene.filter("#"))),
                SnEncoder.encode(publish(Qos.ONE, normal(1), 4, "")),
                new byte[] {3, 1, 0},
                new byte[] {2, 0x18},
                new byte[] {2, 0x1A},
                new byte[] {1, 0, 3});
        for (byte[] request : requests) {
            Device device = scene.device();
            device.sendRaw(request);
            int octets = device.collect(Duration.ofMillis(250)).stream()
                    .mapToInt(o -> o.length)
                    .sum();
            scene.must(octets <= request.length, octets + " octets answer " + request.length + " octets");
        }
    }

    @Case(
            id = "SEC-02",
            section = "6.12",
            covers = {"SN12-DIS-06", "SN12-UNK-02", "SN12-STA-05"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "DISCONNECT of an unknown sender is not answered")
    static void strangersDisconnect(Scene scene) {
        Device device = scene.device();
        device.send(Disconnect.PLAIN);
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SEC-03",
            section = "5.2",
            covers = {"SN12-DEC-01", "SN12-UNK-02"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "garbage of an unknown sender is not answered")
    static void strangersGarbage(Scene scene) {
        Device device = scene.device();
        device.sendHex("00")
                .sendHex("02")
                .sendHex("01 00 03")
                .sendHex("02 1E")
                .sendHex("05 04 04 01 00")
                .sendHex("FF FF FF");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SEC-04",
            section = "5.4.21",
            covers = {"SN12-UNK-03"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "an unknown sender is not told by DISCONNECT without limit")
    static void limitedDisconnects(Scene scene) {
        Device device = scene.device();
        for (int ping = 0; ping < 30; ping++) {
            device.send(PingReq.EMPTY);
        }
        int answers = device.collect(Duration.ofSeconds(1)).size();
        scene.must(answers < 30, "all of 30 messages were answered");
    }

    @Case(
            id = "SEC-05",
            section = "5.4.21, 6.12",
            covers = {"SN12-UNK-05", "SN12-UNK-01"},
            title = "what another address sends is not published for a client")
    static void foreignPublish(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        Device stranger = scene.device();
        stranger.send(publish(Qos.ZERO, normal(id), 0, "forged")).send(publish(Qos.ONE, normal(id), 3, "forged"));
        topic.expectNone("forged", MOMENT);
        device.with().ping();
    }

    @Case(
            id = "SEC-06",
            section = "6.12",
            covers = {"SN12-UNK-05"},
            title = "DISCONNECT of another address does not end a client's connection")
    static void foreignDisconnect(Scene scene) {
        Device device = scene.connected();
        scene.device().send(Disconnect.PLAIN).sendHex("04 18 00 3C");
        scene.pause(Duration.ofMillis(200));
        device.expectNoReaction();
    }

    @Case(
            id = "SEC-07",
            section = "6.14",
            covers = {"SN12-AMB-25"},
            level = Level.SHOULD,
            reading = Reading.WAKE_ELSEWHERE,
            title = "PINGREQ of another address with the id of an active client does not take over its connection")
    static void foreignPing(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        Device stranger = scene.moved(device);
        stranger.send(wake(device.clientId()));
        stranger.collect(Duration.ofMillis(200));
        topic.publish(Qos.ONE, "for the client");
        device.with().delivery(topic, "for the client");
        stranger.expectSilence(Duration.ofMillis(200));
    }

    @Case(
            id = "SEC-08",
            section = "6.14",
            covers = {"SN12-AMB-25", "SN12-SEC-01"},
            level = Level.SHOULD,
            reading = Reading.WAKE_ELSEWHERE,
            title = "PINGREQ of another IP address does not fetch what waits for a sleeping client")
    static void foreignWake(Scene scene) {
        if (!scene.bed().gateway().getAddress().isLoopbackAddress()
                || scene.bed().gateway().getAddress().getAddress().length != 4) {
            throw Finding.notApplicable("this machine has a second address only towards 127.0.0.0/8");
        }
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        device.with().sleep(120);
        topic.publish(Qos.ONE, "secret");
        scene.pause(Duration.ofMillis(500));
        Device thief = scene.moved(device, address("127.0.0.77"));
        thief.send(wake(device.clientId()));
        SnMessage answer = thief.nextOrNothing(Duration.ofMillis(800));
        scene.must(!(answer instanceof Publish), "the message was sent to another IP address");
        device.send(wake(device.clientId()));
        device.with().delivery(topic, "secret");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Case(
            id = "SEC-09",
            section = "6.14",
            covers = {"SN12-UNK-05"},
            title = "whoever sends garbage from another address does not keep a client alive")
    static void foreignGarbage(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 3), will, "gone");
        device.mute();
        Device stranger = scene.device();
        long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        while (!will.has("gone") && System.nanoTime() < end) {
            stranger.send(PingReq.EMPTY).sendHex("00");
            scene.pause(Duration.ofSeconds(1));
        }
        scene.must(will.has("gone"), "the client did not count as lost");
    }

    @Case(
            id = "SEC-10",
            section = "5.2",
            covers = {"SN12-DEC-01"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "malformed datagrams do not keep a client alive")
    static void malformedIsNoLife(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 3), will, "gone");
        device.mute();
        long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        while (!will.has("gone") && System.nanoTime() < end) {
            device.sendHex("00 16").sendHex("05 16");
            scene.pause(Duration.ofSeconds(1));
        }
        scene.must(will.has("gone"), "the client did not count as lost");
    }

    // What has killed gateways; one at a time, and is the gateway still there?

    private static void stillServes(Scene scene) {
        Device device = scene.device();
        device.send(connect(device.clientId(), 60));
        SnMessage answer = device.nextOrNothing(scene.patience());
        if (answer == null) {
            throw Finding.silence("the gateway does not answer CONNECT any more");
        }
        scene.must(answer instanceof ConnAck, "CONNECT is answered with " + SnText.of(answer));
    }

    @Case(
            id = "SEC-20",
            section = "5.3.1",
            covers = {"SN12-DEC-04", "SN12-AMB-14"},
            alone = true,
            title = "client ids of 80, 300 and 1000 octets do not harm the gateway")
    static void longClientIds(Scene scene) {
        for (int octets : new int[] {80, 300, 1_000}) {
            Connect connect = new Connect(false, true, 1, 60, Octets.ofUtf8("x".repeat(octets)));
            Device device = scene.device();
            device.send(connect);
            if (device.nextOrNothing(Duration.ofSeconds(1)) instanceof ConnAck ack
                    && ack.returnCode().isAccepted()) {
                device.send(Disconnect.PLAIN);
            }
            stillServes(scene);
        }
    }

    @Case(
            id = "SEC-21",
            section = "5.2",
            covers = {"SN12-DEC-04"},
            alone = true,
            title = "three thousand random datagrams do not harm the gateway")
    static void randomDatagrams(Scene scene) {
        Random random = new Random(1);
        Device[] senders = {scene.device(), scene.connected(), scene.connected()};
        for (int count = 0; count < 3_000; count++) {
            byte[] octets = new byte[random.nextInt(48)];
            random.nextBytes(octets);
            if (octets.length > 1 && random.nextBoolean()) {
                octets[0] = (byte) octets.length;
                octets[1] = (byte) random.nextInt(0x1E);
            }
            if (octets.length > 1 && !staysBehind(octets)) {
                senders[count % senders.length].sendRaw(octets);
            }
            if (count % 100 == 99) {
                scene.pause(Duration.ofMillis(5));
            }
        }
        stillServes(scene);
    }

    /** A session that nobody ends, or a message that the broker keeps, on any short topic: others would meet it. */
    private static boolean staysBehind(byte[] octets) {
        if (!(SnDecoder.decode(octets) instanceof DecodeResult.Decoded decoded)) {
            return false;
        }
        SnMessage message = decoded.message();
        SnMessage inner = message instanceof Encapsulated encapsulated ? encapsulated.message() : message;
        return inner instanceof Connect || inner instanceof Publish publish && publish.retain();
    }

    @Case(
            id = "SEC-22",
            section = "6.2",
            covers = {"SN12-CONN-08"},
            alone = true,
            title = "a hundred handshakes that nobody finishes do not keep others from connecting")
    static void unfinishedHandshakes(Scene scene) {
        for (int count = 0; count < 100; count++) {
            Device device = scene.device();
            device.send(withWill(connect(device.clientId(), 60)));
        }
        stillServes(scene);
    }

    @Case(
            id = "SEC-23",
            section = "5.2.1",
            covers = {"SN12-FRM-09", "SN12-FRM-10"},
            alone = true,
            title = "a datagram of 9000 octets does not harm the gateway")
    static void hugeDatagram(Scene scene) {
        Device device = scene.connected();
        byte[] octets = new byte[9_000];
        octets[0] = 1;
        octets[1] = (byte) (octets.length >> 8);
        octets[2] = (byte) octets.length;
        octets[3] = 0x0C;
        device.sendRaw(octets);
        byte[] wrong = octets.clone();
        wrong[1] = (byte) 0xFE;
        device.sendRaw(wrong);
        device.collect(Duration.ofMillis(200));
        stillServes(scene);
    }

    @Case(
            id = "SEC-24",
            section = "6.2",
            covers = {"SN12-CNG-01", "SN12-STA-01"},
            level = Level.SHOULD,
            reading = Reading.STRANGERS_FLOOD,
            alone = true,
            title = "sixty clients can be connected at the same time")
    static void sixtyClients(Scene scene) {
        Device[] devices = new Device[60];
        for (int index = 0; index < devices.length; index++) {
            devices[index] = scene.device();
            devices[index].send(connect(devices[index].clientId(), 60));
            devices[index].expect(ConnAck.class);
        }
        for (Device device : devices) {
            device.with().ping();
        }
        for (Device device : devices) {
            device.with().disconnection();
        }
    }

    @Case(
            id = "SEC-25",
            section = "6.2, 6.12",
            covers = {"SN12-STA-19", "SN12-STA-43"},
            alone = true,
            title = "a hundred clients that came and went leave room for the next")
    static void comeAndGo(Scene scene) {
        for (int count = 0; count < 100; count++) {
            Device device = scene.device();
            device.send(connect(device.clientId(), 60));
            ReturnCode code = device.expect(ConnAck.class).returnCode();
            if (!code.isAccepted()) {
                String refusal = "after " + count + " clients that are gone CONNACK says " + SnText.of(code);
                scene.should(false, Reading.STRANGERS_FLOOD, refusal);
                return;
            }
            device.with().disconnection();
        }
        stillServes(scene);
    }
}

package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Received;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.pubAck;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.regAck;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.sleepFor;
import static org.sngateway.simulator.conformance.script.Messages.wake;

/** SLP-0x to SLP-2x: going to sleep, waking up, and what waits in between. */
public final class SleepTests {
    private static final int LONG_SLEEP = 120;

    private SleepTests() {}

    private record Sleeper(Device device, Topic topic) {
        void wakes() {
            device.send(wake(device.clientId()));
        }

        Received gets(String payload) {
            return device.with().delivery(topic, payload);
        }

        void sleepsAgain() {
            device.expect(PingResp.class);
        }
    }

    /** A device with a subscription, asleep. */
    private static Sleeper sleeper(Scene scene, Qos qos) {
        Topic topic = scene.withBroker().topic("t");
        return subscribedAndAsleep(scene.connected(), topic, qos);
    }

    /** The same with CleanSession 0. */
    private static Sleeper asleepWithoutCleanSession(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device().with().resumption();
        return subscribedAndAsleep(device, topic, Qos.ONE);
    }

    private static Sleeper subscribedAndAsleep(Device device, Topic topic, Qos qos) {
        device.with().subscription(qos, topic);
        device.with().sleep(LONG_SLEEP);
        return new Sleeper(device, topic);
    }

    /** A device that has just woken up for this message of QoS 1, which waited at the gateway. */
    private static Sleeper woken(Scene scene, String payload) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        sleeper.topic().publish(Qos.ONE, payload);
        letItArrive(scene);
        sleeper.wakes();
        return sleeper;
    }

    /** Lets the gateway get what the broker has, so that it waits there when the device wakes up. */
    private static void letItArrive(Scene scene) {
        scene.pause(Duration.ofMillis(500));
    }

    @Case(
            id = "SLP-01",
            section = "6.14",
            covers = {"SN12-DIS-02", "SN12-STA-20", "SN12-TV-55"},
            title = "DISCONNECT with a Duration is answered with DISCONNECT without one")
    static void fallsAsleep(Scene scene) {
        Device device = scene.connected();
        device.send(sleepFor(60));
        device.expect(Disconnect.PLAIN);
    }

    @Case(
            id = "SLP-02",
            section = "6.14",
            covers = {"SN12-SLP-02", "SN12-STA-23"},
            title = "nothing is sent to a sleeping device")
    static void silence(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        sleeper.topic().publish(Qos.ZERO, "q0");
        sleeper.topic().publish(Qos.ONE, "q1");
        sleeper.device().expectSilence(Duration.ofMillis(1_500));
    }

    @Case(
            id = "SLP-03",
            section = "6.14",
            covers = {"SN12-STA-31", "SN12-SLP-03", "SN12-SEQ-04", "SN12-STA-25", "SN12-STA-32"},
            title = "PINGREQ with the client id: what waited is sent, then PINGRESP")
    static void wakeUp(Scene scene) {
        Sleeper sleeper = woken(scene, "waited");
        sleeper.gets("waited");
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-04",
            section = "6.14",
            covers = {"SN12-SLP-05", "SN12-AMB-31"},
            title = "PINGRESP is not sent before the last message was acknowledged")
    static void pingRespLast(Scene scene) {
        Sleeper sleeper = woken(scene, "waited");
        Publish publish = sleeper.device().expectPublish("waited");
        sleeper.device()
                .expectSilence(Duration.ofMillis(Math.min(600, scene.retry().toMillis() / 2)));
        sleeper.device().send(pubAck(publish));
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-05",
            section = "6.14",
            covers = {"SN12-SLP-04", "SN12-STA-24", "SN12-TV-52"},
            title = "nothing waits: PINGRESP at once")
    static void nothingWaits(Scene scene) {
        Device device = scene.connected();
        device.with().sleep(60);
        device.send(wake(device.clientId()));
        device.expect(PingResp.class);
    }

    @Case(
            id = "SLP-06",
            section = "6.14",
            covers = {"SN12-SLP-03", "SN12-PUBG-08"},
            title = "ten messages that waited come in order, each once, then PINGRESP")
    static void order(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        for (int message = 0; message < 10; message++) {
            sleeper.topic().publish(Qos.ONE, "m" + message);
        }
        letItArrive(scene);
        sleeper.wakes();
        for (int message = 0; message < 10; message++) {
            sleeper.gets("m" + message);
        }
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-07",
            section = "6.14",
            covers = {"SN12-SLP-02"},
            title = "messages with QoS 0 wait for a sleeping device, too")
    static void qos0Waits(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ZERO);
        sleeper.topic().publish(Qos.ZERO, "q0");
        letItArrive(scene);
        sleeper.wakes();
        sleeper.gets("q0");
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-08",
            section = "6.14",
            covers = {"SN12-SLP-05", "SN12-QOS-05"},
            title = "QoS 2 that waited: the whole exchange, then PINGRESP")
    static void qos2Waits(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.TWO);
        sleeper.topic().publish(Qos.TWO, "q2");
        letItArrive(scene);
        sleeper.wakes();
        Publish publish = sleeper.device().expectPublish("q2");
        sleeper.device().send(new PubRec(publish.msgId()));
        sleeper.device().expect(new PubRel(publish.msgId()));
        sleeper.device()
                .expectSilence(Duration.ofMillis(Math.min(300, scene.retry().toMillis() / 3)));
        sleeper.device().send(new PubComp(publish.msgId()));
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-09",
            section = "6.10, 6.14",
            covers = {"SN12-SLP-09", "SN12-AMB-21", "SN12-REG-04"},
            title = "a topic that the sleeper does not know: REGISTER, PUBLISH and PINGRESP in one wake-up")
    static void registersInWake(Scene scene) {
        Topic topic = scene.withBroker().topic("new");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("#"));
        device.with().sleep(LONG_SLEEP);
        topic.publish(Qos.ONE, "37");
        letItArrive(scene);
        device.send(wake(device.clientId()));
        Register register = device.expect(Register.class);
        device.send(regAck(register));
        Publish publish = device.expectPublish("37");
        scene.must(publish.topic().equals(normal(register.topicId())), "it came under another id than REGISTER said");
        device.with().acknowledge(publish);
        device.expect(PingResp.class);
    }

    @Case(
            id = "SLP-10",
            section = "6.14",
            covers = {"SN12-SLP-03", "SN12-SLP-02"},
            title = "after PINGRESP the device is asleep again: nothing comes before the next wake-up")
    static void asleepAgain(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        sleeper.wakes();
        sleeper.sleepsAgain();
        sleeper.topic().publish(Qos.ONE, "later");
        sleeper.device().expectSilence(Duration.ofMillis(1_200));
        sleeper.wakes();
        sleeper.gets("later");
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-11",
            section = "6.14",
            covers = {"SN12-SLP-03", "SN12-SLP-04"},
            title = "what was acknowledged in one wake-up does not come in the next")
    static void noRepetition(Scene scene) {
        Sleeper sleeper = woken(scene, "once");
        sleeper.gets("once");
        sleeper.sleepsAgain();
        sleeper.wakes();
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-12",
            section = "6.14",
            covers = {"SN12-SLP-06", "SN12-STA-33", "SN12-SEQ-05"},
            title = "the device did not get the message and repeats PINGREQ: the message comes again, then PINGRESP")
    static void lostDelivery(Scene scene) {
        Sleeper sleeper = woken(scene, "lost at first");
        Publish first = sleeper.device().expectPublish("lost at first");
        scene.pause(Duration.ofMillis(1_200));
        sleeper.wakes();
        sleeper.device().expectRepeated(first, scene.patience());
        sleeper.device().send(pubAck(first));
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-13",
            section = "6.14",
            covers = {"SN12-SLP-07", "SN12-SLP-15", "SN12-STA-26"},
            title = "CONNECT of a sleeping device: CONNACK, then what waited")
    static void connectFromSleep(Scene scene) {
        Sleeper sleeper = asleepWithoutCleanSession(scene);
        Topic topic = sleeper.topic();
        Device device = sleeper.device();
        topic.publish(Qos.ONE, "waited");
        letItArrive(scene);
        device.send(resume(device.clientId(), 60));
        device.expect(new ConnAck(ReturnCode.ACCEPTED));
        device.with().delivery(topic, "waited");
        device.expectSilence(Duration.ofMillis(300));
    }

    @Case(
            id = "SLP-14",
            section = "6.14",
            covers = {"SN12-SLP-07", "SN12-STA-26"},
            title = "after CONNECT from sleep the device is active: messages come at once")
    static void activeAgain(Scene scene) {
        Sleeper sleeper = asleepWithoutCleanSession(scene);
        Topic topic = sleeper.topic();
        Device device = sleeper.device();
        device.with().resumption();
        topic.publish(Qos.ONE, "at once");
        device.with().delivery(topic, "at once");
    }

    @Case(
            id = "SLP-15",
            section = "6.3, 6.14",
            covers = {"SN12-AMB-01"},
            level = Level.SHOULD,
            reading = Reading.WAKE_CONNECT,
            title = "CONNECT with CleanSession 1 of a sleeping device returns it to active; what waited comes")
    static void cleanConnectFromSleep(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        sleeper.topic().publish(Qos.ONE, "waited");
        letItArrive(scene);
        sleeper.device().send(connect(sleeper.device().clientId(), 60));
        sleeper.device().expect(new ConnAck(ReturnCode.ACCEPTED));
        SnMessage next = sleeper.device().nextOrNothing(Duration.ofSeconds(2));
        scene.must(next != null, "the gateway took it for a new session: what waited is gone");
    }

    @Case(
            id = "SLP-16",
            section = "6.14",
            covers = {"SN12-SLP-07", "SN12-STA-27"},
            title = "DISCONNECT of a sleeping device is answered, and ends its session in order")
    static void disconnectFromSleep(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 60), will, "gone");
        device.with().sleep(2);
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
        will.expectNone("gone", Duration.ofSeconds(5));
    }

    @Case(
            id = "SLP-17",
            section = "6.14",
            covers = {"SN12-AMB-24"},
            level = Level.SHOULD,
            reading = Reading.WAKE_WITHOUT_CLIENT_ID,
            title = "PINGREQ without a client id wakes the device up as well")
    static void barePing(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        sleeper.topic().publish(Qos.ONE, "waited");
        letItArrive(scene);
        sleeper.device().send(PingReq.EMPTY);
        sleeper.gets("waited");
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-18",
            section = "6.14",
            covers = {"SN12-SLP-10"},
            level = Level.SHOULD,
            reading = Reading.SLEEP_BUFFER,
            title = "thirty messages wait for a sleeping device")
    static void thirtyMessages(Scene scene) {
        Sleeper sleeper = sleeper(scene, Qos.ONE);
        for (int message = 0; message < 30; message++) {
            sleeper.topic().publish(Qos.ONE, "m" + message);
        }
        letItArrive(scene);
        sleeper.wakes();
        for (int message = 0; message < 30; message++) {
            sleeper.gets("m" + message);
        }
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-19",
            section = "6.14",
            covers = {"SN12-SLP-14", "SN12-STA-38"},
            level = Level.SHOULD,
            reading = Reading.SLEEP_BUFFER,
            title = "a message that arrives during a wake-up comes before its PINGRESP")
    static void arrivesInWake(Scene scene) {
        Sleeper sleeper = woken(scene, "first");
        Publish publish = sleeper.device().expectPublish("first");
        sleeper.topic().publish(Qos.ONE, "second");
        scene.pause(Duration.ofMillis(Math.min(300, scene.retry().toMillis() / 2)));
        sleeper.device().send(pubAck(publish));
        sleeper.gets("second");
        sleeper.sleepsAgain();
    }

    @Case(
            id = "SLP-20",
            section = "6.14",
            covers = {"SN12-STA-36", "SN12-SLP-13", "SN12-SLP-17"},
            level = Level.SHOULD,
            reading = Reading.WAKE_REPEATED,
            title =
                    "a message that is unanswered when the device goes to sleep is not repeated in its sleep, and comes with DUP in the next wake-up")
    static void unansweredStays(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "unanswered");
        Publish first = device.expectPublish("unanswered");
        device.send(sleepFor(LONG_SLEEP));
        device.expect(Disconnect.class);
        device.expectSilence(scene.retry().plusSeconds(1));
        device.send(wake(device.clientId()));
        device.expectRepeated(first, scene.patience());
        device.send(pubAck(first));
        device.expect(PingResp.class);
    }

    @Case(
            id = "SLP-21",
            section = "6.14",
            covers = {"SN12-TID-06"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_LIFETIME,
            title = "topic ids stay valid over sleep: no REGISTER is needed")
    static void idsOverSleep(Scene scene) {
        Sleeper sleeper = woken(scene, "waited");
        boolean registered = sleeper.gets("waited").registered();
        sleeper.sleepsAgain();
        scene.must(!registered, "the topic was registered again");
    }

    @Case(
            id = "SLP-22",
            section = "6.14",
            covers = {"SN12-AMB-30", "SN12-SLP-08", "SN12-STA-30"},
            level = Level.SHOULD,
            reading = Reading.UPLINK_WHILE_ASLEEP,
            title = "PUBLISH of a sleeping device is served, or answered with DISCONNECT")
    static void uplinkWhileAsleep(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.with().sleep(LONG_SLEEP);
        device.send(publish(Qos.ONE, normal(id), 7, "asleep"));
        SnMessage answer = device.nextOrNothing(scene.patience());
        scene.must(answer != null, "nothing answered it");
        if (answer instanceof org.sngateway.codec.v12.PubAck ack
                && ack.returnCode().isAccepted()) {
            topic.expect("asleep");
        } else {
            topic.expectNone("asleep");
        }
    }

    @Case(
            id = "SLP-23",
            section = "5.4.21, 6.14",
            covers = {"SN12-AMB-23", "SN12-SEQ-07", "SN12-STA-41"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "PINGREQ with the id of a client that the gateway does not know is answered with DISCONNECT")
    static void unknownClientWakes(Scene scene) {
        Device device = scene.device();
        device.send(wake(device.clientId()));
        scene.must(device.isTurnedAway(), "nothing answered it");
    }

    @Case(
            id = "SLP-24",
            section = "6.14",
            covers = {"SN12-SLP-06", "SN12-AMB-31"},
            title = "PINGREQ twice in a row: nothing comes twice that was acknowledged, and the device may sleep again")
    static void doublePing(Scene scene) {
        Sleeper sleeper = woken(scene, "once");
        sleeper.wakes();
        sleeper.gets("once");
        sleeper.sleepsAgain();
        SnMessage more = sleeper.device().nextOrNothing(Duration.ofMillis(500));
        if (more != null && !(more instanceof PingResp)) {
            throw Finding.violation("after PINGRESP came " + SnText.of(more));
        }
    }

    @Case(
            id = "SLP-25",
            section = "6.10, 6.14",
            covers = {"SN12-SLP-03", "SN12-CLS-05"},
            title = "a sleeping device keeps its short and named subscriptions through several wake-ups")
    static void severalWakes(Scene scene) {
        Topic named = scene.withBroker().topic("t");
        Topic brief = scene.shortTopic();
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, named);
        device.with().subscription(Qos.ONE, brief);
        device.with().sleep(LONG_SLEEP);
        for (int round = 0; round < 3; round++) {
            named.publish(Qos.ONE, "n" + round);
            letItArrive(scene);
            brief.publish(Qos.ONE, "b" + round);
            letItArrive(scene);
            device.send(wake(device.clientId()));
            device.with().delivery(named, "n" + round);
            device.with().delivery(brief, "b" + round);
            device.expect(PingResp.class);
        }
    }

    @Case(
            id = "SLP-26",
            section = "6.14",
            covers = {"SN12-STA-34", "SN12-SLP-07"},
            retries = 1,
            title = "CONNECT during a wake-up: CONNACK, and the message that is not yet acknowledged is not lost")
    static void connectWhileAwake(Scene scene) {
        Sleeper sleeper = asleepWithoutCleanSession(scene);
        Topic topic = sleeper.topic();
        Device device = sleeper.device();
        topic.publish(Qos.ONE, "waited");
        letItArrive(scene);
        device.send(wake(device.clientId()));
        device.expectPublish("waited");
        device.send(resume(device.clientId(), 60));
        device.expect(new ConnAck(ReturnCode.ACCEPTED));
        SnMessage next = device.nextOrRepeated(scene.patience().plus(scene.retry()));
        if (next instanceof Register register) {
            device.send(regAck(register));
            next = device.nextOrRepeated(scene.patience());
        }
        if (next instanceof Publish publish && "waited".equals(publish.data().utf8())) {
            device.with().acknowledge(publish);
        } else {
            throw Finding.violation("the message did not come again after CONNACK, but "
                    + (next == null ? "nothing" : SnText.of(next)));
        }
    }

    @Case(
            id = "SLP-27",
            section = "6.14",
            covers = {"SN12-STA-35", "SN12-SLP-07"},
            retries = 1,
            title = "DISCONNECT during a wake-up is answered, and nothing comes any more")
    static void disconnectWhileAwake(Scene scene) {
        Sleeper sleeper = woken(scene, "waited");
        sleeper.device().expectPublish("waited");
        sleeper.device().send(Disconnect.PLAIN);
        sleeper.device().expect(Disconnect.PLAIN);
        sleeper.device().expectSilence(scene.retry().plusMillis(500));
    }

    @Case(
            id = "SLP-28",
            section = "6.14",
            covers = {"SN12-STA-37", "SN12-SLP-06", "SN12-SLP-13"},
            level = Level.SHOULD,
            reading = Reading.WAKE_REPEATED,
            retries = 7,
            title = "a device that vanishes during its wake-up gets the message in the next one")
    static void vanishesWhileAwake(Scene scene) {
        Sleeper sleeper = woken(scene, "waited");
        Publish first = sleeper.device().expectPublish("waited");
        scene.pause(scene.retry().multipliedBy(6).plusMillis(500));
        sleeper.device().collect(Duration.ofMillis(50));
        sleeper.wakes();
        sleeper.device().expectRepeated(first, scene.patience());
        sleeper.device().send(pubAck(first));
        sleeper.sleepsAgain();
    }
}

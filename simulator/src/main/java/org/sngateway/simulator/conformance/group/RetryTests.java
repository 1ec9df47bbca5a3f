package org.sngateway.simulator.conformance.group;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.named;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.pubAck;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.register;
import static org.sngateway.simulator.conformance.script.Messages.sleepFor;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;
import static org.sngateway.simulator.conformance.script.Messages.unsubscribe;

/** RTY: requests that the device repeats because the answer was lost, and what the gateway repeats. */
public final class RetryTests {
    private static final ReturnCode OK = ReturnCode.ACCEPTED;

    private RetryTests() {}

    // The device repeats: the same answer comes, and nothing happens twice.

    @Case(
            id = "RTY-01",
            section = "6.13",
            covers = {"SN12-TMR-02", "SN12-REG-06"},
            title = "REGISTER repeated: REGACK again")
    static void registerTwice(Scene scene) {
        Device device = scene.connected();
        Register register = register(5, scene.topic("t").name());
        device.send(register);
        RegAck first = device.expect(RegAck.class);
        device.send(register);
        RegAck second = device.expect(RegAck.class);
        scene.must(second.msgId() == 5 && second.returnCode().isAccepted(), "the second REGACK is for another message");
        scene.should(first.equals(second), Reading.REGISTER_DETAILS, "the second REGACK has another topic id");
    }

    @Case(
            id = "RTY-02",
            section = "6.13",
            covers = {"SN12-TMR-02", "SN12-SUB-11"},
            title = "SUBSCRIBE repeated: SUBACK again")
    static void subscribeTwice(Scene scene) {
        Device device = scene.connected();
        Subscribe subscribe = subscribe(Qos.ONE, 6, scene.topic("t").name());
        device.send(subscribe);
        SubAck first = device.expect(SubAck.class);
        device.send(new Subscribe(true, subscribe.qos(), subscribe.msgId(), subscribe.topic()));
        device.expect(first);
    }

    @Case(
            id = "RTY-03",
            section = "6.13",
            covers = {"SN12-TMR-02"},
            title = "UNSUBSCRIBE repeated: UNSUBACK again")
    static void unsubscribeTwice(Scene scene) {
        Device device = scene.connected();
        Topic topic = scene.topic("t");
        device.with().subscription(Qos.ONE, topic);
        device.send(unsubscribe(7, topic.name()));
        device.expect(new UnsubAck(7));
        device.send(unsubscribe(7, topic.name()));
        device.expect(new UnsubAck(7));
    }

    @Case(
            id = "RTY-04",
            section = "6.13, 6.6",
            covers = {"SN12-TMR-02", "SN12-FLG-06"},
            title = "PUBLISH with QoS 1 repeated with DUP: PUBACK again")
    static void qos1Twice(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        Publish publish = publish(Qos.ONE, normal(id), 8, "q1");
        device.send(publish);
        device.expect(new PubAck(id, 8, OK));
        device.send(publish.repeated());
        device.expect(new PubAck(id, 8, OK));
        topic.expect("q1");
    }

    @Case(
            id = "RTY-05",
            section = "6.13, 6.6",
            covers = {"SN12-TMR-02", "SN12-QOS-02", "SN12-SEQ-06"},
            title = "PUBLISH with QoS 2 repeated with DUP: PUBREC again, and it arrives once")
    static void qos2Twice(Scene scene) {
        qos2Repeated(scene, true);
    }

    @Case(
            id = "RTY-06",
            section = "6.13, 6.6",
            covers = {"SN12-TMR-03", "SN12-QOS-02", "SN12-AMB-06"},
            title = "PUBLISH with QoS 2 repeated without DUP, as some devices do: it arrives once all the same")
    static void qos2TwiceWithoutDup(Scene scene) {
        qos2Repeated(scene, false);
    }

    private static void qos2Repeated(Scene scene, boolean dup) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        Publish publish = publish(Qos.TWO, normal(id), 9, "exactly once");
        device.send(publish);
        device.expect(new PubRec(9));
        device.send(dup ? publish.repeated() : publish);
        device.expect(new PubRec(9));
        device.send(new PubRel(9));
        device.expect(new PubComp(9));
        topic.expectOnce("exactly once");
    }

    @Case(
            id = "RTY-07",
            section = "6.13, 6.6",
            covers = {"SN12-TMR-02", "SN12-QOS-02", "SN12-SEQ-06"},
            title = "PUBREL repeated: PUBCOMP again, and the message arrived once")
    static void pubRelTwice(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.TWO, normal(id), 10, "exactly once"));
        device.expect(new PubRec(10));
        device.send(new PubRel(10));
        device.expect(new PubComp(10));
        device.send(new PubRel(10));
        device.expect(new PubComp(10));
        topic.expectOnce("exactly once");
    }

    @Case(
            id = "RTY-08",
            section = "6.13",
            covers = {"SN12-TMR-02", "SN12-KA-01"},
            title = "PINGREQ repeated: PINGRESP again")
    static void pingTwice(Scene scene) {
        scene.connected().with().ping().with().ping();
    }

    @Case(
            id = "RTY-09",
            section = "6.12, 6.13",
            covers = {"SN12-TMR-02", "SN12-DIS-05", "SN12-STA-42"},
            title = "DISCONNECT repeated: DISCONNECT again")
    static void disconnectTwice(Scene scene) {
        Device device = scene.connected();
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
    }

    @Case(
            id = "RTY-10",
            section = "6.12, 6.13",
            covers = {"SN12-TMR-02", "SN12-STA-28"},
            title = "DISCONNECT with a Duration repeated: DISCONNECT again, and the device sleeps")
    static void sleepTwice(Scene scene) {
        Device device = scene.connected();
        device.send(sleepFor(60));
        device.expect(Disconnect.PLAIN);
        device.send(sleepFor(60));
        device.expect(Disconnect.PLAIN);
        device.send(org.sngateway.simulator.conformance.script.Messages.wake(device.clientId()));
        device.expect(PingResp.class);
    }

    @Case(
            id = "RTY-11",
            section = "6.4, 6.13",
            covers = {"SN12-TMR-02", "SN12-WILL-07"},
            title = "WILLTOPICUPD repeated: WILLTOPICRESP again")
    static void willTopicTwice(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 60), scene.topic("will"), "gone");
        WillTopicUpd update =
                new WillTopicUpd(Qos.ONE, false, scene.topic("new").octets());
        device.send(update);
        WillTopicResp first = device.expect(WillTopicResp.class);
        device.send(update);
        device.expect(first);
    }

    @Case(
            id = "RTY-12",
            section = "6.4, 6.13",
            covers = {"SN12-TMR-02", "SN12-WILL-07"},
            title = "WILLMSGUPD repeated: WILLMSGRESP again")
    static void willMsgTwice(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 60), scene.topic("will"), "gone");
        WillMsgUpd update = new WillMsgUpd(Octets.ofUtf8("lost"));
        device.send(update);
        WillMsgResp first = device.expect(WillMsgResp.class);
        device.send(update);
        device.expect(first);
    }

    @Case(
            id = "RTY-13",
            section = "6.9, 6.13",
            covers = {"SN12-SUB-11"},
            level = Level.SHOULD,
            reading = Reading.REPEATED_REQUESTS,
            title = "SUBSCRIBE repeated: the retained message does not come a second time")
    static void retainedOnce(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        topic.publishRetained(Qos.ZERO, "last known");
        Device device = scene.connected();
        Subscribe subscribe = subscribe(Qos.ZERO, 6, topic.name());
        device.send(subscribe);
        SubAck ack = device.expect(SubAck.class);
        device.expectPublish("last known");
        device.send(new Subscribe(true, Qos.ZERO, 6, named(topic.name())));
        device.expect(ack);
        device.expectSilence(Duration.ofMillis(600));
    }

    // The gateway repeats.

    private static Duration soon(Scene scene) {
        return scene.retry().plus(scene.retry().dividedBy(2)).plusSeconds(2);
    }

    @Case(
            id = "RTY-20",
            section = "6.13, 7.2",
            covers = {"SN12-TMR-04", "SN12-AMB-05", "SN12-FLG-06"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 1,
            title =
                    "a QoS 1 message that the device does not acknowledge comes again after T_retry, with DUP and the same message id")
    static void publishRepeated(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "again");
        Publish first = device.expectPublish("again");
        device.expectRepeated(first, soon(scene));
        device.send(pubAck(first));
    }

    @Case(
            id = "RTY-21",
            section = "6.13, 7.2",
            covers = {"SN12-TMR-04", "SN12-REG-04"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 1,
            title = "a REGISTER that the device does not answer comes again, and the message after it")
    static void registerRepeated(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("+"));
        topic.publish(Qos.ONE, "late");
        Register register = device.expect(Register.class);
        device.expectRepeated(register, soon(scene));
        device.send(org.sngateway.simulator.conformance.script.Messages.regAck(register));
        device.with().acknowledge(device.expectPublish("late"));
    }

    @Case(
            id = "RTY-22",
            section = "6.13, 6.6",
            covers = {"SN12-TMR-04", "SN12-QOS-03"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 1,
            title = "a PUBREL that the device does not answer comes again")
    static void pubRelRepeated(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.TWO, topic);
        topic.publish(Qos.TWO, "q2");
        Publish publish = device.expectPublish("q2");
        device.send(new PubRec(publish.msgId()));
        PubRel rel = device.expect(PubRel.class);
        device.expectRepeated(rel, soon(scene));
        device.send(new PubComp(publish.msgId()));
    }

    @Case(
            id = "RTY-23",
            section = "6.6",
            covers = {"SN12-QOS-03"},
            retries = 2,
            title = "after PUBREC the gateway does not send the PUBLISH again, only PUBREL")
    static void noPublishAfterPubRec(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.TWO, topic);
        topic.publish(Qos.TWO, "q2");
        Publish publish = device.expectPublish("q2");
        device.send(new PubRec(publish.msgId()));
        device.expect(PubRel.class);
        long end = System.nanoTime() + soon(scene).toNanos();
        while (System.nanoTime() < end) {
            SnMessage next = device.nextOrRepeated(Duration.ofMillis(200));
            scene.must(!(next instanceof Publish), "the PUBLISH came again after PUBREC");
        }
        device.send(new PubComp(publish.msgId()));
    }

    @Case(
            id = "RTY-24",
            section = "6.6, 6.13",
            covers = {"SN12-QOS-01"},
            retries = 2,
            title = "a message with QoS 0 is not repeated")
    static void qos0NotRepeated(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ZERO, topic);
        topic.publish(Qos.ZERO, "once");
        device.expectPublish("once");
        device.expectSilence(soon(scene));
    }

    @Case(
            id = "RTY-25",
            section = "6.6, 6.13",
            covers = {"SN12-QOS-01"},
            retries = 2,
            title = "a message that was acknowledged is not repeated")
    static void acknowledgedNotRepeated(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "once");
        Publish publish = device.expectPublish("once");
        device.send(pubAck(publish));
        // A repetition that was under way when the answer came is not held against it.
        device.collect(Duration.ofMillis(300));
        device.expectSilence(soon(scene));
    }

    @Case(
            id = "RTY-26",
            section = "7.2",
            covers = {"SN12-TMR-04"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 1,
            title = "nothing is repeated much earlier than T_retry")
    static void notTooEarly(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "patience");
        Publish publish = device.expectPublish("patience");
        device.expectSilence(scene.retry().dividedBy(2));
        device.send(pubAck(publish));
    }

    @Case(
            id = "RTY-27",
            section = "6.13",
            covers = {"SN12-TMR-05", "SN12-REG-12"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 7,
            title = "a device that pings but never acknowledges one message gets the next one in the end")
    static void queueGoesOn(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "ignored");
        topic.publish(Qos.ONE, "next");
        device.expectPublish("ignored");
        awaitNext(scene, device, Publish.class, "next");
    }

    @Case(
            id = "RTY-28",
            section = "6.10, 6.13",
            covers = {"SN12-REG-12", "SN12-TMR-05"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 7,
            title = "a device that pings but answers no REGISTER gets its other messages in the end")
    static void registerNeverAnswered(Scene scene) {
        Topic unknown = scene.withBroker().topic("unknown");
        Topic known = scene.topic("known/t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("+"));
        device.with().subscription(Qos.ONE, known);
        unknown.publish(Qos.ONE, "ignored");
        known.publish(Qos.ONE, "next");
        device.expectDelivery();
        awaitNext(scene, device, Publish.class, "next");
    }

    /** Pings as a live device does, and passes over what comes, until this message comes. */
    private static void awaitNext(Scene scene, Device device, Class<? extends SnMessage> kind, String payload) {
        long end =
                System.nanoTime() + scene.retry().multipliedBy(7).plusSeconds(3).toNanos();
        long pingAt = System.nanoTime();
        while (System.nanoTime() < end) {
            if (System.nanoTime() - pingAt > 0) {
                device.send(PingReq.EMPTY);
                pingAt = System.nanoTime() + Math.min(scene.retry().toNanos(), 5_000_000_000L) / 2;
            }
            @Nullable SnMessage next = device.nextOrRepeated(Duration.ofMillis(200));
            if (kind.isInstance(next)
                    && next instanceof Publish publish
                    && payload.equals(publish.data().utf8())) {
                device.with().acknowledge(publish);
                return;
            }
            scene.must(!(next instanceof Disconnect), "the gateway ended the connection of a device that pings");
        }
        throw Finding.violation("\"" + payload + "\" did not come within seven times T_retry");
    }

    @Case(
            id = "RTY-29",
            section = "6.13",
            covers = {"SN12-TMR-05"},
            level = Level.SHOULD,
            reading = Reading.GATEWAY_RETRIES,
            retries = 9,
            title = "the gateway gives up a message after some repetitions")
    static void givesUp(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "never answered");
        device.mute();
        int copies = 0;
        long end =
                System.nanoTime() + scene.retry().multipliedBy(9).plusSeconds(2).toNanos();
        long quietSince = System.nanoTime();
        long quiet = scene.retry().multipliedBy(2).plusMillis(1_000).toNanos();
        while (System.nanoTime() < end && System.nanoTime() - quietSince < quiet) {
            @Nullable SnMessage next = device.nextOrRepeated(Duration.ofMillis(200));
            if (next instanceof Publish) {
                copies++;
                quietSince = System.nanoTime();
            }
        }
        scene.note("it came " + copies + " times");
        scene.must(
                System.nanoTime() - quietSince >= quiet,
                "it still came after nine times T_retry, " + copies + " times in all");
        scene.must(copies > 0, "it never came");
    }

    @Case(
            id = "RTY-30",
            section = "6.13, 6.2",
            covers = {"SN12-TMR-02"},
            title = "the answer to CONNECT comes within T_retry, so that devices need not repeat it")
    static void answersInTime(Scene scene) {
        Device device = scene.device();
        device.send(connect(device.clientId(), 60));
        SnMessage answer = device.nextOrNothing(scene.patience());
        scene.must(answer != null, "no answer came within " + scene.patience().toMillis() + " ms");
        scene.must(
                answer instanceof org.sngateway.codec.v12.ConnAck,
                "the answer is " + (answer == null ? "" : SnText.of(answer)));
    }
}

package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
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
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;
import java.util.Locale;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.wake;

/** SES: what outlives a connection, and whose session it is when addresses and client ids change. */
public final class SessionTests {
    private static final ConnAck ACCEPTED = new ConnAck(ReturnCode.ACCEPTED);
    private static final Duration MOMENT = Duration.ofMillis(700);

    private SessionTests() {}

    @Case(
            id = "SES-01",
            section = "6.3, 6.12",
            covers = {"SN12-STA-40", "SN12-AMB-41", "SN12-CLS-01", "SN12-CLS-04"},
            title = "CleanSession 0: subscriptions outlive DISCONNECT")
    static void subscriptionsSurvive(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.with().resumption();
        topic.publish(Qos.ONE, "still");
        device.with().delivery(topic, "still");
    }

    @Case(
            id = "SES-02",
            section = "6.3",
            covers = {"SN12-PUBG-11", "SN12-CLS-04"},
            level = Level.SHOULD,
            reading = Reading.QUEUE_WHILE_AWAY,
            title = "CleanSession 0: a QoS 1 message for a disconnected client comes when it is back")
    static void queuedWhileAway(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        topic.publish(Qos.ONE, "while away");
        device.send(resume(device.clientId(), 60));
        device.expect(ACCEPTED);
        device.with().delivery(topic, "while away");
    }

    @Case(
            id = "SES-03",
            section = "6.3",
            covers = {"SN12-CLS-01"},
            title = "CleanSession 1 deletes the subscriptions of an earlier session")
    static void cleanDeletes(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.with().connection();
        topic.publish(Qos.ONE, "unsubscribed");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SES-04",
            section = "6.3",
            covers = {"SN12-CLS-01", "SN12-CLS-03"},
            title = "CleanSession 1 deletes the subscriptions for later sessions, too")
    static void cleanDeletesForGood(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.with().connection();
        device.with().disconnection();
        device.with().resumption();
        topic.publish(Qos.ONE, "unsubscribed");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SES-05",
            section = "6.2, 6.3",
            covers = {"SN12-AMB-02", "SN12-STA-18"},
            title =
                    "a second CONNECT on a live session is answered with CONNACK, and subscriptions stay when CleanSession is 0")
    static void secondConnect(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.send(resume(device.clientId(), 90));
        device.expect(ACCEPTED);
        topic.publish(Qos.ONE, "still");
        device.with().delivery(topic, "still");
    }

    @Case(
            id = "SES-06",
            section = "6.2, 6.3",
            covers = {"SN12-AMB-02", "SN12-CLS-03"},
            level = Level.SHOULD,
            reading = Reading.CONNECT_WHILE_ACTIVE,
            title = "a second CONNECT on a live session with CleanSession 1 begins anew")
    static void secondCleanConnect(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        device.send(connect(device.clientId(), 90));
        device.expect(ACCEPTED);
        topic.publish(Qos.ONE, "unsubscribed");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SES-07",
            section = "6.3",
            covers = {"SN12-AMB-08", "SN12-CONN-13"},
            title = "the client connects from another port: messages go there, and no longer to the old one")
    static void newAddress(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device old = scene.device();
        old.with().resumption();
        old.with().subscription(Qos.ONE, topic);
        Device device = scene.moved(old);
        device.send(resume(device.clientId(), 60));
        device.expect(ACCEPTED);
        old.collect(Duration.ofMillis(200));
        topic.publish(Qos.ONE, "to the new port");
        device.expectDelivery();
        old.expectSilence(Duration.ofMillis(300));
    }

    @Case(
            id = "SES-08",
            section = "6.3",
            covers = {"SN12-AMB-08"},
            level = Level.SHOULD,
            reading = Reading.SAME_CLIENT_ELSEWHERE,
            title = "the client connects from another port: the old one is told by DISCONNECT")
    static void oldAddressIsTold(Scene scene) {
        Device old = scene.connected();
        Device device = scene.moved(old);
        device.send(connect(device.clientId(), 60));
        device.expect(ACCEPTED);
        scene.must(old.isTurnedAway(), "the old address hears nothing");
    }

    @Case(
            id = "SES-09",
            section = "6.3",
            covers = {"SN12-AMB-08", "SN12-UNK-05"},
            title = "after the client has connected elsewhere nothing is published for its old port")
    static void oldAddressIsPowerless(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device old = scene.connected();
        int id = old.with().registration(topic);
        Device device = scene.moved(old);
        device.with().connection();
        old.collect(Duration.ofMillis(100));
        old.send(publish(Qos.ZERO, normal(id), 0, "from the old port"));
        topic.expectNone("from the old port");
    }

    @Case(
            id = "SES-10",
            section = "6.2",
            covers = {"SN12-AMB-09", "SN12-CONN-13"},
            level = Level.SHOULD,
            reading = Reading.OTHER_CLIENT_HERE,
            title = "another client id connects from the same port: the session there is that of the new client")
    static void otherClientHere(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        device.send(connect(scene.device().clientId(), 60));
        device.expect(ACCEPTED);
        topic.publish(Qos.ONE, "for the former client");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SES-11",
            section = "6.2",
            covers = {"SN12-AMB-09", "SN12-UNK-05"},
            title = "a port that was another client's before gets none of that client's messages")
    static void reusedPort(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.send(connect(scene.device().clientId(), 60));
        device.expect(ACCEPTED);
        topic.publish(Qos.ONE, "for the former client");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SES-12",
            section = "5.3.1",
            covers = {"SN12-UNK-04", "SN12-FLD-01"},
            title = "a client id that is the beginning of another is another client")
    static void prefix(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device longer = scene.connected();
        longer.with().subscription(Qos.ONE, topic);
        String shorter = longer.clientId().substring(0, longer.clientId().length() - 1);
        Device other = scene.device(shorter);
        other.with().connection();
        topic.publish(Qos.ONE, "for the longer one");
        longer.with().delivery(topic, "for the longer one");
        other.expectSilence(Duration.ofMillis(200));
    }

    @Case(
            id = "SES-13",
            section = "5.3.1",
            covers = {"SN12-UNK-04", "SN12-AMB-14"},
            title = "client ids that differ only in upper and lower case are two clients")
    static void letterCase(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device upper = scene.connected();
        upper.with().subscription(Qos.ONE, topic);
        Device lower = scene.device(upper.clientId().toLowerCase(Locale.ROOT));
        lower.with().connection();
        topic.publish(Qos.ONE, "for the upper one");
        upper.with().delivery(topic, "for the upper one");
        lower.expectSilence(Duration.ofMillis(200));
    }

    @Case(
            id = "SES-14",
            section = "6.14",
            covers = {"SN12-AMB-25", "SN12-UNK-05"},
            level = Level.SHOULD,
            reading = Reading.WAKE_ELSEWHERE,
            title = "a sleeping device wakes up from another port: it is served there, or told by DISCONNECT")
    static void wakeFromOtherPort(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device old = scene.connected();
        old.with().subscription(Qos.ONE, topic);
        old.with().sleep(120);
        topic.publish(Qos.ONE, "waited");
        scene.pause(Duration.ofMillis(500));
        Device device = scene.moved(old);
        device.send(wake(device.clientId()));
        SnMessage answer = device.nextOrNothing(scene.patience());
        if (answer == null) {
            throw Finding.violation("nothing answered its PINGREQ");
        }
        if (answer instanceof Publish publish) {
            device.with().acknowledge(publish);
            device.expect(PingResp.class);
        } else {
            scene.must(
                    answer instanceof Disconnect || answer instanceof Register,
                    "it was answered with " + SnText.of(answer));
        }
        old.expectSilence(Duration.ofMillis(200));
    }

    @Case(
            id = "SES-15",
            section = "6.6, 6.3",
            covers = {"SN12-QOS-05"},
            title = "a QoS 2 exchange that a reconnection with CleanSession 0 interrupts ends, and delivers once")
    static void qos2OverReconnect(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        int id = device.with().registration(topic);
        device.send(publish(Qos.TWO, normal(id), 17, "exactly once"));
        device.expect(new PubRec(17));
        device.send(resume(device.clientId(), 91));
        device.expect(ACCEPTED);
        device.send(new PubRel(17));
        device.expect(new PubComp(17));
        topic.expectOnce("exactly once");
    }

    @Case(
            id = "SES-16",
            section = "6.10, 6.3",
            covers = {"SN12-QOS-05", "SN12-PUBG-11"},
            level = Level.SHOULD,
            reading = Reading.QUEUE_WHILE_AWAY,
            title = "a QoS 1 message that was not acknowledged comes again after a reconnection with CleanSession 0")
    static void unacknowledgedComesAgain(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "unanswered");
        device.expectPublish("unanswered");
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.class);
        Device back = scene.moved(device);
        back.send(resume(back.clientId(), 60));
        back.expect(ACCEPTED);
        back.expectDelivery();
    }

    @Case(
            id = "SES-17",
            section = "6.11, 6.3",
            covers = {"SN12-STA-39", "SN12-CLS-04"},
            title = "a client that was lost keeps its subscriptions when CleanSession is 0")
    static void lostKeeps(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 2));
        device.with().subscription(Qos.ONE, topic);
        device.mute();
        scene.pause(Duration.ofSeconds(6));
        device.collect(Duration.ofMillis(10));
        device.with().connection(resume(device.clientId(), 60));
        topic.publish(Qos.ONE, "still subscribed");
        device.with().delivery(topic, "still subscribed");
    }

    @Case(
            id = "SES-18",
            section = "6.3",
            covers = {"SN12-CLS-05"},
            level = Level.SHOULD,
            reading = Reading.QUEUE_WHILE_AWAY,
            title = "CleanSession 1: subscriptions end with the connection")
    static void cleanEnds(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.with().resumption();
        topic.publish(Qos.ONE, "unsubscribed");
        device.expectSilence(MOMENT);
    }
}

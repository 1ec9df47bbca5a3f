package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.sleepFor;
import static org.sngateway.simulator.conformance.script.Messages.wake;

/** SLP-4x: how the sleep of a device is supervised. */
public final class SleepTimeTests {
    /** By when a gateway that supervises coarsely has noticed. */
    private static final Duration LOSS = Duration.ofSeconds(12);

    private SleepTimeTests() {}

    private static Device withWill(Scene scene, Topic will, int keepAliveSeconds, int sleepSeconds) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), keepAliveSeconds), will, "gone");
        device.with().sleep(sleepSeconds);
        return device.mute();
    }

    @Case(
            id = "SLP-40",
            section = "6.14",
            covers = {"SN12-SLP-01", "SN12-STA-29", "SN12-AMB-47"},
            title = "the Will is published, once, when a sleeping device does not come back in time")
    static void expires(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        withWill(scene, will, 60, 3);
        will.expect("gone", LOSS);
        will.expectNoMore("gone", 1);
    }

    @Case(
            id = "SLP-41",
            section = "6.14",
            covers = {"SN12-SLP-01", "SN12-KA-03"},
            title = "the Will is not published before the sleep is over")
    static void notEarly(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        withWill(scene, will, 60, 6);
        will.expectNone("gone", Duration.ofMillis(5_500));
    }

    @Case(
            id = "SLP-42",
            section = "6.14",
            covers = {"SN12-SLP-01", "SN12-SLP-12", "SN12-AMB-11"},
            title =
                    "while asleep the sleep counts, not the keep-alive: a sleep longer than the keep-alive sets off no Will")
    static void longerThanKeepAlive(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = withWill(scene, will, 2, 10);
        will.expectNone("gone", Duration.ofSeconds(8));
        device.send(wake(device.clientId()));
        device.expect(PingResp.class);
    }

    @Case(
            id = "SLP-43",
            section = "6.14",
            covers = {"SN12-SLP-03", "SN12-SLP-04"},
            title = "each wake-up restarts the sleep with the same duration")
    static void wakeRestarts(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = withWill(scene, will, 60, 4);
        for (int round = 0; round < 4; round++) {
            scene.pause(Duration.ofMillis(2_200));
            device.send(wake(device.clientId()));
            device.expect(PingResp.class);
        }
        will.expectNone("gone", Duration.ofMillis(100));
    }

    @Case(
            id = "SLP-44",
            section = "6.14",
            covers = {"SN12-SLP-07", "SN12-STA-28"},
            title = "DISCONNECT with another Duration while asleep: the new one counts")
    static void newDuration(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = withWill(scene, will, 60, 3);
        device.send(sleepFor(120));
        device.expect(Disconnect.PLAIN);
        will.expectNone("gone", Duration.ofSeconds(7));
        device.send(wake(device.clientId()));
        device.expect(PingResp.class);
    }

    @Case(
            id = "SLP-45",
            section = "6.14",
            covers = {"SN12-STA-28", "SN12-SLP-01"},
            title = "a shorter Duration while asleep counts, too")
    static void shorterDuration(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = withWill(scene, will, 60, 600);
        device.send(sleepFor(2));
        device.expect(Disconnect.PLAIN);
        will.expect("gone", LOSS);
    }

    @Case(
            id = "SLP-46",
            section = "6.14, 5.4.21",
            covers = {"SN12-STA-41", "SN12-AMB-23", "SN12-AMB-47"},
            level = Level.SHOULD,
            reading = Reading.SUPERVISION,
            title = "a device that overslept for long is answered with DISCONNECT when it wakes up")
    static void overslept(Scene scene) {
        Device device = scene.connected();
        device.with().sleep(2);
        device.mute();
        scene.pause(Duration.ofSeconds(8));
        device.send(wake(device.clientId()));
        SnMessage answer = device.nextOrNothing(scene.patience());
        if (answer == null) {
            throw Finding.reading(Reading.UNKNOWN_SENDER, "nothing answered its PINGREQ");
        }
        scene.must(answer instanceof Disconnect, "it was answered with " + SnText.of(answer));
    }

    @Case(
            id = "SLP-47",
            section = "6.14, 6.3",
            covers = {"SN12-SLP-16", "SN12-STA-39"},
            level = Level.SHOULD,
            reading = Reading.QUEUE_WHILE_AWAY,
            title = "a device that overslept keeps its subscriptions when CleanSession is 0")
    static void oversleptKeeps(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().sleep(2);
        device.mute();
        scene.pause(Duration.ofSeconds(6));
        device.collect(Duration.ofMillis(10));
        device.with().connection(resume(device.clientId(), 60));
        topic.publish(Qos.ONE, "still subscribed");
        device.with().delivery(topic, "still subscribed");
    }

    @Case(
            id = "SLP-48",
            section = "7.2",
            covers = {"SN12-KA-03", "SN12-SLP-01"},
            level = Level.SHOULD,
            reading = Reading.SUPERVISION,
            title = "the sleep has a tolerance: a wake-up after 1.2 times its duration still counts")
    static void tolerance(Scene scene) {
        Device device = scene.connected();
        device.with().sleep(5);
        scene.pause(Duration.ofSeconds(6));
        device.send(wake(device.clientId()));
        device.expect(PingResp.class);
    }
}

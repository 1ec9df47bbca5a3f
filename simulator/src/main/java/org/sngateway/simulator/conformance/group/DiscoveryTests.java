package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SearchGw;
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

/** DIS: SEARCHGW and GWINFO, by unicast. */
public final class DiscoveryTests {
    private DiscoveryTests() {}

    /** What answers SEARCHGW here; a gateway that answers to a multicast group cannot be judged from one socket. */
    private static GwInfo answer(Scene scene, Device device, int radius) {
        device.send(new SearchGw(radius));
        SnMessage answer = device.nextOrNothing(scene.patience());
        if (answer == null) {
            throw Finding.reading(
                    Reading.DISCOVERY, "no GWINFO came to the sender; the gateway may answer by broadcast only");
        }
        scene.must(answer instanceof GwInfo, "SEARCHGW was answered with " + SnText.of(answer));
        return (GwInfo) answer;
    }

    @Case(
            id = "DIS-01",
            section = "6.1",
            covers = {"SN12-DSC-07", "SN12-DSC-10", "SN12-STA-04", "SN12-AMB-39"},
            title = "SEARCHGW is answered with GWINFO, without a connection")
    static void search(Scene scene) {
        scene.note("GwId " + answer(scene, scene.device(), 1).gwId());
    }

    @Case(
            id = "DIS-02",
            section = "5.4.3",
            covers = {"SN12-DSC-07", "SN12-FLD-04", "SN12-MSG-03"},
            title = "the gateway's GWINFO has its GwId and no GwAdd")
    static void noAddress(Scene scene) {
        scene.must(answer(scene, scene.device(), 1).gwAdd().isEmpty(), "GWINFO has a GwAdd");
    }

    @Case(
            id = "DIS-03",
            section = "6.1",
            covers = {"SN12-DSC-03", "SN12-FLD-05"},
            title = "every answer has the same GwId, whatever the radius")
    static void sameId(Scene scene) {
        int first = answer(scene, scene.device(), 0).gwId();
        for (int radius : new int[] {1, 3, 255}) {
            int next = answer(scene, scene.device(), radius).gwId();
            scene.must(next == first, "GwId was " + first + " and is " + next);
        }
    }

    @Case(
            id = "DIS-04",
            section = "6.1",
            covers = {"SN12-DSC-10"},
            title = "a connected client may search: GWINFO, and its connection goes on")
    static void whileConnected(Scene scene) {
        Device device = scene.connected();
        answer(scene, device, 1);
        device.with().ping();
    }

    @Case(
            id = "DIS-05",
            section = "6.1",
            covers = {"SN12-DSC-10"},
            title = "SEARCHGW makes no session")
    static void noSession(Scene scene) {
        Device device = scene.device();
        answer(scene, device, 1);
        device.send(PingReq.EMPTY);
        SnMessage next = device.nextOrNothing(Duration.ofSeconds(1));
        scene.must(!(next instanceof PingResp), "the sender is connected");
        scene.should(
                next instanceof Disconnect,
                Reading.UNKNOWN_SENDER,
                "the sender's PINGREQ is not answered with DISCONNECT");
    }

    @Case(
            id = "DIS-06",
            section = "6.1, 6.14",
            covers = {"SN12-DSC-10", "SN12-KA-02"},
            title = "SEARCHGW of a connected client restarts its keep-alive")
    static void restartsKeepAlive(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 4), will, "gone");
        for (int search = 0; search < 4; search++) {
            scene.pause(Duration.ofSeconds(2));
            answer(scene, device, 1);
        }
        will.expectNone("gone", Duration.ofMillis(100));
    }

    @Case(
            id = "DIS-07",
            section = "6.1",
            covers = {"SN12-DSC-07"},
            level = Level.SHOULD,
            reading = Reading.DISCOVERY,
            title = "GWINFO comes without delay, because gateways have priority")
    static void noDelay(Scene scene) {
        Device device = scene.device();
        device.send(new SearchGw(1));
        device.expect(GwInfo.class, Duration.ofSeconds(1));
    }

    @Case(
            id = "DIS-08",
            section = "6.1",
            covers = {"SN12-TYP-03", "SN12-DSC-08"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "ADVERTISE and GWINFO of others are not answered, and change nothing")
    static void othersAnswers(Scene scene) {
        Device device = scene.connected();
        device.send(new org.sngateway.codec.v12.Advertise(250, 900));
        device.send(new GwInfo(250, Octets.copyOf(new byte[] {4, 10, 0, 0, 9})));
        device.expectNoReaction();
    }
}

package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.Rows;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TraceTest {
    /** Where {@link Rows} puts its sleepers. */
    private static final Peer.Udp THERM = Peer.Udp.ofIpv4(0, 0x0A000001, 5_000);

    private static final Peer.Udp OTHER = Peer.Udp.ofIpv4(0, 0x0A000002, 5_000);
    private static final SnMessage PING = PingReq.EMPTY;

    private long now = 100;
    private final Trace trace = new Trace(() -> now++);
    private final DatagramTap shard = trace.shard();

    private TraceTap open(@Nullable String clientId) {
        return trace.open(Rows.view(Rows.sleeper("therm", 0)), new TraceFilter(clientId, peer -> true), 5);
    }

    private void received(Peer.Udp peer, SnMessage message) {
        byte[] octets = SnEncoder.encode(message);
        shard.received(peer, octets, octets.length, message);
    }

    private void sent(Peer.Udp peer, SnMessage message) {
        byte[] octets = SnEncoder.encode(message);
        shard.sent(peer, octets, octets.length, message);
    }

    private static List<String> told(TraceTap tap) {
        return tap.take(100).stream()
                .map(packet -> (packet.isUp() ? "<- " : "-> ") + packet.clientId() + " "
                        + packet.peer().text() + " "
                        + (packet.message() == null ? "?" : packet.message().type())
                        + (packet.dropped() == null ? "" : " " + packet.dropped())
                        + (packet.note() == null ? "" : " " + packet.note()))
                .toList();
    }

    @Test
    void isOnOnlyWhileSomebodyWatches() {
        assertThat(shard.isOn()).isFalse();
        TraceTap one = open(null);
        TraceTap two = open(null);
        one.close();
        assertThat(shard.isOn()).isTrue();
        two.close();
        assertThat(shard.isOn()).isFalse();
    }

    @Test
    void showsBothDirectionsInOrderWithTheClient() {
        TraceTap tap = open(null);
        received(THERM, PING);
        sent(THERM, new PingResp());
        received(OTHER, PING);
        shard.batchEnded();
        assertThat(told(tap))
                .containsExactly(
                        "<- therm 10.0.0.1:5000 PINGREQ",
                        "-> therm 10.0.0.1:5000 PINGRESP",
                        "<- null 10.0.0.2:5000 PINGREQ");
    }

    @Test
    void tellsWhyADatagramCameToNothing() {
        TraceTap tap = open(null);
        shard.received(OTHER, new byte[] {1, 2, 3}, 3, null);
        shard.dropped(OTHER, DropReason.MALFORMED);
        received(OTHER, PING);
        shard.dropped(OTHER, DropReason.UNKNOWN_CLIENT);
        shard.dropped(OTHER, DropReason.RATE_LIMITED);
        received(THERM, PING);
        shard.dropped(THERM, DropReason.HELD_OVERFLOW);
        shard.batchEnded();
        assertThat(told(tap))
                .containsExactly(
                        "<- null 10.0.0.2:5000 ? MALFORMED",
                        "<- null 10.0.0.2:5000 PINGREQ UNKNOWN_CLIENT RATE_LIMITED",
                        "<- therm 10.0.0.1:5000 PINGREQ",
                        "-> therm 10.0.0.1:5000 ? HELD_OVERFLOW");
    }

    @Test
    void showsOneClientAloneWhereverItGoes() {
        TraceTap tap = open("therm");
        received(OTHER, PING);
        shard.dropped(OTHER, DropReason.UNKNOWN_CLIENT);
        received(OTHER, new PingReq(Octets.ofUtf8("therm")));
        sent(OTHER, new PingResp());
        received(THERM, new Connect(false, false, 1, 60, Octets.ofUtf8("new")));
        sent(THERM, Disconnect.PLAIN);
        shard.batchEnded();
        assertThat(told(tap))
                .as("the second address is its own now, and its former one another client's")
                .containsExactly("<- therm 10.0.0.2:5000 PINGREQ", "-> therm 10.0.0.2:5000 PINGRESP");
    }

    @Test
    void looksIntoAForwardersEnvelope() {
        TraceTap tap = open("behind");
        Octets node = Octets.copyOf(new byte[] {0x0A, 0x2B});
        Encapsulated envelope = new Encapsulated(0, node, new Connect(true, false, 1, 60, Octets.ofUtf8("behind")));
        received(OTHER, envelope);
        shard.batchEnded();
        TracePacket packet = tap.take(1).get(0);
        assertThat(packet.peer().text()).isEqualTo("10.0.0.2:5000/0a2b");
        assertThat(packet.clientId()).isEqualTo("behind");
        assertThat(packet.octets().toByteArray()).isEqualTo(SnEncoder.encode(envelope));
    }

    @Test
    void watchesNetworks() {
        TraceTap tap = trace.open(Rows.view(), new TraceFilter(null, peer -> (peer.addressLow() & 0xFF) == 2), 5);
        received(THERM, PING);
        shard.dropped(THERM, DropReason.UNKNOWN_CLIENT);
        received(OTHER, PING);
        shard.batchEnded();
        assertThat(told(tap)).containsExactly("<- null 10.0.0.2:5000 PINGREQ");
    }

    @Test
    void countsWhatAWatcherDoesNotTake() {
        TraceTap tap = open(null);
        for (int i = 0; i < 12; i++) {
            received(THERM, PING);
        }
        shard.batchEnded();
        assertThat(tap.take(100)).hasSize(5);
        assertThat(tap.missed()).isEqualTo(7);
        received(THERM, PING);
        shard.batchEnded();
        assertThat(tap.take(100)).hasSize(1);
    }
}

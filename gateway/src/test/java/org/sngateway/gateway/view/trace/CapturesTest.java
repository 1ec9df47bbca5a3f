package org.sngateway.gateway.view.trace;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.Rows;

import static org.assertj.core.api.Assertions.assertThat;

class CapturesTest {
    private static final Peer.Udp PEER = Peer.Udp.ofIpv4(0, 0x0A000001, 5_000);
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADERS = 16 + 20 + 8;

    private final Trace trace = new Trace(() -> 1);
    private final DatagramTap shard = trace.shard();
    private final Captures captures = new Captures();

    private Capture begin(long untilNanos, int octetsMax) {
        TraceTap tap = trace.open(Rows.view(), new TraceFilter(null, peer -> true), 100);
        return captures.begin(new Capture.Order(null, null, untilNanos, octetsMax), tap);
    }

    private boolean collect(long nowNanos) {
        return captures.collect(nowNanos, peer -> "10.0.0.9:1883");
    }

    private void receive() {
        shard.received(PEER, new byte[] {2, 0x16}, 2, null);
        shard.batchEnded();
    }

    @Test
    void endsInTime() {
        Capture capture = begin(1_000, 1 << 20);
        receive();
        assertThat(collect(999)).isTrue();
        assertThat(capture.file()).hasSize(FILE_HEADER + PACKET_HEADERS + 2);
        assertThat(collect(1_000)).isFalse();
        assertThat(trace.isOn()).isFalse();
        receive();
        collect(1_001);
        assertThat(capture.file()).hasSize(FILE_HEADER + PACKET_HEADERS + 2);
    }

    @Test
    void endsBeforeTheFileGrowsBeyondItsLimit() {
        Capture capture = begin(1_000, FILE_HEADER + 2 * (PACKET_HEADERS + 2) + 1);
        for (int i = 0; i < 3; i++) {
            receive();
        }
        assertThat(collect(1)).isFalse();
        assertThat(capture.isRunning()).isFalse();
        assertThat(capture.file()).hasSize(FILE_HEADER + 2 * (PACKET_HEADERS + 2));
        assertThat(trace.isOn()).isFalse();
    }

    @Test
    void oneThatIsForgotten_recordsNoMore_andMakesRoom() {
        for (int i = 0; i < Captures.CAPTURES_MAX; i++) {
            begin(1_000, 1 << 20);
        }
        receive();
        collect(1);
        assertThat(captures.all()).extracting(Capture::packets).containsOnly(1);
        assertThat(captures.forget("2")).isTrue();
        assertThat(captures.forget("2")).isFalse();
        assertThat(captures.all()).extracting(Capture::id).containsExactly("1", "3", "4");
        assertThat(captures.hasRoom()).isTrue();
        for (String id : new String[] {"1", "3", "4"}) {
            captures.forget(id);
        }
        assertThat(trace.isOn()).as("nobody watches any more").isFalse();
    }

    @Test
    void keepsFourAndMakesRoomWhenOneHasEnded() {
        begin(1_000, 1 << 20);
        Capture second = begin(10, 1 << 20);
        begin(1_000, 1 << 20);
        begin(1_000, 1 << 20);
        assertThat(captures.hasRoom()).isFalse();
        collect(10);
        assertThat(captures.hasRoom()).isTrue();
        Capture fifth = begin(1_000, 1 << 20);
        assertThat(captures.get(second.id())).isNull();
        assertThat(captures.get(fifth.id())).isSameAs(fifth);
        assertThat(captures.get("1")).isNotNull();
    }
}

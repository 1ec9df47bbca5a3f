package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;

import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

class ChronicleTest {
    private static final Publish PUBLISH =
            new Publish(false, Qos.ONE, false, new TopicRef.Normal(5), 17, Octets.ofUtf8("21.5"));

    private long now = 1_000;
    private final Chronicle chronicle = new Chronicle(2, () -> now);

    private static Peer.Udp host(int last, int port) {
        return Peer.Udp.ofIpv4(0, 0x0A000000 | last, port);
    }

    private static GatewayEvent event(GatewayEvent.Level level, String clientId) {
        return new GatewayEvent(0, 7, level, "thing.happened", clientId, List.of());
    }

    @Test
    void keepsMessagesThatDidNotArriveTheLatestFirst() {
        chronicle.uplinkDropped(null, null, PUBLISH, DropReason.PUBLISH_MINUS_ONE_REFUSED);
        now = 2_000;
        chronicle.uplinkRefused("c1", "t/up", PUBLISH, ReturnCode.CONGESTION);
        now = 3_000;
        Delivery delivery = new Delivery(1, "t/down", Octets.ofUtf8("on"), Qos.TWO, false, Delivery.NO_EXPIRY);
        chronicle.downlinkDropped("c2", delivery, DropReason.DOWNLINK_EXPIRED);
        assertThat(chronicle.deadLetters().latest())
                .containsExactly(
                        new DeadLetter(3_000, "c2", Direction.DOWNLINK, "t/down", 2, 2, "downlink_expired"),
                        new DeadLetter(2_000, "c1", Direction.UPLINK, "t/up", 1, 4, "congestion"),
                        new DeadLetter(1_000, null, Direction.UPLINK, null, 1, 4, "publish_minus_one_refused"));
        assertThat(chronicle.deadLetters().total()).isEqualTo(3);
    }

    @Test
    void keepsNoMoreThanFiveHundredDeadLetters() {
        for (int i = 0; i < 1_234; i++) {
            now = i;
            chronicle.spooledRefused(
                    "c1", new OutgoingPublish("t/up", Octets.ofUtf8("21.5"), Qos.TWO, false), ReturnCode.NOT_SUPPORTED);
        }
        List<DeadLetter> letters = chronicle.deadLetters().latest();
        assertThat(letters).hasSize(500);
        assertThat(letters.get(0).atNanos()).isEqualTo(1_233);
        assertThat(letters.get(499).atNanos()).isEqualTo(734);
        assertThat(chronicle.deadLetters().total()).isEqualTo(1_234);
    }

    @Test
    void countsRejectedDatagramsByHostAndReason() {
        chronicle.dropped(host(1, 5_000), DropReason.NOT_ALLOWED);
        now = 2_000;
        chronicle.dropped(host(1, 5_001), DropReason.NOT_ALLOWED);
        chronicle.connectRefused(host(2, 5_000));
        chronicle.dropped(host(3, 5_000), DropReason.BAD_STATE);
        assertThat(chronicle.rejected().list())
                .containsExactly(
                        new RejectedSources.Rejected("10.0.0.1", "not_allowed", 2, 1_000, 2_000),
                        new RejectedSources.Rejected("10.0.0.2", "connect_refused", 1, 2_000, 2_000));
        assertThat(chronicle.rejected().forget("10.0.0.1")).isTrue();
        assertThat(chronicle.rejected().list()).hasSize(1);
    }

    @Test
    void keepsTheLatestTwoHundredAndFiftySixSources() {
        for (int i = 0; i < 1_000; i++) {
            now = i;
            chronicle.dropped(host(i, 5_000), DropReason.NOT_ALLOWED);
        }
        List<RejectedSources.Rejected> list = chronicle.rejected().list();
        assertThat(list).hasSize(256);
        assertThat(list.get(0).firstNanos()).isEqualTo(999);
        assertThat(list.get(255).firstNanos()).isEqualTo(744);
    }

    @Test
    void keepsOneHistoryForEachSessionAndForgetsItWithTheSession() {
        chronicle.stateChanged("c1", StateName.CONNECTING);
        chronicle.stateChanged("c2", StateName.ACTIVE);
        chronicle.stateChanged("c3", StateName.ACTIVE);
        assertThat(chronicle.history("c2")).isNotNull();
        assertThat(chronicle.history("c3")).as("beyond the limit of two").isNull();
        chronicle.forgotten("c1");
        assertThat(chronicle.history("c1")).isNull();
        chronicle.published("c1");
        assertThat(chronicle.history("c1")).as("a message is no session").isNull();
        chronicle.stateChanged("c3", StateName.ACTIVE);
        assertThat(chronicle.history("c3")).isNotNull();
    }

    @Test
    void remembersTheLastErrorOfADevice() {
        chronicle.stateChanged("c1", StateName.ACTIVE);
        chronicle.onEvent(event(GatewayEvent.Level.WARN, "c1"));
        chronicle.onEvent(event(GatewayEvent.Level.INFO, "c1"));
        chronicle.onEvent(event(GatewayEvent.Level.ERROR, "unknown"));
        ClientHistory history = Objects.requireNonNull(chronicle.history("c1"));
        GatewayEvent error = Objects.requireNonNull(history.lastError());
        assertThat(error.level()).isEqualTo(GatewayEvent.Level.WARN);
        assertThat(chronicle.events().lastId()).isEqualTo(3);
    }
}

package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.simulator.check.Story.ME;

/** What a CONNACK begins, which half of the checkers judge by. */
class ConnectionsTest {
    private static final ConnAck ACCEPTED = new ConnAck(ReturnCode.ACCEPTED);

    private final Connections connections = new Connections();

    ConnectionsTest() {
        connections.on(new WorldEvent.Began(1, Engines.options()));
    }

    private Connections.@Nullable Start connects(boolean clean, StateName from) {
        Connect connect = new Connect(false, clean, 1, 60, Octets.ofUtf8(ME));
        assertThat(connections.on(new WorldEvent.GatewayReceived(ME, ME, connect)))
                .isNull();
        connections.on(new WorldEvent.SessionStateChanged(ME, from, StateName.CONNECTING));
        connections.on(new WorldEvent.SessionStateChanged(ME, StateName.CONNECTING, StateName.ACTIVE));
        return connections.on(new WorldEvent.GatewaySent(ME, ME, ACCEPTED));
    }

    @Test
    void resumesWithoutCleanSession() {
        assertThat(connects(false, StateName.DISCONNECTED)).isEqualTo(Connections.Start.RESUMED);
        assertThat(connections.isClean(ME)).isFalse();
    }

    @Test
    void startsAnewWithIt_andAfterIt() {
        assertThat(connects(true, StateName.DISCONNECTED)).isEqualTo(Connections.Start.CLEAN);
        assertThat(connections.isClean(ME)).isTrue();
        assertThat(connects(false, StateName.ACTIVE)).isEqualTo(Connections.Start.CLEAN);
        assertThat(connects(false, StateName.ACTIVE)).isEqualTo(Connections.Start.RESUMED);
    }

    @Test
    void takesASleepersConnectForAWakeUp() {
        connects(false, StateName.DISCONNECTED);
        assertThat(connects(true, StateName.ASLEEP)).isEqualTo(Connections.Start.WAKE_UP);
        assertThat(connects(true, StateName.AWAKE)).isEqualTo(Connections.Start.WAKE_UP);
    }

    @Test
    void seesNothingInARepeatedOrRefusedConnAck() {
        connects(false, StateName.DISCONNECTED);
        assertThat(connections.on(new WorldEvent.GatewaySent(ME, ME, ACCEPTED))).isNull();
        connections.on(new WorldEvent.SessionStateChanged(ME, StateName.ACTIVE, StateName.CONNECTING));
        ConnAck refused = new ConnAck(ReturnCode.CONGESTION);
        assertThat(connections.on(new WorldEvent.GatewaySent(ME, ME, refused))).isNull();
    }

    @Test
    void forgetsAConnectThatTheGatewayForgot() {
        connections.on(new WorldEvent.SessionStateChanged(ME, StateName.DISCONNECTED, StateName.CONNECTING));
        connections.on(new WorldEvent.SessionStateChanged(ME, StateName.CONNECTING, StateName.ACTIVE));
        connections.on(new WorldEvent.GatewayCrashed());
        assertThat(connections.on(new WorldEvent.GatewaySent(ME, ME, ACCEPTED))).isNull();
    }
}

package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.gateway.session.port.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

/** SEARCHGW and its answers (MQTT-SN 1.2 s.6.1). */
class SearchLimitTest {

    @Test
    @Covers({"SN12-DSC-07"})
    void answersASearchThroughTheGroupWithItsRadius() {
        EngineFixture fixture = new EngineFixture();
        fixture.engine.onMulticastSearch(fixture.device("any").peer, 2, fixture.nowNanos);
        assertThat(fixture.multicasts).containsExactly("0 GwInfo[gwId=1, gwAdd=] 2");
    }

    @Test
    @Covers({"SN12-DSC-12"})
    void answersASearchByUnicastByUnicast() {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("any");
        device.sends(new SearchGw(3));
        device.gets("03 02 01");
        assertThat(fixture.multicasts).isEmpty();
    }

    @Test
    void answersOnlySoManySearchesThroughGroups() {
        EngineFixture fixture = new EngineFixture(TestOptions.admission(a -> new EngineOptions.Admission(
                a.sessionsPerSourceMax(),
                a.connectsPerSource(),
                a.connects(),
                a.disconnectsPerSource(),
                a.disconnects(),
                new Rate(2, 3),
                a.sourcesMax())));
        for (int i = 0; i < 10; i++) {
            fixture.engine.onMulticastSearch(fixture.device("any").peer, 0, fixture.nowNanos);
        }
        assertThat(fixture.multicasts).hasSize(3);
        assertThat(fixture.observer.drops(DropReason.RATE_LIMITED)).isEqualTo(7);
        fixture.pass(1);
        for (int i = 0; i < 10; i++) {
            fixture.engine.onMulticastSearch(fixture.device("any").peer, 0, fixture.nowNanos);
        }
        assertThat(fixture.multicasts).hasSize(5);
    }

    @Test
    @Covers({"SN12-DSC-11"})
    void saysNothingWhileNoBrokerCanBeReached() {
        EngineFixture fixture = new EngineFixture();
        fixture.broker.reachable = false;
        fixture.engine.onMulticastSearch(fixture.device("any").peer, 0, fixture.nowNanos);
        assertThat(fixture.multicasts).isEmpty();
    }

    @Test
    @Covers({"SN12-AMB-09"})
    void aSessionWhoseAddressAnotherShardTookIsLost() {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.connected("dev", true, 60);
        fixture.engine.onAddressTaken(device.peer, fixture.nowNanos);
        fixture.settle();
        assertThat(fixture.engine.isBound(device.peer)).isFalse();
        device.getsNothing();
        fixture.checkNothingLeaks();
    }
}

package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SearchGw;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.connect;

/** ADVERTISE, SEARCHGW, GWINFO (SN12 s.2.2). */
class DiscoveryTest {
    private static final GwInfo GWINFO = new GwInfo(7, Octets.EMPTY);

    private static EngineFixture advertising(long... seconds) {
        List<Long> periods = java.util.Arrays.stream(seconds)
                .mapToObj(s -> s * EngineFixture.SECOND)
                .toList();
        return new EngineFixture(TestOptions.identity(
                o -> new EngineOptions.Identity(7, periods, o.forwarders(), o.clientIdOctetsMax())));
    }

    @Test
    @Covers({"SN12-DSC-01", "SN12-DSC-02"})
    void advertisesEachPeriod_withTheSecondsToTheNext_onTheListenersThatDo() {
        EngineFixture fixture = advertising(0, 900);
        fixture.pass(0.1);
        String advertise = "1 " + new Advertise(7, 900) + " 0";
        assertThat(fixture.multicasts).containsExactly(advertise);
        fixture.pass(899);
        assertThat(fixture.multicasts).hasSize(1);
        fixture.pass(1.1);
        assertThat(fixture.multicasts).containsExactly(advertise, advertise);
    }

    @Test
    void everySearchIsObserved_howeverItCame() {
        EngineFixture fixture = advertising(900);
        TestDevice device = fixture.device("d");
        device.sends(new SearchGw(0));
        device.takes();
        fixture.engine.onMulticastSearch(device.peer, 1, fixture.nowNanos);
        assertThat(fixture.observer.received).containsOnly(Map.entry(MessageType.SEARCHGW, 2));
    }

    @Test
    @Covers({"SN12-DSC-02"})
    void periodBeyondTheField_isClamped() {
        EngineFixture fixture = advertising(100_000);
        fixture.pass(0.1);
        assertThat(fixture.multicasts).containsExactly("0 " + new Advertise(7, 65_535) + " 0");
    }

    @Test
    @Covers({"SN12-DSC-01", "SN12-DSC-11"})
    void withoutABroker_nothingIsAdvertisedOrAnswered_untilItIsBack() {
        EngineFixture fixture = advertising(900);
        fixture.broker.reachable = false;
        fixture.pass(10);
        TestDevice device = fixture.device("d");
        device.sends(new SearchGw(0));
        device.getsNothing();
        fixture.engine.onMulticastSearch(device.peer, 1, fixture.nowNanos);
        assertThat(fixture.multicasts).isEmpty();
        fixture.broker.reachable = true;
        fixture.pass(0.1);
        assertThat(fixture.multicasts).hasSize(1);
        device.sends(new SearchGw(0));
        device.gets(GWINFO);
    }

    @Test
    @Covers({"SN12-DSC-11"})
    void anyDevicesLegThatIsUp_showsThatThereIsABroker() {
        EngineFixture fixture = advertising(0);
        fixture.broker.reachable = false;
        TestDevice device = fixture.device("d");
        device.sends(connect("d", true));
        device.gets(CONNACK);
        TestDevice searcher = fixture.device("s", 2, 5000);
        searcher.sends(new SearchGw(0));
        searcher.gets(GWINFO);
        device.sends(Messages.DISCONNECT);
        searcher.sends(new SearchGw(0));
        searcher.getsNothing();
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-DSC-07", "SN12-DSC-10", "SN12-DSC-12", "SN12-AMB-39", "SN12-STA-04", "SN12-TV-05"})
    void searchByUnicast_isAnsweredAtOnceByUnicast_withTheIdAlone() {
        EngineFixture fixture = advertising(0);
        TestDevice device = fixture.device("d");
        device.sends("03 01 01");
        device.gets("03 02 07");
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.multicasts).isEmpty();
    }

    @Test
    @Covers({"SN12-DSC-07", "SN12-DSC-12", "SN12-DSC-10"})
    void searchThroughTheGroup_isAnsweredThroughTheGroupWithItsRadius_andCountsAsHeard() {
        EngineFixture fixture = advertising(0);
        TestDevice device = fixture.device("d");
        device.sends(connect("d", true));
        device.gets(CONNACK);
        fixture.pass(60);
        fixture.engine.onMulticastSearch(device.peer, 3, fixture.nowNanos);
        assertThat(fixture.multicasts).containsExactly("0 " + GWINFO + " 3");
        fixture.pass(60);
        assertThat(device.state()).isEqualTo(SessionState.Active.INSTANCE);
        device.getsNothing();
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-DSC-05", "SN12-TYP-03"})
    void otherGatewaysAdvertiseAndGwinfo_areDropped() {
        EngineFixture fixture = advertising(0);
        TestDevice other = fixture.device("g");
        other.sends("05 00 01 03 84");
        other.sends("06 02 01 02 1A 2B");
        other.getsNothing();
    }
}

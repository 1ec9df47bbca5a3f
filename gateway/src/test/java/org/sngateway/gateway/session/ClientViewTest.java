package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.LegState;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** What a view shows of a session: what the device promised, whether it kept it, what waits for it, what it exchanged. */
final class ClientViewTest {
    private final EngineFixture gateway = new EngineFixture();

    private ClientRow row(String clientId) {
        return Objects.requireNonNull(gateway.engine.row(clientId, gateway.nowNanos));
    }

    private static long seconds(double seconds) {
        return (long) (seconds * EngineFixture.SECOND);
    }

    @Test
    void expectsASleeperWhenItsSleepIsOverAndCountsWhatItMisses() {
        TestDevice therm = gateway.connected("therm", false, 60);
        gateway.pass(10);
        therm.sleeps(100);
        long asleep = gateway.nowNanos;

        ClientRow.Standing onTime = row("therm").standing();
        assertThat(onTime.state()).isEqualTo(StateName.ASLEEP);
        assertThat(onTime.sinceNanos()).isEqualTo(asleep);
        assertThat(onTime.heardNanos()).isEqualTo(asleep);
        assertThat(onTime.expectedNanos()).isEqualTo(asleep + seconds(100));
        // MQTT-SN 1.2 s.7.2: a tenth more, above one minute.
        assertThat(onTime.deadlineNanos()).isEqualTo(asleep + seconds(110));
        assertThat(onTime.missed()).isZero();
        assertThat(row("therm").connection().sleepSeconds()).isEqualTo(100);

        gateway.pass(100);
        assertThat(row("therm").standing().missed()).isZero();
        gateway.pass(1);
        assertThat(row("therm").standing().missed()).isEqualTo(1);
        assertThat(row("therm").standing().isOverdue()).isTrue();
        gateway.pass(10);
        ClientRow.Standing lost = row("therm").standing();
        assertThat(lost.state()).isEqualTo(StateName.LOST);
        assertThat(lost.missed()).isEqualTo(2);
        assertThat(lost.expectedNanos()).isEqualTo(asleep + seconds(100));
        gateway.checkNothingLeaks();
    }

    @Test
    void aSecondPromiseMissedCountsAsSuchBeforeTheDeviceIsLost() {
        EngineFixture patient = new EngineFixture(TestOptions.timing(timing -> new EngineOptions.Timing(
                timing.retryNanos(),
                timing.retriesMax(),
                timing.transactionNanos(),
                timing.idleNanos(),
                timing.probe(),
                new Tolerance(200))));
        TestDevice therm = patient.connected("therm", true, 60);
        therm.sleeps(100);
        patient.pass(199);
        assertThat(missed(patient)).isEqualTo(1);
        patient.pass(2);
        assertThat(missed(patient)).isEqualTo(2);
        assertThat(patient.session("therm").state()).isInstanceOf(SessionState.Asleep.class);
        patient.checkNothingLeaks();
    }

    private static int missed(EngineFixture gateway) {
        return Objects.requireNonNull(gateway.engine.row("therm", gateway.nowNanos))
                .standing()
                .missed();
    }

    @Test
    void expectsAnActiveDeviceWithinItsKeepAliveAndOneWithoutNever() {
        gateway.connected("meter", true, 60);
        gateway.connected("valve", true, 0);
        assertThat(row("meter").standing().expectedNanos()).isEqualTo(gateway.nowNanos + seconds(60));
        assertThat(row("valve").standing().expectedNanos()).isEqualTo(ClientRow.NONE);
        gateway.pass(61);
        assertThat(row("meter").standing().missed()).isEqualTo(1);
        assertThat(row("valve").standing().missed()).isZero();
        gateway.checkNothingLeaks();
    }

    private void expects(String clientId, int seconds) {
        gateway.profiles.put(
                clientId, new ClientProfile(List.of(), List.of(), true, 1400, ClientProfile.GATEWAY_IDENTITY, seconds));
    }

    @Test
    void aSleeperThatPingsButPublishesNothingIsOverdueByWhatIsExpectedOfIt() {
        expects("therm", 600);
        TestDevice therm = gateway.connected("therm", false, 300);
        long began = gateway.nowNanos;
        therm.sleeps(300);
        assertThat(row("therm").standing().every()).isEqualTo(new ClientRow.Every(600, began + seconds(600)));
        assertThat(row("therm").standing().nextExpectedNanos()).isEqualTo(began + seconds(300));

        gateway.pass(300);
        therm.wakes();
        therm.takes();
        gateway.pass(300);
        therm.wakes();
        therm.takes();
        assertThat(row("therm").standing().nextExpectedNanos()).isEqualTo(began + seconds(600));
        // 600 s, and a tenth of it in patience, as for a sleep of that length (MQTT-SN 1.2 s.7.2).
        gateway.pass(60);
        assertThat(row("therm").standing().missed()).isZero();
        gateway.pass(1);
        assertThat(row("therm").standing().missed()).isEqualTo(1);
        assertThat(row("therm").standing().isOverdue()).isTrue();
        gateway.pass(238);
        therm.wakes();
        therm.takes();
        gateway.pass(290);
        therm.wakes();
        therm.takes();
        gateway.pass(71);
        assertThat(row("therm").standing().missed()).isEqualTo(1);
        gateway.pass(1);
        assertThat(row("therm").standing().missed()).isEqualTo(2);
        assertThat(row("therm").standing().state()).isEqualTo(StateName.ASLEEP);

        therm.sends(Messages.publish(Qos.ZERO, Messages.shortName("tt"), 0, "21"));
        assertThat(row("therm").standing().missed()).isZero();
        assertThat(row("therm").standing().every().dueNanos()).isEqualTo(gateway.nowNanos + seconds(600));
        gateway.checkNothingLeaks();
    }

    @Test
    void whoSaidGoodbyeIsOverdueToo() {
        expects("meter", 30);
        TestDevice meter = gateway.connected("meter", false, 60);
        meter.sends(Disconnect.PLAIN);
        meter.takes();
        // Half as long again, up to one minute.
        gateway.pass(45);
        assertThat(row("meter").standing().missed()).isZero();
        gateway.pass(1);
        assertThat(row("meter").standing().state()).isEqualTo(StateName.DISCONNECTED);
        assertThat(row("meter").standing().missed()).isEqualTo(1);
        gateway.checkNothingLeaks();
    }

    @Test
    void showsWhatWaitsForASleeperAndSinceWhen() {
        TestDevice therm = gateway.connected("therm", false, 60);
        therm.sends(Messages.subscribe(1, "cmd", Qos.ONE));
        therm.takes();
        therm.sleeps(600);
        gateway.pass(5);
        long first = gateway.nowNanos;
        therm.isDelivered("cmd", "12345", Qos.ONE);
        gateway.pass(5);
        therm.isDelivered("cmd", "1", Qos.ONE);

        ClientRow row = row("therm");
        assertThat(row.backlog()).isEqualTo(new ClientRow.Backlog(2, 8 + 4, first, 0, 0));
        assertThat(row.connection().subscriptions()).isEqualTo(1);
        assertThat(row.connection().topics()).isEqualTo(1);
        assertThat(row.connection().upstream()).isEqualTo(LegState.UP);
        assertThat(row.connection().clean()).isFalse();
        gateway.checkNothingLeaks();
    }

    /** Octets are those of the messages in hexadecimal: CONNECT 06+id, CONNACK 3, REGISTER 6+name, REGACK 7, and so on. */
    @Test
    void countsWhatWentUpAndDown() {
        TestDevice therm = gateway.connected("therm", true, 60);
        therm.sends(new Register(0, 1, Octets.ofUtf8("t")));
        int topicId = ((RegAck) therm.takes().get(0)).topicId();
        Publish publish = new Publish(false, Qos.ONE, false, new TopicRef.Normal(topicId), 2, Octets.ofUtf8("21.5"));
        therm.sends(publish);
        therm.gets(new PubAck(topicId, 2, ReturnCode.ACCEPTED));
        therm.sends(publish.repeated());
        therm.takes();

        var traffic = row("therm").traffic();
        assertThat(traffic.connects()).isEqualTo(1);
        assertThat(traffic.datagramsUp()).isEqualTo(4);
        assertThat(traffic.octetsUp()).isEqualTo(6 + 5 + 6 + 1 + 2 * (7 + 4));
        assertThat(traffic.datagramsDown()).isEqualTo(4);
        assertThat(traffic.octetsDown()).isEqualTo(3 + 7 + 7 + 7);
        assertThat(traffic.publishesUp()).as("each message once").isEqualTo(1);
        assertThat(traffic.publishesDown()).isZero();
        gateway.checkNothingLeaks();
    }

    @Test
    void countsRepetitionsAndMoves() {
        TestDevice therm = gateway.connected("therm", false, 600);
        therm.sends(Messages.subscribe(1, "cmd", Qos.ONE));
        therm.takes();
        therm.isDelivered("cmd", "1", Qos.ONE);
        gateway.pass(25);
        List<SnMessage> sent = therm.takes();
        assertThat(sent).hasSize(3);
        assertThat(row("therm").traffic().retransmissions()).isEqualTo(2);
        assertThat(row("therm").traffic().publishesDown()).isEqualTo(1);
        TestDevice moved = therm.atPort(6000);
        moved.sends(new Connect(false, false, 1, 60, Octets.ofUtf8("therm")));
        assertThat(row("therm").traffic().addressChanges()).isEqualTo(1);
        assertThat(row("therm").traffic().connects()).isEqualTo(2);
        assertThat(row("therm").connection().peer()).isEqualTo(moved.peer);
        gateway.checkNothingLeaks();
    }

    @Test
    void aListingInSlicesShowsEachSessionOnceThoughSomeComeAndGo() {
        for (int i = 0; i < 9; i++) {
            gateway.connected("c" + i, true, 60);
        }
        ClientListing listing = gateway.engine.listing();
        List<ClientRow> rows = new ArrayList<>();
        listing.next(4, gateway.nowNanos, rows);
        assertThat(rows).hasSize(4);
        gateway.connected("late", true, 60);
        String gone = List.of("c0", "c1", "c2", "c3", "c4").stream()
                .filter(id -> rows.stream().noneMatch(row -> row.clientId().equals(id)))
                .findFirst()
                .orElseThrow();
        gateway.session(gone)
                .end()
                .endConnection(gateway.nowNanos, org.sngateway.gateway.session.port.SessionCause.DISCONNECT);
        while (!listing.isDone()) {
            listing.next(4, gateway.nowNanos, rows);
        }
        assertThat(rows)
                .extracting(ClientRow::clientId)
                .doesNotHaveDuplicates()
                .doesNotContain(gone, "late")
                .hasSize(8);
        gateway.checkNothingLeaks();
    }
}

package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** What a view shows of one session besides its row: subscriptions, topic ids, the queue, the Will's topic. */
final class ClientDetailTest {
    private static final PredefinedTopics PREDEFINED = new PredefinedTopics(List.of(
            new PredefinedTopic(9, "cmd/{client_id}", "*"),
            new PredefinedTopic(7, "cmd/aircon", "ac-*"),
            new PredefinedTopic(7, "cmd/other", "*")));

    private final EngineFixture gateway = new EngineFixture(options -> options, PREDEFINED);

    private ClientDetail detail(String clientId) {
        return Objects.requireNonNull(gateway.engine.detail(clientId, gateway.nowNanos));
    }

    @Test
    void thereIsNothingToShowOfWhoIsNotThere() {
        assertThat(gateway.engine.detail("nobody", gateway.nowNanos)).isNull();
    }

    @Test
    void showsEachSubscriptionWithWhatTheDeviceCallsItsTopic() {
        TestDevice therm = gateway.connected("therm", false, 60);
        therm.sends(Messages.subscribe(1, "cmd/#", Qos.ONE));
        therm.sends(Messages.subscribe(2, "alarm", Qos.TWO));
        therm.sends(Messages.subscribe(3, new TopicRef.Predefined(9), Qos.ZERO));
        therm.sends(Messages.subscribe(4, Messages.shortName("tt"), Qos.ZERO));
        therm.takes();
        int alarm = detail("therm").topics().get(0).topicId();
        assertThat(detail("therm").subscriptions())
                .containsExactly(
                        new ClientDetail.Subscription("alarm", 2, alarm),
                        new ClientDetail.Subscription("cmd/#", 1, 0),
                        new ClientDetail.Subscription("cmd/therm", 0, 9),
                        new ClientDetail.Subscription("tt", 0, 0x7474));
        assertThat(detail("therm").topics()).containsExactly(new ClientDetail.Topic(alarm, "alarm", false, true));
        gateway.checkNothingLeaks();
    }

    @Test
    void knowsWhichPredefinedTopicsAreADevices() {
        assertThat(PREDEFINED.namesFor("ac-1"))
                .containsExactly(java.util.Map.entry(7, "cmd/aircon"), java.util.Map.entry(9, "cmd/ac-1"));
        assertThat(PREDEFINED.namesFor("therm")).containsEntry(7, "cmd/other");
    }

    @Test
    void aMessageKeepsItsNumberWhileItWaitsAndNoOtherGetsIt() {
        TestDevice therm = gateway.connected("therm", false, 60);
        therm.sends(Messages.subscribe(1, "tt", Qos.ONE));
        therm.takes();
        therm.sleeps(600);
        long first = gateway.nowNanos;
        therm.isDelivered("tt", "12345", Qos.ONE);
        gateway.pass(5);
        therm.isDelivered("tt", "1", Qos.ZERO);
        List<ClientDetail.QueueItem> asleep = detail("therm").queue();
        assertThat(asleep).extracting(ClientDetail.QueueItem::number).containsExactly(1L, 2L);
        assertThat(asleep.get(0).queuedNanos()).isEqualTo(first);
        assertThat(asleep.get(0).octets()).isEqualTo(5);
        assertThat(asleep.get(0).expiresNanos())
                .isEqualTo(first + TestOptions.defaults().capacity().bufferAgeNanosMax());
        assertThat(asleep.get(0).inFlight()).isFalse();
        assertThat(asleep.get(0).transmissions()).isZero();

        therm.wakes();
        gateway.pass(11);
        assertThat(therm.takes()).filteredOn(Publish.class::isInstance).hasSize(2);
        ClientDetail.QueueItem sent = detail("therm").queue().get(0);
        assertThat(sent.number()).isEqualTo(1);
        assertThat(sent.inFlight()).isTrue();
        assertThat(sent.transmissions()).isEqualTo(2);
        assertThat(sent.source()).isEqualTo(ClientDetail.Source.BROKER);

        SnMessage acknowledged = Messages.pubAck(0x7474, 1);
        therm.sends(acknowledged);
        therm.takes();
        assertThat(detail("therm").queue()).isEmpty();
        therm.isDelivered("tt", "2", Qos.ONE);
        assertThat(detail("therm").queue())
                .extracting(ClientDetail.QueueItem::number)
                .containsExactly(3L);
        gateway.checkNothingLeaks();
    }

    @Test
    void showsWhereTheWillGoesAndNothingOfWhatItSays() {
        TestDevice therm = gateway.device("therm");
        therm.sends(Messages.connectWithWill("therm", true));
        therm.sends(Messages.willTopic("gone"));
        therm.sends(Messages.willMsg("secret"));
        gateway.settle();
        assertThat(detail("therm").will()).isEqualTo(new ClientDetail.WillTopic("gone", 1, true));
        assertThat(detail("therm").toString()).doesNotContain("secret");
        assertThat(detail("therm").row()).isEqualTo(gateway.engine.row("therm", gateway.nowNanos));
        assertThat(detail("therm").row().standing().every()).isEqualTo(ClientRow.Every.NOTHING);
    }
}

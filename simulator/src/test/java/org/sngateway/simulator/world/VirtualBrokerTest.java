package org.sngateway.simulator.world;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What MQTT 3.1.1 and 5 demand of a broker, as far as legs see it. */
class VirtualBrokerTest {
    private static final SwarmOptions.Broker OPTIONS = new SwarmOptions.Broker(
            true, 2, 1_000_000, 2_000_000, 10 * VirtualTime.SECOND, VirtualTime.HOUR, VirtualTime.MINUTE, 0);
    private static final Will WILL = new Will("will/c1", Octets.ofUtf8("will-c1"), Qos.ONE, false);

    private final VirtualTime time = new VirtualTime();
    private final EventLog log = new EventLog(time, List.of());
    private final List<WorldEvent> world = new ArrayList<>();
    private final List<BrokerEvent> heard = new ArrayList<>();
    private final VirtualBroker broker = new VirtualBroker(time, log, new RandomStream(1), OPTIONS);
    private final VirtualBrokerLink link = new VirtualBrokerLink(broker, (owner, event) -> heard.add(event));
    private final LegOwner owner = new LegOwner() {};
    private BrokerLeg leg = link.leg("c1", owner);
    private long epoch;

    @BeforeEach
    void listen() {
        log.add((event, nowNanos) -> world.add(event));
    }

    private void pass(long nanos) {
        long end = time.nowNanos() + nanos;
        while (time.nextNanos() <= end) {
            time.step();
        }
        time.moveTo(end);
    }

    private void open(boolean cleanStart) {
        leg.open(new LegOptions(++epoch, cleanStart, false, WILL));
        pass(VirtualTime.SECOND);
    }

    private void publish(String key, Qos qos) {
        broker.publish(new BrokerMessage("t/1", Octets.ofUtf8(key), qos, false));
        pass(VirtualTime.SECOND);
    }

    private void subscribe() {
        leg.subscribe(7, "t/#", Qos.TWO);
        pass(VirtualTime.SECOND);
    }

    private <T> List<T> all(Class<T> type, List<?> from) {
        return from.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Delivery> deliveries() {
        return all(BrokerEvent.MessageArrived.class, heard).stream()
                .map(BrokerEvent.MessageArrived::delivery)
                .toList();
    }

    private List<String> keys() {
        return deliveries().stream()
                .map(delivery -> String.valueOf(delivery.payload().utf8()))
                .toList();
    }

    private List<String> got() {
        return all(WorldEvent.BrokerGot.class, world).stream()
                .map(WorldEvent.BrokerGot::key)
                .toList();
    }

    @Test
    void resumesASessionUnlessTheStartIsClean() {
        open(false);
        broker.cut("c1");
        pass(VirtualTime.SECOND);
        open(false);
        open(true);
        assertThat(all(BrokerEvent.Opened.class, heard))
                .extracting(BrokerEvent.Opened::sessionPresent)
                .containsExactly(false, true, false);
    }

    @Test
    void keepsAcknowledgedMessagesForAClientThatIsAway() {
        open(false);
        subscribe();
        broker.cut("c1");
        pass(VirtualTime.SECOND);
        publish("q0", Qos.ZERO);
        publish("q1", Qos.ONE);
        publish("q2", Qos.TWO);
        open(false);
        assertThat(keys()).containsExactly("q1", "q2");
    }

    @Test
    void sendsNoMoreThanTheWindowAhead() {
        open(false);
        subscribe();
        publish("a", Qos.ONE);
        publish("b", Qos.ONE);
        publish("c", Qos.ONE);
        assertThat(keys()).containsExactly("a", "b");
        leg.acknowledge(deliveries().get(0).id());
        pass(VirtualTime.SECOND);
        assertThat(keys()).containsExactly("a", "b", "c");
    }

    @Test
    void repeatsQos1UnderANewIdAndQos2NotAtAll() {
        open(false);
        subscribe();
        publish("one", Qos.ONE);
        publish("two", Qos.TWO);
        broker.cut("c1");
        pass(VirtualTime.SECOND);
        open(false);
        assertThat(keys()).containsExactly("one", "two", "one");
        leg.acknowledge(deliveries().get(0).id());
        pass(VirtualTime.SECOND);
        assertThat(all(WorldEvent.BrokerWasAcknowledged.class, world)).isEmpty();
        leg.acknowledge(deliveries().get(2).id());
        pass(VirtualTime.SECOND);
        // The library lets acknowledgements go in the order of arrival, and the repetition came last.
        assertThat(all(WorldEvent.BrokerWasAcknowledged.class, world)).isEmpty();
        leg.acknowledge(deliveries().get(1).id());
        pass(VirtualTime.SECOND);
        assertThat(all(WorldEvent.BrokerWasAcknowledged.class, world))
                .extracting(WorldEvent.BrokerWasAcknowledged::key)
                .containsExactly("two", "one");
    }

    @Test
    void routesQos2OnceWhateverIsRepeated() {
        open(false);
        leg.publish(5, new OutgoingPublish("up", Octets.ofUtf8("k1"), Qos.TWO, false));
        pass(3_000_000);
        broker.cut("c1");
        pass(VirtualTime.SECOND);
        open(false);
        assertThat(got()).containsExactly("k1");
        assertThat(heard).contains(new BrokerEvent.PublishAccepted(5));
    }

    @Test
    void abortsWhatWasUnderWayWhenTheSessionIsLost() {
        open(false);
        leg.publish(5, new OutgoingPublish("up", Octets.ofUtf8("k1"), Qos.ONE, false));
        broker.lose("c1");
        pass(VirtualTime.SECOND);
        open(false);
        assertThat(heard).contains(new BrokerEvent.PublishAborted(5));
        assertThat(got()).isEmpty();
    }

    @Test
    void firesAWillAfterItsDelayUnlessTheClientIsBack() {
        open(false);
        broker.cut("c1");
        pass(5 * VirtualTime.SECOND);
        open(false);
        pass(VirtualTime.MINUTE);
        assertThat(all(WorldEvent.WillPublished.class, world)).isEmpty();
        broker.cut("c1");
        pass(VirtualTime.MINUTE);
        assertThat(all(WorldEvent.WillPublished.class, world)).hasSize(1);
    }

    private void publishWillUntil(int published) {
        leg.publish(5, new OutgoingPublish(WILL.topic(), WILL.message(), Qos.ONE, false));
        while (wills().size() < published) {
            time.step();
        }
        broker.cut("c1");
        pass(VirtualTime.SECOND);
        open(false);
    }

    private List<WorldEvent.WillPublished> wills() {
        return all(WorldEvent.WillPublished.class, world);
    }

    @Test
    void tellsAWillThatItPublishesOnceMore() {
        open(false);
        publishWillUntil(1);
        assertThat(wills()).extracting(WorldEvent.WillPublished::again).containsExactly(false, true);
    }

    @Test
    void tellsNoRepetition_whenTheFirstCopyWasLost() {
        open(false);
        publishWillUntil(0);
        assertThat(wills()).extracting(WorldEvent.WillPublished::again).containsExactly(false);
    }

    @Test
    void tellsNoRepetition_whenTheFirstWasAcknowledged() {
        open(false);
        publishWillUntil(0);
        publishWillUntil(0);
        assertThat(wills()).extracting(WorldEvent.WillPublished::again).containsExactly(false, false);
    }

    @Test
    void firesNoWillAfterDisconnect() {
        open(false);
        leg.close(true);
        pass(VirtualTime.MINUTE);
        assertThat(all(WorldEvent.WillPublished.class, world)).isEmpty();
        assertThat(broker.session("c1")).isNotNull();
    }

    @Test
    void forgetsTheSessionWhenTheLegIsClosedForGoodOrItsTimeIsOver() {
        open(false);
        leg.close(false);
        pass(VirtualTime.SECOND);
        assertThat(broker.session("c1")).isNull();
        leg = link.leg("c1", owner);
        open(false);
        leg.close(true);
        pass(2 * VirtualTime.HOUR);
        assertThat(broker.session("c1")).isNull();
    }

    @Test
    void finishesPublishesBeforeTheLegEnds() {
        open(false);
        leg.publish(5, new OutgoingPublish("up", Octets.ofUtf8("k1"), Qos.TWO, false));
        leg.close(false);
        pass(VirtualTime.MINUTE);
        assertThat(got()).containsExactly("k1");
        assertThat(broker.session("c1")).isNull();
    }

    @Test
    void sendsRetainedMessagesToANewSubscription() {
        broker.publish(new BrokerMessage("t/1", Octets.ofUtf8("kept"), Qos.ONE, true));
        open(false);
        subscribe();
        assertThat(keys()).containsExactly("kept");
        assertThat(deliveries().get(0).retain()).isTrue();
    }

    @Test
    void isAwayUntilItComesBack() {
        open(false);
        broker.stop();
        pass(VirtualTime.SECOND);
        open(false);
        pass(10 * VirtualTime.SECOND);
        assertThat(all(BrokerEvent.ConnectionLost.class, heard)).hasSize(1);
        assertThat(all(BrokerEvent.OpenFailed.class, heard)).hasSize(1);
        broker.start(true);
        open(false);
        assertThat(all(BrokerEvent.Opened.class, heard))
                .extracting(BrokerEvent.Opened::sessionPresent)
                .containsExactly(false, true);
    }

    @Test
    void forgetsEverythingWhenItLosesItsMemory() {
        open(false);
        subscribe();
        broker.stop();
        broker.start(false);
        pass(VirtualTime.SECOND);
        open(false);
        assertThat(all(BrokerEvent.Opened.class, heard))
                .extracting(BrokerEvent.Opened::sessionPresent)
                .containsExactly(false, false);
        assertThat(all(WorldEvent.BrokerSessionLost.class, world)).hasSize(1);
    }

    /** Some clients may not publish to one of their topics; which, is drawn from the seed. */
    @Test
    void refusesSomeClientsOneTopic_andTakesTheirOthers() {
        int refused = 0;
        int accepted = 0;
        for (int i = 0; i < 100; i++) {
            String clientId = "c" + i;
            leg = link.leg(clientId, owner);
            open(true);
            heard.clear();
            leg.publish(1, new OutgoingPublish("up/" + clientId + "/b", Octets.ofUtf8("x"), Qos.ONE, false));
            leg.publish(2, new OutgoingPublish("up/" + clientId + "/a", Octets.ofUtf8("y"), Qos.ONE, false));
            pass(VirtualTime.SECOND);
            assertThat(heard).contains(new BrokerEvent.PublishAccepted(2));
            refused += heard.contains(new BrokerEvent.PublishRejected(1, ReturnCode.INVALID_TOPIC_ID)) ? 1 : 0;
            accepted += heard.contains(new BrokerEvent.PublishAccepted(1)) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, 30);
        assertThat(accepted).isEqualTo(100 - refused);
        assertThat(all(WorldEvent.BrokerGot.class, world)).hasSize(200 - refused);
    }

    @Test
    void tellsWhatItSubscribesAndUnsubscribes() {
        open(true);
        subscribe();
        leg.unsubscribe(8, "t/#");
        pass(VirtualTime.SECOND);
        assertThat(world)
                .contains(new WorldEvent.BrokerSubscribed("c1", "t/#"), new WorldEvent.BrokerUnsubscribed("c1", "t/#"));
        assertThat(heard).contains(new BrokerEvent.Unsubscribed(8, true));
    }

    @Test
    void tellsOfAMinusOneMessageWhoeverItIsFrom() {
        link.publishAsGateway("ua", Octets.ofUtf8("m1"), false);
        assertThat(world).containsExactly(new WorldEvent.BrokerGotMinusOne("m1", "ua"));
    }
}

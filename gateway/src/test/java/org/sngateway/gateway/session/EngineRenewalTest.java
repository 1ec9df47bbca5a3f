package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a change of topics and rules means to devices that are connected (docs/how-to/reload.md). */
class EngineRenewalTest {
    private static final TopicRef FIVE = new TopicRef.Predefined(5);

    private final PredefinedTopics former = topics("5 old *", "6 gone *", "7 {client_id}/same *");
    private final PredefinedTopics next = topics("5 new *", "7 {client_id}/same *", "8 more *");
    private final EngineFixture fixture = new EngineFixture(options -> options, former);
    private final EngineOptions options = TestOptions.defaults();

    private static PredefinedTopics topics(String... lines) {
        List<PredefinedTopic> topics = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            topics.add(new PredefinedTopic(Integer.parseInt(words[0]), words[1], words[2]));
        }
        return new PredefinedTopics(topics);
    }

    @AfterEach
    void nothingLeaks() {
        fixture.policy = (clientId, peer) -> fixture.anyProfile();
        fixture.checkNothingLeaks();
    }

    private static Publish on(int id, int msgId) {
        return Messages.publish(Qos.ONE, new TopicRef.Predefined(id), msgId, "x");
    }

    private List<String> published(TestDevice device) {
        return device.leg().publishes.stream().map(OutgoingPublish::topic).toList();
    }

    @Test
    void anIdThatADeviceIsConnectedWith_keepsItsMeaningUntilTheNextConnect() {
        TestDevice device = fixture.connected("d", false, 60);
        assertThat(fixture.adopts(options, next).keeping()).isEqualTo(1);
        device.sends(on(5, 1));
        device.sends(Messages.connect("d", false));
        device.takes();
        device.sends(on(5, 2));
        assertThat(published(device)).containsExactly("old", "new");
    }

    @Test
    void aSleeper_keepsItToo_untilItConnects() {
        TestDevice device = fixture.connected("d", false, 60);
        device.sleeps(600);
        fixture.adopts(options, next);
        device.sends(on(5, 1));
        device.wakes();
        device.sends(on(5, 2));
        assertThat(published(device)).containsExactly("old", "old");
    }

    @Test
    void aDeviceThatConnectsAfterwards_hasTheNewMeaningAtOnce() {
        fixture.adopts(options, next);
        TestDevice device = fixture.connected("d", true, 60);
        device.sends(on(5, 1));
        assertThat(published(device)).containsExactly("new");
    }

    @Test
    void aConnectUnderWayDuringTheChange_knowsTheNewMeaning() {
        TestDevice device = fixture.device("d");
        device.sends(Messages.connectWithWill("d", true));
        fixture.adopts(options, next);
        device.sends(Messages.willTopic("w"));
        device.sends(Messages.willMsg("m"));
        device.takes();
        device.sends(on(5, 1));
        assertThat(published(device)).containsExactly("new");
    }

    @Test
    void newIdsCountAtOnce_andRemovedOnesAreRefused() {
        TestDevice device = fixture.connected("d", true, 60);
        device.sends(on(8, 1));
        device.gets(Messages.pubAck(8, 1, ReturnCode.INVALID_TOPIC_ID));
        fixture.adopts(options, next);
        device.sends(on(8, 2));
        device.sends(on(6, 3));
        device.gets(Messages.pubAck(8, 2), Messages.pubAck(6, 3, ReturnCode.INVALID_TOPIC_ID));
        assertThat(published(device)).containsExactly("more");
    }

    /** Also when an id was added, used, and then changed, all while the device was connected. */
    @Test
    void noSequenceOfChanges_givesAnIdAnotherMeaningUnheard() {
        TestDevice device = fixture.connected("d", true, 60);
        fixture.adopts(options, topics("5 old *", "9 first *"));
        device.sends(on(9, 1));
        fixture.adopts(options, topics("5 other *", "9 second *"));
        fixture.adopts(options, topics("5 third *", "9 third *"));
        device.sends(on(9, 2));
        device.sends(on(5, 3));
        assertThat(published(device)).containsExactly("first", "first", "old");
        assertThat(fixture.adopts(options, topics("5 old *", "9 first *")).keeping())
                .as("sessions with a meaning of their own")
                .isZero();
    }

    @Test
    void aSessionWithoutAConnection_keepsNothing() {
        TestDevice device = fixture.connected("d", false, 60);
        device.sends(Disconnect.PLAIN);
        device.takes();
        assertThat(fixture.adopts(options, next).keeping()).isZero();
    }

    @Test
    void withMoreChangesThanCanBeKept_theOthersAreRefused() {
        EngineOptions small = TestOptions.capacity(c -> new EngineOptions.Capacity(
                        c.uplinkWindow(), 1, 10, 100, 65_536, c.bufferAgeNanosMax(), c.sessionNanos(), true))
                .apply(options);
        TestDevice device = fixture.connected("d", true, 60);
        fixture.adopts(small, topics("5 new *", "6 new *", "7 {client_id}/same *"));
        device.sends(on(5, 1));
        device.sends(on(6, 2));
        device.gets(Messages.pubAck(5, 1), Messages.pubAck(6, 2, ReturnCode.INVALID_TOPIC_ID));
        assertThat(published(device)).containsExactly("old");
    }

    /** What was subscribed to under an id is the name behind it; under an id that means something else it must not come. */
    @Test
    void aSubscriptionUnderAChangedId_isDeliveredUnderANormalId() {
        fixture.broker.sessionPresent = true;
        TestDevice device = fixture.connected("d", false, 60);
        device.sends(new Subscribe(false, Qos.ONE, 1, FIVE));
        device.takes();
        device.isDelivered("old", "1", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, FIVE, 0, "1"));
        fixture.adopts(options, next);
        device.isDelivered("old", "2", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, FIVE, 0, "2"));
        device.sends(Messages.connect("d", false));
        device.takes();
        device.isDelivered("old", "3", Qos.ZERO);
        device.gets(Messages.announces(0x0401, 1, "old"));
    }

    @Test
    void sendersWithoutASession_findTheNewNames() {
        EngineOptions on = TestOptions.minusOne(
                        new EngineOptions.PublishMinusOne(true, peer -> true, List.of(), new Rate(10, 5), false))
                .apply(options);
        fixture.adopts(on, next);
        fixture.device("s").sends(new Publish(false, Qos.MINUS_ONE, false, FIVE, 0, Octets.ofUtf8("x")));
        assertThat(fixture.broker.gatewayPublishes).containsExactly("new=x");
    }

    @Test
    void rulesCountForThoseWhoAreConnected() {
        TestDevice device = fixture.connected("d", true, 60);
        device.sends(Messages.register(1, "t/1"));
        device.takes();
        fixture.profiles.put("d", new ClientProfile(List.of("other"), List.of("other"), true, 1400));
        fixture.adopts(options, former);
        device.sends(Messages.publish(Qos.ONE, 0x0401, 2, "x"));
        device.sends(Messages.subscribe(3, "a", Qos.ZERO));
        assertThat(published(device)).isEmpty();
        device.gets(
                Messages.pubAck(0x0401, 2, ReturnCode.NOT_SUPPORTED),
                new SubAck(Qos.ZERO, 0, 3, ReturnCode.NOT_SUPPORTED));
    }

    @Test
    void whoMayNotConnectAnyMore_isTold_aSleeperWhenItWakes() {
        TestDevice awake = fixture.connected("awake", true, 60);
        TestDevice sleeper = fixture.connected("sleeper", false, 60);
        TestDevice other = fixture.connected("other", true, 60);
        sleeper.sleeps(60);
        fixture.policy = (clientId, peer) -> clientId.equals("other") ? fixture.anyProfile() : null;
        fixture.adopts(options, former);
        awake.gets(Messages.DISCONNECT);
        sleeper.getsNothing();
        other.getsNothing();
        assertThat(awake.leg().closes).hasSize(1);
        sleeper.wakes();
        sleeper.gets(Messages.DISCONNECT);
        awake.sends(Messages.connect("awake", true));
        awake.gets(Messages.CONNACK_NOT_SUPPORTED);
        assertThat(other.state()).isEqualTo(SessionState.Active.INSTANCE);
    }

    @Test
    void aConnectUnderWay_isHeldAgainstTheNewRules() {
        TestDevice device = fixture.device("d");
        device.sends(Messages.connectWithWill("d", true));
        device.takes();
        fixture.policy = (clientId, peer) -> null;
        fixture.adopts(options, former);
        device.sends(Messages.willTopic("w"));
        device.takes();
        assertThat(fixture.engine.sessions()).isZero();
    }

    @Test
    void sessionsThatTheWalkHasNotReached_goOnAsBefore() {
        TestDevice first = fixture.connected("a", true, 60);
        TestDevice second = fixture.connected("b", true, 60);
        EngineRenewal walk = fixture.engine.adopt(options, next, fixture.nowNanos);
        walk.next(1, fixture.nowNanos);
        first.sends(on(5, 1));
        second.sends(on(5, 1));
        assertThat(walk.isDone()).isFalse();
        walk.next(100, fixture.nowNanos);
        assertThat(walk.isDone()).isTrue();
        assertThat(published(first)).containsExactly("old");
        assertThat(published(second)).containsExactly("old");
        first.takes();
        second.takes();
    }

    /** A reload must not make a message of QoS 2 come twice. */
    @Test
    void whatWasAnswered_isRememberedOverAChangeOfTheWindow() {
        TestDevice device = fixture.connected("d", true, 60);
        device.sends(on(5, 1));
        device.gets(Messages.pubAck(5, 1));
        EngineOptions wider = TestOptions.capacity(c -> new EngineOptions.Capacity(
                        50, c.topicsMax(), 10, 100, 65_536, c.bufferAgeNanosMax(), c.sessionNanos(), true))
                .apply(options);
        fixture.adopts(wider, former);
        device.sends(new Publish(true, Qos.ONE, false, FIVE, 1, Octets.ofUtf8("x")));
        device.gets(Messages.pubAck(5, 1));
        assertThat(published(device)).hasSize(1);
    }
}

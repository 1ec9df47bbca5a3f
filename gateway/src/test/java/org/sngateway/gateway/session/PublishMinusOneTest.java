package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.DropReason;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.EngineFixture.encapsulated;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.publish;
import static org.sngateway.gateway.session.Messages.shortName;

/** QoS -1 (SN12 s.2.8): published without any connection, or dropped, and never answered. */
class PublishMinusOneTest {
    private static final PredefinedTopics TOPICS = new PredefinedTopics(List.of(
            new PredefinedTopic(5, "all/temp", "*"),
            new PredefinedTopic(6, "own/{client_id}", "*"),
            new PredefinedTopic(7, "for/c1", "c1")));

    private static EngineOptions.PublishMinusOne on(String... topics) {
        return new EngineOptions.PublishMinusOne(
                true, peer -> peer.port() != 666, List.of(topics), new Rate(10, 5), false);
    }

    private final EngineFixture fixture = new EngineFixture(TestOptions.minusOne(on()), TOPICS);
    private final TestDevice device = fixture.device("c1");

    private static Publish minusOne(TopicRef topic, String text) {
        return publish(Qos.MINUS_ONE, topic, 0, text);
    }

    @Test
    @Covers({"SN12-QM1-01", "SN12-QM1-02", "SN12-QM1-03", "SN12-STA-03", "SN12-TV-29", "SN12-TV-30"})
    void strangersPublishUnderPredefinedAndShortNames_withoutAnAnswerOrARecord() {
        device.sends("08 0C 61 00 05 00 00 78");
        device.sends("08 0C 62 61 62 00 00 78");
        device.getsNothing();
        assertThat(fixture.broker.gatewayPublishes).containsExactly("all/temp=x", "ab=x");
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.broker.allLegs).isEmpty();
    }

    @Test
    @Covers({"SN12-QM1-02", "SN12-AMB-28"})
    void msgIdDupAndRetain_areIgnored() {
        device.sends(new Publish(true, Qos.MINUS_ONE, true, shortName("ab"), 77, Octets.ofUtf8("x")));
        device.getsNothing();
        assertThat(fixture.broker.gatewayPublishes).containsExactly("ab=x");
    }

    @Test
    @Covers({"SN12-QM1-02"})
    void retain_isPassedOnByOption() {
        EngineFixture retaining = new EngineFixture(TestOptions.minusOne(
                new EngineOptions.PublishMinusOne(true, peer -> true, List.of(), new Rate(10, 5), true)));
        retaining.device("d").sends(new Publish(false, Qos.MINUS_ONE, true, shortName("ab"), 0, Octets.ofUtf8("x")));
        assertThat(retaining.broker.gatewayPublishes).containsExactly("ab=x retain");
    }

    @Test
    @Covers({"SN12-QM1-05", "SN12-AMB-29", "SN12-AMB-35"})
    void whatCannotBePublished_isDroppedSilentlyAndCounted() {
        device.sends(minusOne(new TopicRef.Normal(0x0401), "x"));
        device.sends(minusOne(new TopicRef.Predefined(99), "x"));
        device.sends(minusOne(new TopicRef.Predefined(6), "x"));
        device.sends(minusOne(new TopicRef.Predefined(7), "x"));
        device.sends(minusOne(shortName("a#"), "x"));
        device.sends(minusOne(new TopicRef.Illegal(3, Octets.ofUtf8("ab")), "x"));
        device.getsNothing();
        assertThat(fixture.broker.gatewayPublishes).isEmpty();
        assertThat(fixture.observer.drops(DropReason.PUBLISH_MINUS_ONE_REFUSED)).isEqualTo(6);
    }

    @Test
    @Covers({"SN12-QM1-04"})
    void inEveryState_itIsPublishedAndChangesNothing_butCountsAsHeard() {
        device.sends(connectWithWill("c1", false));
        device.sends(minusOne(shortName("s0"), "handshake"));
        device.sends(Messages.willTopic("w"));
        device.sends(Messages.willMsg("m"));
        device.takes();
        fixture.pass(60);
        device.sends(minusOne(new TopicRef.Predefined(6), "active"));
        fixture.pass(60);
        assertThat(device.state()).isEqualTo(SessionState.Active.INSTANCE);
        device.sends(new Disconnect(60));
        device.takes();
        fixture.pass(60);
        device.sends(minusOne(new TopicRef.Predefined(7), "asleep"));
        fixture.pass(60);
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        fixture.pass(91);
        device.sends(minusOne(shortName("s1"), "lost"));
        device.getsNothing();
        assertThat(fixture.broker.gatewayPublishes)
                .containsExactly("s0=handshake", "own/c1=active", "for/c1=asleep", "s1=lost");
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-QM1-04", "SN12-ENC-07"})
    void nodesBehindAForwarder_mayAsWell() {
        device.sends(encapsulated("node", minusOne(shortName("ab"), "x")));
        device.getsNothing();
        assertThat(fixture.broker.gatewayPublishes).containsExactly("ab=x");
    }

    @Test
    @Covers({"SN12-QM1-06"})
    void itIsOffUnlessSwitchedOn() {
        EngineFixture off = new EngineFixture();
        TestDevice sender = off.device("d");
        sender.sends(minusOne(shortName("ab"), "x"));
        sender.sends(connect("d", true));
        sender.takes();
        sender.sends(minusOne(shortName("ab"), "x"));
        sender.getsNothing();
        assertThat(off.broker.gatewayPublishes).isEmpty();
        assertThat(off.observer.drops(DropReason.PUBLISH_MINUS_ONE_REFUSED)).isEqualTo(2);
    }

    @Test
    @Covers({"SN12-QM1-06"})
    void sendersTopicsAndRate_areLimited() {
        EngineFixture limited = new EngineFixture(TestOptions.minusOne(on("all/#")), TOPICS);
        limited.device("d", 1, 666).sends(minusOne(new TopicRef.Predefined(5), "sender"));
        TestDevice sender = limited.device("d");
        sender.sends(minusOne(shortName("ab"), "topic"));
        assertThat(limited.observer.drops(DropReason.PUBLISH_MINUS_ONE_REFUSED)).isEqualTo(2);
        for (int i = 0; i < 8; i++) {
            sender.sends(minusOne(new TopicRef.Predefined(5), "x"));
        }
        assertThat(limited.broker.gatewayPublishes).hasSize(5);
        assertThat(limited.observer.drops(DropReason.RATE_LIMITED)).isEqualTo(3);
        limited.pass(0.2);
        sender.sends(minusOne(new TopicRef.Predefined(5), "later"));
        assertThat(limited.broker.gatewayPublishes).hasSize(6);
        sender.getsNothing();
    }
}

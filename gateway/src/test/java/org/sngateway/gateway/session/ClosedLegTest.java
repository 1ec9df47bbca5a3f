package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

/** What a leg reported before it was closed must not reach the session's next leg, whose ids and tokens are others. */
class ClosedLegTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 3600);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    /** The leg as it was before the device went and came back, and so got another. */
    private ScriptedBroker.Leg closedLeg() {
        device.sends(Messages.subscribe(900, "a", Qos.TWO));
        ScriptedBroker.Leg former = device.leg();
        device.sends(Disconnect.PLAIN);
        device.sends(new Connect(false, false, 1, 3600, Octets.ofUtf8("d")));
        device.takes();
        assertThat(device.leg()).isNotSameAs(former);
        assertThat(former.closes).containsExactly(true);
        return former;
    }

    @Test
    void itsMessages_areNotDelivered_becauseTheirIdsWouldAcknowledgeOthers() {
        ScriptedBroker.Leg former = closedLeg();
        former.deliver("a", "late", Qos.ONE);
        fixture.settle();
        device.getsNothing();
        assertThat(fixture.session("d").downlink().buffered()).isZero();
        assertThat(device.leg().acknowledged).isEmpty();
    }

    @Test
    void itsWrittenQos0Messages_areNotCountedAsTheNextLegs() {
        fixture.broker.answersPublishes = false;
        ScriptedBroker.Leg former = closedLeg();
        for (int i = 0; i < 256; i++) {
            device.sends(Messages.publish(Qos.ZERO, Messages.shortName("ab"), 0, "x"));
        }
        former.say(new BrokerEvent.PublishAccepted(Tokens.UNACKNOWLEDGED));
        former.say(new BrokerEvent.PublishRejected(Tokens.UNACKNOWLEDGED, ReturnCode.NOT_SUPPORTED));
        former.say(new BrokerEvent.PublishAborted(Tokens.UNACKNOWLEDGED));
        fixture.settle();
        device.sends(Messages.publish(Qos.ZERO, Messages.shortName("ab"), 0, "beyond"));
        assertThat(device.leg().publishes).hasSize(256);
        assertThat(fixture.observer.drops(DropReason.UPLINK_OVERFLOW)).isEqualTo(1);
    }

    @Test
    void itsAnswers_changeNothing() {
        ScriptedBroker.Leg former = closedLeg();
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.TWO, Messages.shortName("ab"), 7, "x"));
        long token = device.leg().lastPublishToken();
        former.say(new BrokerEvent.PublishAccepted(token));
        former.say(new BrokerEvent.PublishAborted(token));
        former.say(new BrokerEvent.ConnectionLost(device.leg().lastEpoch(), "late"));
        fixture.settle();
        device.getsNothing();
        assertThat(fixture.session("d").upstream().isUp()).isTrue();
        device.leg().say(new BrokerEvent.PublishAccepted(token));
        fixture.settle();
        device.gets(new PubRec(7));
    }
}

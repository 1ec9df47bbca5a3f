package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;
import org.sngateway.simulator.world.WorldEvent;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.TOPIC;
import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.crashed;

class RestartEqualsStoreTest {
    private static final TopicRef NAMED = new TopicRef.Named(Octets.ofUtf8(TOPIC));
    private static final StoredSubscription SUBSCRIPTION = new StoredSubscription(TOPIC, NAMED, Qos.ONE, Qos.ONE);

    private final Story story = Story.of(ledger -> new RestartEqualsStore()).begins();

    private static StoredClient stored(
            StateName state, int sleepSeconds, List<StoredTopic> topics, List<StoredSubscription> subscriptions) {
        StoredSession session =
                new StoredSession(ME, false, state, 0, sleepSeconds, 60, null, TOPIC_ID, 10, StoredWill.NONE, null);
        return new StoredClient(session, topics, subscriptions, List.of(), List.of(), List.of());
    }

    private static WorldEvent read(StoredClient... clients) {
        return new WorldEvent.StoreRead(List.of(clients));
    }

    private Story registered() {
        return story.connects(false)
                .hears(new Register(0, 1, Octets.ofUtf8(TOPIC)))
                .sends(new RegAck(TOPIC_ID, 1, ReturnCode.ACCEPTED));
    }

    private Story subscribed() {
        return story.connects(false)
                .hears(new Subscribe(false, Qos.ONE, 1, NAMED))
                .sends(new SubAck(Qos.ONE, TOPIC_ID, 1, ReturnCode.ACCEPTED));
    }

    @Test
    void holdsWhenTheStoreHasWhatTheDeviceWasTold() {
        subscribed()
                .sleeps(600)
                .then(
                        crashed(),
                        read(stored(
                                StateName.ASLEEP,
                                600,
                                List.of(new StoredTopic(TOPIC_ID, TOPIC, true)),
                                List.of(SUBSCRIPTION))))
                .holds();
    }

    @Test
    void breaksWhenASleeperIsNotInTheStore() {
        story.connects(true).sleeps(600).then(crashed(), read()).breaks("not in the store");
    }

    @Test
    void breaksWhenTheSleepIsNotInTheStore() {
        story.connects(false)
                .sleeps(600)
                .then(crashed(), read(stored(StateName.ACTIVE, 0, List.of(), List.of())))
                .breaks("ACTIVE");
    }

    @Test
    void breaksWhenATopicIdIsMissingOrMeansAnotherName() {
        registered()
                .then(crashed(), read(stored(StateName.ACTIVE, 0, List.of(), List.of())))
                .breaks("topic id");
    }

    @Test
    void breaksWhenASubscriptionIsMissing() {
        subscribed()
                .then(
                        crashed(),
                        read(stored(StateName.ACTIVE, 0, List.of(new StoredTopic(TOPIC_ID, TOPIC, true)), List.of())))
                .breaks("subscribed");
    }

    @Test
    void letsWhatWasNotAnsweredYetBeMissing() {
        story.connects(false)
                .hears(new Register(0, 1, Octets.ofUtf8(TOPIC)))
                .then(crashed(), read(stored(StateName.ACTIVE, 0, List.of(), List.of())))
                .holds();
    }

    @Test
    void letsAnActiveDeviceWithACleanSessionBeForgotten() {
        story.connects(true).then(crashed(), read()).holds();
    }

    @Test
    void letsAnEndedSubscriptionBeGone() {
        subscribed()
                .hears(new Unsubscribe(2, NAMED))
                .then(
                        crashed(),
                        read(stored(StateName.ACTIVE, 0, List.of(new StoredTopic(TOPIC_ID, TOPIC, true)), List.of())))
                .holds();
    }

    @Test
    void breaksWhenTheRebuiltEngineDiffers() {
        StoredClient one = stored(StateName.ACTIVE, 0, List.of(), List.of(SUBSCRIPTION));
        StoredClient other = stored(StateName.ACTIVE, 0, List.of(), List.of());
        story.then(new WorldEvent.RestartCompared(ME, one, one)).holds();
        story.then(new WorldEvent.RestartCompared(ME, one, other)).breaks("subscriptions");
    }

    @Test
    void tellsInWhatARebuiltSessionDiffers() {
        StoredClient one = stored(StateName.ASLEEP, 600, List.of(), List.of(SUBSCRIPTION));
        StoredClient other = stored(StateName.ASLEEP, 600, List.of(), List.of());
        assertThat(RestartEqualsStore.difference(one, one)).isNull();
        assertThat(RestartEqualsStore.difference(one, other)).contains("subscriptions");
        assertThat(RestartEqualsStore.difference(one, stored(StateName.ACTIVE, 0, List.of(), List.of(SUBSCRIPTION))))
                .contains("state");
    }
}

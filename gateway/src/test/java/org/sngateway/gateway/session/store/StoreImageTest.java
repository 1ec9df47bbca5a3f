package org.sngateway.gateway.session.store;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredReceived;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredSubscription;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StoreImageTest {
    private static final StoredTopic TOPIC = new StoredTopic(7, "a/b", true);
    private static final StoredSubscription SUBSCRIPTION =
            new StoredSubscription("a/#", new TopicRef.Named(Octets.ofUtf8("a/#")), Qos.ONE, Qos.ONE);
    private static final StoredReceived RECEIVED = new StoredReceived(9, 99);

    private final StoreImage image = new StoreImage();

    @Test
    void recordIsReplacedAndTheRestStays() {
        apply(new StoreWrite.PutSession(session("d", 1)), new StoreWrite.PutTopic("d", TOPIC));
        apply(new StoreWrite.PutSession(session("d", 2)));

        assertThat(image.clients()).containsExactly(client(2, List.of(TOPIC), List.of(), List.of(), List.of()));
    }

    @Test
    void everythingOfADeviceGoesWithItsSession() {
        apply(
                new StoreWrite.PutSession(session("d", 1)),
                new StoreWrite.PutTopic("d", TOPIC),
                new StoreWrite.PutSubscription("d", SUBSCRIPTION),
                new StoreWrite.PutReceived("d", RECEIVED),
                new StoreWrite.PutSpooled("d", message(1)));
        assertThat(image.client("d"))
                .isEqualTo(client(
                        1,
                        List.of(TOPIC),
                        List.of(SUBSCRIPTION),
                        List.of(RECEIVED),
                        List.of(new StoredClient.SpoolEntry(1, 3 + 5 + SpooledMessage.OVERHEAD_OCTETS))));

        apply(new StoreWrite.DeleteSession("d"), new StoreWrite.PutSession(session("d", 3)));

        assertThat(image.clients()).containsExactly(client(3, List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void nothingIsKeptForADeviceWithoutSession() {
        apply(
                new StoreWrite.PutHeard("d", 5),
                new StoreWrite.PutTopic("d", TOPIC),
                new StoreWrite.PutSpooled("d", message(1)));

        assertThat(image.clients()).isEmpty();
        assertThat(image.spool("d", 0, 10)).isEmpty();
    }

    @Test
    void hearingMovesTheTimeAlone() {
        apply(new StoreWrite.PutSession(session("d", 1)), new StoreWrite.PutHeard("d", 8));

        assertThat(image.clients()).extracting(StoredClient::session).containsExactly(session("d", 8));
    }

    @Test
    void whatIsRemovedOneByOneIsGone() {
        apply(
                new StoreWrite.PutSession(session("d", 1)),
                new StoreWrite.PutTopic("d", TOPIC),
                new StoreWrite.PutSubscription("d", SUBSCRIPTION),
                new StoreWrite.PutReceived("d", RECEIVED),
                new StoreWrite.UnconfirmTopics("d"),
                new StoreWrite.DeleteSubscription("d", "a/#"),
                new StoreWrite.DeleteReceived("d", 9));

        assertThat(image.client("d"))
                .isEqualTo(client(1, List.of(new StoredTopic(7, "a/b", false)), List.of(), List.of(), List.of()));

        apply(
                new StoreWrite.PutSubscription("d", SUBSCRIPTION),
                new StoreWrite.PutReceived("d", RECEIVED),
                new StoreWrite.DeleteTopics("d"),
                new StoreWrite.DeleteSubscriptions("d"),
                new StoreWrite.DeleteAllReceived("d"));

        assertThat(image.client("d")).isEqualTo(client(1, List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void spoolIsReadInOrderFromAnId() {
        apply(
                new StoreWrite.PutSession(session("d", 1)),
                new StoreWrite.PutSpooled("d", message(3)),
                new StoreWrite.PutSpooled("d", message(1)),
                new StoreWrite.PutSpooled("d", message(2)),
                new StoreWrite.DeleteSpooled("d", 1));

        assertThat(image.spool("d", 0, 1)).containsExactly(message(2));
        assertThat(image.spool("d", 2, 9)).containsExactly(message(3));
        assertThat(image.lastSpoolId()).isEqualTo(3);
        assertThat(image.spoolCount()).isEqualTo(2);
        assertThat(image.spoolOctets()).isEqualTo(2 * (3 + 5 + SpooledMessage.OVERHEAD_OCTETS));
    }

    @Test
    void copyIsIndependent() {
        apply(new StoreWrite.PutSession(session("d", 1)), new StoreWrite.PutTopic("d", TOPIC));
        StoreImage copy = image.copy();
        apply(new StoreWrite.DeleteTopics("d"), new StoreWrite.PutSession(session("e", 1)));

        assertThat(copy.clients()).containsExactly(client(1, List.of(TOPIC), List.of(), List.of(), List.of()));
    }

    private void apply(StoreWrite... changes) {
        image.apply(List.of(changes));
    }

    private static StoredClient client(
            long sinceNanos,
            List<StoredTopic> topics,
            List<StoredSubscription> subscriptions,
            List<StoredReceived> received,
            List<StoredClient.SpoolEntry> spool) {
        return new StoredClient(session("d", sinceNanos), topics, subscriptions, received, spool, List.of());
    }

    private static StoredSession session(String clientId, long sinceNanos) {
        return new StoredSession(
                clientId, false, StateName.ASLEEP, sinceNanos, 300, 60, null, 7, 12, StoredWill.NONE, null);
    }

    private static SpooledMessage message(long id) {
        return new SpooledMessage(id, new OutgoingPublish("a/b", Octets.ofUtf8("hello"), Qos.ONE, false), 100 + id);
    }
}

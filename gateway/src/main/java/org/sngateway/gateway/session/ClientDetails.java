package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StoredTopic;
import org.sngateway.gateway.session.port.StoredWill;
import org.sngateway.gateway.session.view.ClientDetail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the copy of a whole session that others see. Its size is bounded by the limits of what a session may hold. */
final class ClientDetails {
    private ClientDetails() {}

    /** Of predefined topics only those that the configuration does not have any more: the others are found elsewhere. */
    static ClientDetail of(Session session, long nowNanos) {
        return new ClientDetail(
                ClientRows.of(session, nowNanos),
                subscriptions(session),
                topics(session),
                queue(session),
                will(session));
    }

    private static List<ClientDetail.Subscription> subscriptions(Session session) {
        List<ClientDetail.Subscription> copies = new ArrayList<>();
        for (Subscriptions.Subscription each : session.subscriptions().all()) {
            int qos = each.granted() == Qos.MINUS_ONE
                    ? ClientDetail.Subscription.NOT_GRANTED
                    : each.granted().bits();
            copies.add(new ClientDetail.Subscription(each.filter(), qos, topicId(session, each)));
        }
        copies.sort(Comparator.comparing(ClientDetail.Subscription::filter));
        return copies;
    }

    private static int topicId(Session session, Subscriptions.Subscription subscription) {
        int given = subscription.topic().wireId();
        TopicRegistry.Entry registered = session.topics().byName(subscription.filter());
        return given != 0 || registered == null ? given : registered.id;
    }

    private static List<ClientDetail.Topic> topics(Session session) {
        List<ClientDetail.Topic> copies = new ArrayList<>();
        for (StoredTopic each : session.topics().stored()) {
            TopicRegistry.Entry entry = session.topics().byId(each.id());
            copies.add(new ClientDetail.Topic(each.id(), each.name(), false, entry != null && entry.confirmed));
        }
        session.predefined().former().forEach((id, name) -> copies.add(new ClientDetail.Topic(id, name, true, true)));
        return copies;
    }

    private static List<ClientDetail.QueueItem> queue(Session session) {
        List<ClientDetail.QueueItem> copies = new ArrayList<>();
        for (DownlinkItem item : session.downlink().waiting()) {
            copies.add(new ClientDetail.QueueItem(
                    item.number,
                    item.delivery.topic(),
                    item.delivery.qos().bits(),
                    item.delivery.retain(),
                    item.delivery.payload().length(),
                    item.arrivedNanos,
                    item.expiresNanos,
                    item.attempts,
                    item.wasSent(),
                    item.command == null ? ClientDetail.Source.BROKER : ClientDetail.Source.COMMAND,
                    session.downlink().queue().keepsLatest(item)));
        }
        return copies;
    }

    private static ClientDetail.@Nullable WillTopic will(Session session) {
        StoredWill will = session.storedWill();
        return will.topic() == null
                ? null
                : new ClientDetail.WillTopic(will.topic(), will.qos().bits(), will.retain());
    }
}

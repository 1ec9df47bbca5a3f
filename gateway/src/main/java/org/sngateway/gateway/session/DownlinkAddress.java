package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.DownlinkCommand;

/** Decides how a topic name is addressed towards a device (SN12-PUBG-02). */
final class DownlinkAddress {
    private DownlinkAddress() {}

    /**
     * How to address a name.
     *
     * @param topic ready to be used, or {@code null}
     * @param unconfirmed the id to REGISTER first when {@code topic} is {@code null}; both null: no id is left
     */
    record Choice(@Nullable TopicRef topic, TopicRegistry.@Nullable Entry unconfirmed) {}

    static Choice of(DownlinkItem item, Session session) {
        DownlinkCommand command = item.command;
        String name = item.delivery.topic();
        if (command != null
                && command.predefinedId() != DownlinkCommand.BY_NAME
                && name.equals(session.predefined().nameOf(command.predefinedId()))) {
            return new Choice(new TopicRef.Predefined(command.predefinedId()), null);
        }
        return of(name, session);
    }

    static Choice of(String name, Session session) {
        Subscriptions.Subscription exact = session.subscriptions().get(name);
        // What the id stands for may have changed since the device subscribed with it.
        if (exact != null
                && exact.topic() instanceof TopicRef.Predefined predefined
                && name.equals(session.predefined().nameOf(predefined.id()))) {
            return new Choice(exact.topic(), null);
        }
        if (exact != null && exact.topic() instanceof TopicRef.ShortName) {
            return new Choice(exact.topic(), null);
        }
        TopicRegistry.Entry entry = session.topics().byName(name);
        if (entry != null && entry.confirmed) {
            return new Choice(new TopicRef.Normal(entry.id), null);
        }
        if (exact == null && matchesShortSubscription(name, session)) {
            Octets octets = Octets.ofUtf8(name);
            return new Choice(new TopicRef.ShortName(octets.at(0) << 8 | octets.at(1)), null);
        }
        return new Choice(null, entry != null ? entry : session.topics().register(name));
    }

    /** A two-octet wildcard subscribed as a short name: what it matches can be short as well. */
    private static boolean matchesShortSubscription(String name, Session session) {
        if (Octets.ofUtf8(name).length() != 2) {
            return false;
        }
        for (Subscriptions.Subscription subscription : session.subscriptions().all()) {
            if (subscription.topic() instanceof TopicRef.ShortName
                    && TopicNames.matchesMany(subscription.filter())
                    && TopicFilters.matches(subscription.filter(), name)) {
                return true;
            }
        }
        return false;
    }
}

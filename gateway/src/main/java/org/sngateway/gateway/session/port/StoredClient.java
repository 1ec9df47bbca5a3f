package org.sngateway.gateway.session.port;

import java.util.List;

/**
 * Everything that a {@link SessionStore} has of one device, as it is read at the start.
 *
 * @param topics in the order of their ids
 * @param spool in the order of their ids; without the messages themselves
 * @param commands in the order of their numbers
 */
public record StoredClient(
        StoredSession session,
        List<StoredTopic> topics,
        List<StoredSubscription> subscriptions,
        List<StoredReceived> received,
        List<SpoolEntry> spool,
        List<StoredCommand> commands) {

    /** A spooled message that stays where it is until its turn comes. */
    public record SpoolEntry(long id, int octets) {}
}

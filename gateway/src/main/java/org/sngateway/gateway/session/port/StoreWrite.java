package org.sngateway.gateway.session.port;

/** One change to what is stored. Every change names its device; what a device has is removed with its session. */
public sealed interface StoreWrite {

    String clientId();

    /** Makes or replaces the session's own record; its topics and the rest stay as they are. */
    record PutSession(StoredSession session) implements StoreWrite {
        @Override
        public String clientId() {
            return session.clientId();
        }
    }

    /** The sleeping device was heard; replaces {@link StoredSession#sinceNanos}. Nothing when there is no session. */
    record PutHeard(String clientId, long sinceNanos) implements StoreWrite {}

    /** Removes the session with everything that belongs to it, spooled messages as well. */
    record DeleteSession(String clientId) implements StoreWrite {}

    /** Makes or replaces one topic id. */
    record PutTopic(String clientId, StoredTopic topic) implements StoreWrite {}

    /** Marks all topic ids of the device as not confirmed. */
    record UnconfirmTopics(String clientId) implements StoreWrite {}

    record DeleteTopics(String clientId) implements StoreWrite {}

    /** Makes or replaces the subscription of this filter. */
    record PutSubscription(String clientId, StoredSubscription subscription) implements StoreWrite {}

    record DeleteSubscription(String clientId, String filter) implements StoreWrite {}

    record DeleteSubscriptions(String clientId) implements StoreWrite {}

    /** A QoS 2 message was received under this id and not released yet. */
    record PutReceived(String clientId, StoredReceived received) implements StoreWrite {}

    record DeleteReceived(String clientId, int msgId) implements StoreWrite {}

    record DeleteAllReceived(String clientId) implements StoreWrite {}

    record PutSpooled(String clientId, SpooledMessage message) implements StoreWrite {}

    record DeleteSpooled(String clientId, long id) implements StoreWrite {}
}

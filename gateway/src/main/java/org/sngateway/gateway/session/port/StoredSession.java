package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;

/**
 * The record of one session: what there is one of. Times are the engine's, which are nanoseconds since 1970.
 *
 * @param state DISCONNECTED, ACTIVE, ASLEEP or LOST: what the device counts on. A device in the midst of a CONNECT is in
 *     the state before it, one that is awake counts as asleep
 * @param sinceNanos DISCONNECTED and LOST: since when. ASLEEP: when it was last heard, or its wake ended. ACTIVE: a time at
 *     which it was heard, not necessarily the last
 * @param sleepSeconds ASLEEP: the duration that it announced, else 0
 * @param keepAliveSeconds as promised in the last CONNECT
 * @param peer where the device was last; {@code null} when somebody else is there since
 * @param lastTopicId the last topic id that was assigned, which outlives a clean session
 * @param lastMsgId the last message id of the gateway's own exchanges that may have been used; they go round
 * @param will what the device told of its Will, armed or not
 * @param owedWill the Will of a lost device that could not be published yet
 */
public record StoredSession(
        String clientId,
        boolean cleanSession,
        StateName state,
        long sinceNanos,
        int sleepSeconds,
        int keepAliveSeconds,
        @Nullable Peer peer,
        int lastTopicId,
        int lastMsgId,
        StoredWill will,
        @Nullable Will owedWill) {}

package org.sngateway.gateway.session;

/** Where a session's leg to the broker stands; an axis of its own beside {@link SessionState}. */
enum UpstreamState {
    /** Not wanted. */
    CLOSED,
    /** Lost or refused; to be tried again later. */
    DOWN,
    /** Wants a slot to connect. */
    WAITING,
    CONNECTING,
    UP
}

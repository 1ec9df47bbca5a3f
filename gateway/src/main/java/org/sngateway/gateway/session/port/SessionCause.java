package org.sngateway.gateway.session.port;

/** Why a session changed its state; stable names for logs and metrics. */
public enum SessionCause {
    CONNECT,
    REFUSED,
    HANDSHAKE_TIMEOUT,
    DISCONNECT,
    SLEEP,
    WAKE,
    DRAINED,
    NO_ANSWER,
    KEEP_ALIVE_EXPIRED,
    SLEEP_EXPIRED,
    ADDRESS_TAKEN,
    BROKER_GONE,
    BROKER_REFUSED,
    SESSION_EXPIRED,
    /** An operator ended the connection. */
    KICKED,
    /** An operator ended the session. */
    FORGOTTEN,
    /** The configuration was changed, and does not let the device in any more. */
    NOT_ALLOWED,
    INTERNAL_ERROR
}

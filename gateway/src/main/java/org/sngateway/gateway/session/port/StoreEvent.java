package org.sngateway.gateway.session.port;

import java.util.List;

/** What a {@link SessionStore} reports. */
public sealed interface StoreEvent {

    /** All that was appended up to this number is durable. Numbers may be skipped, and never go back. */
    record Committed(long sequence) implements StoreEvent {}

    /** The answer to {@link SessionStore#readSpool}; answers come in the order of the questions. */
    record SpoolRead(String clientId, List<SpooledMessage> messages) implements StoreEvent {}
}

package org.sngateway.gateway.session.port;

/** The engine's end of a leg: an opaque address that the adapter puts on every {@link BrokerEvent} of that leg. */
public interface LegOwner {}

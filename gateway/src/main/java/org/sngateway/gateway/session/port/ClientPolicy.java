package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;

/** Decides who may connect. */
public interface ClientPolicy {

    /** The profile of a device, or {@code null} when it may not connect. */
    @Nullable
    ClientProfile profileOf(String clientId, Peer peer);
}

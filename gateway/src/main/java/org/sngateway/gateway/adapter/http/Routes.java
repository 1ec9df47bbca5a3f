package org.sngateway.gateway.adapter.http;

import io.vertx.ext.web.Router;

/**
 * A group of addresses below {@code /api/v1}, or of pages. What reaches its handlers has passed the limits and the check of
 * the token; a body has been read.
 */
public interface Routes {

    /** Adds its addresses. Called once, before the port is open. */
    void mount(Router router, EventStreams streams);
}

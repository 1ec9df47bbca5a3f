package org.sngateway.gateway.adapter.http;

import io.vertx.ext.web.Router;

/** The description of the interface, for programs and for people. */
public final class DocumentRoutes implements Routes {

    @Override
    public void mount(Router router, EventStreams streams) {
        router.get("/api/v1/openapi.json").handler(context -> {
            if (StatusRoutes.hasNoParameters(context)) {
                Answers.send(context, 200, Answers.JSON, ApiDocument.octets());
            }
        });
    }
}

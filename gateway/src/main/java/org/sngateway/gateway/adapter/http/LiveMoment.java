package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.ViewChanges;
import org.sngateway.gateway.view.json.ChronicleJson;
import org.sngateway.gateway.view.json.ClientJson;
import org.sngateway.gateway.view.json.StatusJson;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * One view, and what is to be said about it: written once for all readers who want the same. Made and asked by the worker's
 * thread; immutable for who only looks at the view and the status.
 */
final class LiveMoment {
    private static final byte[] NOTHING = {};

    private final GatewayView view;
    private final GatewayStatus status;
    private final IdentityHashMap<GatewayView, byte[]> changesSince = new IdentityHashMap<>();
    private byte @Nullable [] statusJson;

    LiveMoment(GatewayView view, LiveSources sources) {
        this.view = view;
        this.status = sources.status().apply(view);
    }

    /** Whether the status says something else than at that moment, apart from what changes all the time. */
    boolean hasOtherStatusThan(LiveMoment before) {
        return !steady(status).equals(steady(before.status));
    }

    /** All of it but the clock and the memory. */
    private static Object steady(GatewayStatus status) {
        return List.of(
                status.notReadyReason(),
                status.listeners(),
                status.broker(),
                status.sums(),
                status.traffic(),
                status.storage());
    }

    byte[] status() {
        byte[] known = statusJson;
        if (known == null) {
            known = Json.of(json -> StatusJson.write(json, status));
            statusJson = known;
        }
        return known;
    }

    /** The rows that have changed since that moment; empty when there are none. */
    byte[] changesSince(LiveMoment before, @Nullable String clientId) {
        if (clientId != null) {
            return json(ViewChanges.between(before.view, view, clientId));
        }
        return changesSince.computeIfAbsent(before.view, old -> json(ViewChanges.between(old, view)));
    }

    private byte[] json(ViewChanges changes) {
        if (changes.isEmpty()) {
            return NOTHING;
        }
        return Json.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("changed");
            for (ClientRow row : changes.changed()) {
                ClientJson.write(json, row);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("gone");
            for (String gone : changes.gone()) {
                json.writeString(gone);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Everything that the reader wants to see to begin with. */
    byte[] snapshot(LiveQuery query, List<GatewayEvent> events) {
        return Json.of(json -> {
            json.writeStartObject();
            if (query.wants(LiveQuery.Type.STATUS)) {
                json.writeFieldName("status");
                StatusJson.write(json, status);
            }
            if (query.wants(LiveQuery.Type.CLIENTS)) {
                json.writeArrayFieldStart("clients");
                writeRows(json, query.clientId());
                json.writeEndArray();
            }
            if (query.wants(LiveQuery.Type.EVENT)) {
                json.writeArrayFieldStart("events");
                for (GatewayEvent event : events) {
                    ChronicleJson.event(json, event);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private void writeRows(JsonGenerator json, @Nullable String clientId) throws IOException {
        if (clientId == null) {
            for (ClientRow row : view.clients().values()) {
                ClientJson.write(json, row);
            }
            return;
        }
        ClientRow row = view.client(clientId);
        if (row != null) {
            ClientJson.write(json, row);
        }
    }
}

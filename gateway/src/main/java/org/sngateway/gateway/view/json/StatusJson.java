package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.LegState;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.Sums;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The status of the gateway as one JSON object, and its parts. */
public final class StatusJson {
    private StatusJson() {}

    public static void write(JsonGenerator json, GatewayStatus status) throws IOException {
        json.writeStartObject();
        json.writeFieldName("gateway");
        gateway(json, status.gateway());
        json.writeBooleanField("ready", status.notReadyReason().isEmpty());
        json.writeStringField("not_ready_reason", status.notReadyReason());
        json.writeFieldName("listeners");
        listeners(json, status);
        json.writeFieldName("broker");
        broker(json, status);
        json.writeFieldName("clients");
        clients(json, status.sums());
        json.writeFieldName("queue");
        queue(json, status.sums());
        json.writeFieldName("traffic");
        traffic(json, status.traffic());
        json.writeFieldName("storage");
        storage(json, status.storage());
        json.writeFieldName("memory");
        json.writeStartObject();
        json.writeNumberField("heap_used_bytes", status.memory().heapUsedOctets());
        json.writeNumberField("heap_max_bytes", status.memory().heapMaxOctets());
        json.writeEndObject();
        json.writeEndObject();
    }

    public static void gateway(JsonGenerator json, GatewayStatus.Identity gateway) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", gateway.name());
        json.writeStringField("version", gateway.version());
        json.writeNumberField("gw_id", gateway.gwId());
        json.writeArrayFieldStart("protocols");
        for (String protocol : gateway.protocols()) {
            json.writeString(protocol);
        }
        json.writeEndArray();
        json.writeStringField("mode", gateway.mode());
        json.writeStringField("runtime", gateway.runtime());
        Fields.time(json, "started", gateway.startedNanos());
        json.writeNumberField("uptime_s", gateway.uptimeSeconds());
        json.writeEndObject();
    }

    /** An array of all listeners. */
    public static void listeners(JsonGenerator json, GatewayStatus status) throws IOException {
        json.writeStartArray();
        for (GatewayStatus.Listener listener : status.listeners()) {
            json.writeStartObject();
            json.writeStringField("name", listener.name());
            json.writeStringField("transport", listener.transport());
            json.writeStringField("address", listener.address());
            json.writeNumberField("received_datagrams", listener.receivedDatagrams());
            json.writeNumberField("sent_datagrams", listener.sentDatagrams());
            json.writeNumberField("received_bytes", listener.receivedOctets());
            json.writeNumberField("sent_bytes", listener.sentOctets());
            Fields.decimal(json, "received_per_s", listener.receivedPerSecond());
            Fields.decimal(json, "sent_per_s", listener.sentPerSecond());
            groups(json, listener.groups());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void groups(JsonGenerator json, List<GatewayStatus.Group> groups) throws IOException {
        json.writeArrayFieldStart("groups");
        for (GatewayStatus.Group group : groups) {
            json.writeStartObject();
            json.writeStringField("group", group.address());
            json.writeArrayFieldStart("interfaces");
            for (String name : group.interfaces()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("problem", group.problem());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    public static void broker(JsonGenerator json, GatewayStatus status) throws IOException {
        GatewayStatus.Broker broker = status.broker();
        json.writeStartObject();
        json.writeStringField("url", broker.url());
        json.writeStringField("state", Fields.word(broker.state()));
        Fields.time(json, "since", broker.sinceNanos());
        json.writeStringField("detail", broker.detail());
        json.writeObjectFieldStart("legs");
        for (LegState leg : LegState.values()) {
            json.writeNumberField(Fields.word(leg), status.sums().byLeg().getOrDefault(leg, 0));
        }
        json.writeEndObject();
        json.writeNumberField("spooled_messages", broker.spooledMessages());
        Fields.time(json, "spooled_oldest", broker.spooledOldestNanos());
        json.writeEndObject();
    }

    private static void clients(JsonGenerator json, Sums sums) throws IOException {
        json.writeStartObject();
        json.writeNumberField("total", sums.clients());
        for (StateName state : StateName.values()) {
            json.writeNumberField(Fields.word(state), sums.byState().getOrDefault(state, 0));
        }
        json.writeNumberField("overdue", sums.overdue());
        json.writeEndObject();
    }

    private static void queue(JsonGenerator json, Sums sums) throws IOException {
        json.writeStartObject();
        json.writeNumberField("messages", sums.queued());
        json.writeNumberField("bytes", sums.queuedOctets());
        json.writeNumberField("clients", sums.queues());
        Fields.time(json, "oldest", sums.oldestNanos());
        Fields.time(json, "next_wake", sums.nextWakeNanos());
        json.writeEndObject();
    }

    private static void traffic(JsonGenerator json, GatewayStatus.Traffic traffic) throws IOException {
        json.writeStartObject();
        json.writeNumberField("uplinks", traffic.uplinks());
        json.writeNumberField("downlinks", traffic.downlinks());
        json.writeNumberField("retransmissions", traffic.retransmissions());
        json.writeObjectFieldStart("dropped");
        for (Map.Entry<String, Long> reason : traffic.dropped().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        Fields.decimal(json, "uplinks_per_s", traffic.uplinksPerSecond());
        Fields.decimal(json, "downlinks_per_s", traffic.downlinksPerSecond());
        Fields.decimal(json, "retransmission_percent", percent(traffic.retransmissions(), traffic.sent()));
        json.writeEndObject();
    }

    /** Of what was sent, how much was sent again; 0 when nothing was. */
    static double percent(long retransmissions, long sent) {
        return sent == 0 ? 0 : 100.0 * retransmissions / sent;
    }

    private static void storage(JsonGenerator json, GatewayStatus.Storage storage) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("enabled", storage.enabled());
        json.writeBooleanField("healthy", storage.healthy());
        json.writeFieldName("written_bytes");
        if (storage.writtenOctets() < 0) {
            json.writeNull();
        } else {
            json.writeNumber(storage.writtenOctets());
        }
        json.writeEndObject();
    }
}

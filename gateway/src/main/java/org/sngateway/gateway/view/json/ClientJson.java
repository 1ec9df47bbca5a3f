package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;

import java.io.IOException;

/** A device's session as one JSON object, and its parts. */
public final class ClientJson {
    private static final String VERSION = "1.2";

    private ClientJson() {}

    public static void write(JsonGenerator json, ClientRow row) throws IOException {
        json.writeStartObject();
        fields(json, row);
        json.writeEndObject();
    }

    /** What the row says, into an object that has begun. */
    public static void fields(JsonGenerator json, ClientRow row) throws IOException {
        json.writeStringField("client_id", row.clientId());
        standing(json, row);
        backlog(json, row);
        address(json, row.connection().peer());
        connection(json, row);
        traffic(json, row.traffic());
    }

    private static void standing(JsonGenerator json, ClientRow row) throws IOException {
        ClientRow.Standing standing = row.standing();
        json.writeStringField("state", Fields.word(standing.state()));
        Fields.time(json, "since", standing.sinceNanos());
        Fields.time(json, "last_seen", standing.heardNanos());
        Fields.time(json, "next_expected", standing.nextExpectedNanos());
        json.writeNumberField("missed", standing.missed());
        json.writeBooleanField("overdue", standing.isOverdue());
    }

    private static void backlog(JsonGenerator json, ClientRow row) throws IOException {
        ClientRow.Backlog backlog = row.backlog();
        boolean waitsForWake = row.standing().state() == StateName.ASLEEP && backlog.buffered() > 0;
        json.writeNumberField("queued", backlog.buffered());
        json.writeNumberField("queued_bytes", backlog.bufferedOctets());
        Fields.time(json, "queued_oldest", backlog.oldestNanos());
        Fields.time(json, "delivery_expected", waitsForWake ? row.standing().expectedNanos() : ClientRow.NONE);
        json.writeNumberField("spooled", backlog.spooled());
        json.writeNumberField("uplinks_under_way", backlog.uplinksUnderWay());
    }

    private static void address(JsonGenerator json, @Nullable Peer peer) throws IOException {
        Peer.Forwarded forwarded = peer instanceof Peer.Forwarded behind ? behind : null;
        Fields.text(json, "address", peer == null ? null : peer.text());
        Fields.text(
                json,
                "forwarder",
                forwarded == null ? null : forwarded.forwarder().text());
        Fields.text(json, "node", forwarded == null ? null : forwarded.node());
        json.writeStringField("version", VERSION);
    }

    private static void connection(JsonGenerator json, ClientRow row) throws IOException {
        ClientRow.Connection connection = row.connection();
        json.writeBooleanField("clean_session", connection.clean());
        json.writeNumberField("keep_alive_s", connection.keepAliveSeconds());
        json.writeNumberField("sleep_s", connection.sleepSeconds());
        json.writeNumberField("expect_every_s", row.standing().every().seconds());
        json.writeStringField("upstream", Fields.word(connection.upstream()));
        json.writeNumberField("topics", connection.topics());
        json.writeNumberField("subscriptions", connection.subscriptions());
    }

    private static void traffic(JsonGenerator json, ClientTraffic traffic) throws IOException {
        json.writeNumberField("uplinks", traffic.publishesUp());
        json.writeNumberField("downlinks", traffic.publishesDown());
        json.writeNumberField("datagrams_up", traffic.datagramsUp());
        json.writeNumberField("datagrams_down", traffic.datagramsDown());
        json.writeNumberField("bytes_up", traffic.octetsUp());
        json.writeNumberField("bytes_down", traffic.octetsDown());
        json.writeNumberField("retransmissions", traffic.retransmissions());
        Fields.decimal(json, "retransmission_percent", traffic.retransmissionPercent());
        Fields.decimal(json, "bytes_per_uplink", traffic.octetsPerUplink());
        Fields.decimal(json, "datagrams_per_uplink", traffic.datagramsPerUplink());
        json.writeNumberField("address_changes", traffic.addressChanges());
        json.writeNumberField("connects", traffic.connects());
    }

    /** The field {@code will}: where it would be published, not what. */
    public static void will(JsonGenerator json, ClientDetail detail) throws IOException {
        ClientDetail.WillTopic will = detail.will();
        json.writeFieldName("will");
        if (will == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("topic", will.topic());
        json.writeNumberField("qos", will.qos());
        json.writeBooleanField("retain", will.retain());
        json.writeEndObject();
    }

    public static void subscriptions(JsonGenerator json, ClientDetail detail) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("subscriptions");
        for (ClientDetail.Subscription subscription : detail.subscriptions()) {
            json.writeStartObject();
            json.writeStringField("filter", subscription.filter());
            orNull(json, "qos", subscription.qos(), ClientDetail.Subscription.NOT_GRANTED);
            orNull(json, "topic_id", subscription.topicId(), 0);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void orNull(JsonGenerator json, String name, int value, int none) throws IOException {
        json.writeFieldName(name);
        if (value == none) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    public static void topics(JsonGenerator json, ClientDetail detail) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("topics");
        for (ClientDetail.Topic topic : detail.topics()) {
            json.writeStartObject();
            json.writeNumberField("topic_id", topic.topicId());
            json.writeStringField("topic", topic.name());
            json.writeStringField("type", topic.predefined() ? "predefined" : "registered");
            json.writeBooleanField("confirmed", topic.confirmed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    public static void queue(JsonGenerator json, ClientDetail detail) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("queue");
        for (ClientDetail.QueueItem item : detail.queue()) {
            json.writeStartObject();
            json.writeNumberField("n", item.number());
            json.writeStringField("topic", item.topic());
            json.writeNumberField("qos", item.qos());
            json.writeBooleanField("retain", item.retain());
            json.writeNumberField("bytes", item.octets());
            Fields.time(json, "queued_at", item.queuedNanos());
            Fields.time(json, "expires", item.expiresNanos());
            json.writeNumberField("attempts", item.transmissions());
            json.writeBooleanField("in_flight", item.inFlight());
            json.writeStringField("source", Fields.word(item.source()));
            json.writeBooleanField("keep_latest", item.keepLatest());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

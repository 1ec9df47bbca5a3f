package org.sngateway.gateway.homeassistant;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.HomeAssistantConfig.DeviceRule;
import org.sngateway.gateway.config.HomeAssistantConfig.Entity;
import org.sngateway.gateway.config.HomeAssistantConfig.Field;
import org.sngateway.gateway.config.HomeAssistantConfig.Label;
import org.sngateway.gateway.config.HomeAssistantConfig.Platform;
import org.sngateway.gateway.homeassistant.Readings.Reading;
import org.sngateway.gateway.status.StatusTopics;
import org.sngateway.gateway.status.Text;
import org.sngateway.gateway.status.TopicPath;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the messages: one for each device, one for the gateway
 * (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload). Nothing that a device says of itself
 * becomes part of a template.
 */
final class DiscoveryMessages {
    static final String FLUSH = "flush";

    private static final String DEVICE = "/device/";
    private static final String BUTTON = "button";
    private static final String AVAILABILITY = "availability";
    private static final String DIAGNOSTIC = "diagnostic";
    private static final Label UNMAPPED = new Label("{client_id}", "", "", "");

    /** A message may be missed, and the one after it be late by a tenth of both. */
    private static final int EXPIRE_TENTHS = 22;

    private final DiscoveryTopics topics;

    DiscoveryMessages(DiscoveryTopics topics) {
        this.topics = topics;
    }

    /**
     * What a device's message depends on.
     *
     * @param rule {@code null} when none is for it
     * @param everySeconds how often it is to be heard; 0 when nobody knows
     */
    record Facts(String clientId, @Nullable DeviceRule rule, int everySeconds) {}

    String gatewayTopic() {
        return topic(ObjectId.ofGateway(topics.gatewayName()));
    }

    String topic(Facts facts) {
        return clientTopic(facts.clientId());
    }

    String clientTopic(String clientId) {
        return topic(ObjectId.ofClient(topics.gatewayName(), clientId));
    }

    private String topic(String objectId) {
        return topics.discoveryPrefix() + DEVICE + objectId + "/config";
    }

    /** Whether this is the topic of such a message. */
    boolean isOne(String topic) {
        return topic.startsWith(topics.discoveryPrefix() + DEVICE);
    }

    /** The entities of a device by their keys, each with its platform. */
    Map<String, String> components(Facts facts) {
        Map<String, String> components = new LinkedHashMap<>();
        for (Entity entity : entities(facts)) {
            components.put(entity.key(), entity.platform().word());
        }
        Readings.DEVICE.forEach(reading -> components.put(reading.key(), reading.platform()));
        if (topics.requests()) {
            components.put(FLUSH, BUTTON);
        }
        return components;
    }

    /** Those whose topics a device of this client id can have. */
    private List<Entity> entities(Facts facts) {
        DeviceRule rule = facts.rule();
        return rule == null
                ? List.of()
                : rule.entities().stream()
                        .filter(entity -> deviceTopic(entity.stateTopic(), facts) != null
                                && deviceTopic(entity.commandTopic(), facts) != null)
                        .toList();
    }

    private @Nullable String deviceTopic(String template, Facts facts) {
        return template.isEmpty() ? "" : TopicTemplate.of(template, topics.topicPrefix(), facts.clientId());
    }

    /**
     * The message about a device.
     *
     * @param removed entities that it had before, which are told with nothing but their platform: so Home Assistant removes
     *     them
     */
    String device(Facts facts, Map<String, String> removed) {
        String objectId = ObjectId.ofClient(topics.gatewayName(), facts.clientId());
        return Text.json(json -> {
            json.writeStartObject();
            deviceInfo(json, facts, objectId);
            origin(json);
            availability(json, topics.ofClient(facts.clientId(), AVAILABILITY));
            json.writeStringField("availability_mode", "all");
            json.writeObjectFieldStart("components");
            for (Entity entity : entities(facts)) {
                if (!removed.containsKey(entity.key())) {
                    entity(json, entity, facts);
                }
            }
            for (Reading reading : Readings.DEVICE) {
                if (!removed.containsKey(reading.key())) {
                    reading(json, reading, objectId, topics.ofClient(facts.clientId(), "status"));
                }
            }
            if (topics.requests() && !removed.containsKey(FLUSH)) {
                flush(json, facts, objectId);
            }
            for (Map.Entry<String, String> gone : removed.entrySet()) {
                json.writeObjectFieldStart(gone.getKey());
                json.writeStringField("platform", gone.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private void deviceInfo(JsonGenerator json, Facts facts, String objectId) throws IOException {
        DeviceRule rule = facts.rule();
        Label label = rule == null ? UNMAPPED : rule.label();
        json.writeObjectFieldStart("device");
        identifiers(json, objectId);
        json.writeStringField("name", label.name().replace("{client_id}", shown(facts.clientId())));
        said(json, "manufacturer", label.manufacturer());
        said(json, "model", label.model());
        said(json, "suggested_area", label.area());
        json.writeStringField("via_device", ObjectId.ofGateway(topics.gatewayName()));
        json.writeEndObject();
    }

    /** What a screen would not show is escaped. */
    private static String shown(String clientId) {
        boolean isPlain = clientId.codePoints().noneMatch(Character::isISOControl);
        return isPlain ? clientId : TopicPath.level(clientId);
    }

    private static void identifiers(JsonGenerator json, String objectId) throws IOException {
        json.writeArrayFieldStart("identifiers");
        json.writeString(objectId);
        json.writeEndArray();
    }

    private static void said(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private void origin(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("origin");
        json.writeStringField("name", "sn-gateway");
        json.writeStringField("sw_version", topics.version());
        json.writeEndObject();
    }

    /** The gateway is there, and what says so itself on {@code more}. */
    private void availability(JsonGenerator json, String... more) throws IOException {
        json.writeArrayFieldStart(AVAILABILITY);
        json.writeStartObject();
        json.writeStringField("topic", StatusTopics.stateTopic(topics.base()));
        json.writeStringField("value_template", "{{ value_json.state }}");
        json.writeEndObject();
        for (String topic : more) {
            json.writeStartObject();
            json.writeStringField("topic", topic);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void entity(JsonGenerator json, Entity entity, Facts facts) throws IOException {
        String objectId = ObjectId.ofClient(topics.gatewayName(), facts.clientId());
        begin(json, entity.key(), entity.platform().word(), objectId);
        for (Field field : entity.fields()) {
            value(json, field.name(), field.value());
        }
        said(json, "state_topic", String.valueOf(deviceTopic(entity.stateTopic(), facts)));
        said(json, "command_topic", String.valueOf(deviceTopic(entity.commandTopic(), facts)));
        long expireSeconds = expireSeconds(entity, facts.everySeconds());
        if (expireSeconds > 0) {
            json.writeNumberField("expire_after", expireSeconds);
        }
        json.writeEndObject();
    }

    private static long expireSeconds(Entity entity, int everySeconds) {
        Duration after = entity.expireAfter();
        if (!after.equals(Entity.AUTO)) {
            return after.toSeconds();
        }
        // A binary sensor tells of a change: that it is silent says nothing about its value.
        return entity.platform() == Platform.SENSOR ? (long) everySeconds * EXPIRE_TENTHS / 10 : 0;
    }

    private static void begin(JsonGenerator json, String key, String platform, String objectId) throws IOException {
        json.writeObjectFieldStart(key);
        json.writeStringField("platform", platform);
        json.writeStringField("unique_id", objectId + "_" + key);
    }

    private static void value(JsonGenerator json, String name, Object value) throws IOException {
        json.writeFieldName(name);
        if (value instanceof List<?> texts) {
            json.writeStartArray();
            for (Object text : texts) {
                json.writeString(text.toString());
            }
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    /** Shown while the gateway is there: of a device that is not, they are what one wants to know. */
    private void reading(JsonGenerator json, Reading reading, String objectId, String topic) throws IOException {
        begin(json, reading.key(), reading.platform(), objectId);
        json.writeStringField("name", reading.name());
        json.writeStringField("entity_category", DIAGNOSTIC);
        for (Map.Entry<String, Object> field : new TreeMap<>(reading.more()).entrySet()) {
            value(json, field.getKey(), field.getValue());
        }
        json.writeStringField("state_topic", topic);
        json.writeStringField("value_template", reading.template());
        availability(json);
        json.writeEndObject();
    }

    private void flush(JsonGenerator json, Facts facts, String objectId) throws IOException {
        begin(json, FLUSH, BUTTON, objectId);
        json.writeStringField("name", "Drop waiting messages");
        json.writeStringField("entity_category", "config");
        json.writeStringField("command_topic", topics.base() + "/request/client/flush");
        json.writeStringField("payload_press", Text.json(request -> {
            request.writeStartObject();
            request.writeStringField("client_id", facts.clientId());
            request.writeEndObject();
        }));
        json.writeNumberField("qos", 1);
        availability(json);
        json.writeEndObject();
    }

    /** The message about the gateway. */
    String gateway() {
        String objectId = ObjectId.ofGateway(topics.gatewayName());
        return Text.json(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("device");
            identifiers(json, objectId);
            json.writeStringField("name", "sn-gateway " + topics.gatewayName());
            json.writeStringField("model", "MQTT-SN gateway");
            json.writeStringField("sw_version", topics.version());
            json.writeEndObject();
            origin(json);
            json.writeObjectFieldStart("components");
            connection(json, objectId);
            for (Reading reading : Readings.GATEWAY) {
                reading(json, reading, objectId, topics.base() + "/health");
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** Whether the gateway is there, and so never unavailable itself. */
    private void connection(JsonGenerator json, String objectId) throws IOException {
        begin(json, "connection", "binary_sensor", objectId);
        json.writeStringField("name", "Connection");
        json.writeStringField("device_class", "connectivity");
        json.writeStringField("entity_category", DIAGNOSTIC);
        json.writeStringField("state_topic", StatusTopics.stateTopic(topics.base()));
        json.writeStringField("value_template", "{{ value_json.state }}");
        json.writeStringField("payload_on", "online");
        json.writeStringField("payload_off", "offline");
        json.writeEndObject();
    }
}

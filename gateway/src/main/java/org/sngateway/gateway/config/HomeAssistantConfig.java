package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.Glob;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What Home Assistant is told about devices (its MQTT discovery).
 *
 * @param discoveryPrefix what the topics of these messages begin with, without a slash at the end
 * @param statusTopic where Home Assistant says that it has started
 * @param unmapped whether devices that no rule is for are told, too
 * @param maxDevices how many devices are told
 * @param maxBytes octets of the longest message about one device
 */
public record HomeAssistantConfig(
        boolean enabled,
        String discoveryPrefix,
        String statusTopic,
        boolean unmapped,
        int maxDevices,
        int maxBytes,
        List<DeviceRule> devices) {

    /** The first rule for this device, or {@code null}. */
    public @Nullable DeviceRule ruleFor(String clientId) {
        for (DeviceRule rule : devices) {
            if (Glob.matches(rule.clientId(), clientId)) {
                return rule;
            }
        }
        return null;
    }

    /**
     * What holds for the devices whose client id it matches.
     *
     * @param clientId glob over client ids
     */
    public record DeviceRule(String clientId, Label label, List<Entity> entities) {}

    /**
     * How a device is named.
     *
     * @param name {@code {client_id}} not yet replaced
     * @param manufacturer empty when nothing is said, as the following
     */
    public record Label(String name, String manufacturer, String model, String area) {}

    /**
     * One value of a device, or one thing that can be done to it.
     *
     * @param key names it among those of its device
     * @param stateTopic empty for none; {@code {client_id}} not yet replaced, as in the following
     * @param commandTopic empty for none
     * @param expireAfter {@link #AUTO}, {@link #NEVER} or a time
     * @param fields all the rest, as Home Assistant names it
     */
    public record Entity(
            String key,
            Platform platform,
            String stateTopic,
            String commandTopic,
            Duration expireAfter,
            List<Field> fields) {
        /** A value expires when messages are late, as far as their interval is known. */
        public static final Duration AUTO = Duration.ofSeconds(-1);

        public static final Duration NEVER = Duration.ZERO;
    }

    /**
     * One field of an entity.
     *
     * @param value a text, a number, or a list of texts
     */
    public record Field(String name, Object value) {}

    /** The kinds of entities that can be configured. */
    public enum Platform {
        SENSOR,
        BINARY_SENSOR,
        SWITCH,
        BUTTON,
        NUMBER,
        SELECT,
        TEXT;

        /** As Home Assistant and the configuration spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

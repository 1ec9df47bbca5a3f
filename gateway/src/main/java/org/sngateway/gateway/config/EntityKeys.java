package org.sngateway.gateway.config;

import org.sngateway.gateway.config.HomeAssistantConfig.Platform;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys an entity needs and takes, by its platform, after Home Assistant's documentation
 * (https://www.home-assistant.io/integrations/sensor.mqtt/ and so on).
 *
 * @param needed without which Home Assistant refuses it
 * @param taken which it knows besides
 */
record EntityKeys(List<String> needed, Set<String> taken) {
    private static final String STATE = "state_topic";
    private static final String COMMAND = "command_topic";
    private static final String VALUE = "value_template";
    private static final String COMMAND_TEMPLATE = "command_template";
    private static final String DEVICE_CLASS = "device_class";

    /** What every platform knows. */
    private static final Set<String> COMMON = Set.of("key", "platform", "name", "icon", "entity_category", "qos");

    static EntityKeys of(Platform platform) {
        return switch (platform) {
            case SENSOR ->
                keys(
                        List.of(STATE),
                        VALUE,
                        DEVICE_CLASS,
                        "unit_of_measurement",
                        "state_class",
                        "options",
                        "expire_after");
            case BINARY_SENSOR ->
                keys(List.of(STATE), VALUE, DEVICE_CLASS, "payload_on", "payload_off", "expire_after");
            case SWITCH -> keys(List.of(COMMAND), STATE, VALUE, DEVICE_CLASS, "payload_on", "payload_off");
            case BUTTON -> keys(List.of(COMMAND), COMMAND_TEMPLATE, DEVICE_CLASS, "payload_press");
            case NUMBER ->
                keys(
                        List.of(COMMAND),
                        STATE,
                        VALUE,
                        COMMAND_TEMPLATE,
                        DEVICE_CLASS,
                        "unit_of_measurement",
                        "min",
                        "max",
                        "step");
            case SELECT -> keys(List.of(COMMAND, "options"), STATE, VALUE, COMMAND_TEMPLATE);
            case TEXT -> keys(List.of(COMMAND), STATE, VALUE, COMMAND_TEMPLATE);
        };
    }

    private static EntityKeys keys(List<String> needed, String... taken) {
        return new EntityKeys(
                needed,
                Stream.of(needed.stream(), Stream.of(taken), COMMON.stream())
                        .flatMap(key -> key)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}

package org.sngateway.gateway.config;

import org.sngateway.gateway.config.HomeAssistantConfig.DeviceRule;
import org.sngateway.gateway.config.HomeAssistantConfig.Entity;
import org.sngateway.gateway.config.HomeAssistantConfig.Field;
import org.sngateway.gateway.config.HomeAssistantConfig.Label;
import org.sngateway.gateway.config.HomeAssistantConfig.Platform;
import org.sngateway.gateway.config.Settings.View;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the record of what Home Assistant is told. */
final class HomeAssistantBinding {
    /** Texts that Home Assistant takes as they are, in the order in which it is told them. */
    private static final List<String> TEXTS = List.of(
            "device_class",
            "icon",
            "entity_category",
            "unit_of_measurement",
            "state_class",
            "value_template",
            "command_template",
            "payload_on",
            "payload_off",
            "payload_press");

    private static final List<String> DECIMALS = List.of("min", "max", "step");

    /** Said with a word, where Home Assistant has nothing. */
    private static final Set<String> WORDS = Set.of("entity_category", "state_class");

    private final Settings settings;

    HomeAssistantBinding(Settings settings) {
        this.settings = settings;
    }

    HomeAssistantConfig config() {
        View all = settings.at("home_assistant");
        return new HomeAssistantConfig(
                all.flag("enabled"),
                all.text("discovery_prefix"),
                all.text("status_topic"),
                all.flag("unmapped"),
                all.number("max_devices"),
                Math.toIntExact(all.size("max_bytes")),
                settings.entries("home_assistant.devices").stream()
                        .map(this::rule)
                        .toList());
    }

    private DeviceRule rule(View rule) {
        return new DeviceRule(
                rule.text("client_id"),
                new Label(rule.text("name"), rule.text("manufacturer"), rule.text("model"), rule.text("area")),
                settings.entries(Settings.path(rule.prefix(), "entities")).stream()
                        .map(HomeAssistantBinding::entity)
                        .toList());
    }

    private static Entity entity(View entity) {
        Platform platform = entity.value("platform", Platform.class);
        Set<String> taken = EntityKeys.of(platform).taken();
        List<Field> fields = new ArrayList<>();
        String key = entity.text("key");
        String name = entity.text("name");
        boolean hasClass =
                taken.contains("device_class") && !entity.text("device_class").isEmpty();
        if (!name.isEmpty() || !hasClass) {
            fields.add(new Field("name", name.isEmpty() ? key : name));
        }
        for (String text : TEXTS) {
            if (taken.contains(text)) {
                String value = entity.text(text);
                if (!value.isEmpty() && !(WORDS.contains(text) && value.equals("none"))) {
                    fields.add(new Field(text, value));
                }
            }
        }
        for (String decimal : DECIMALS) {
            if (taken.contains(decimal)) {
                fields.add(new Field(decimal, entity.value(decimal, BigDecimal.class)));
            }
        }
        if (taken.contains("options") && !entity.texts("options").isEmpty()) {
            fields.add(new Field("options", List.copyOf(entity.texts("options"))));
        }
        fields.add(new Field("qos", entity.number("qos")));
        return new Entity(
                key,
                platform,
                entity.text("state_topic"),
                entity.text("command_topic"),
                taken.contains("expire_after") ? entity.value("expire_after", Duration.class) : Entity.NEVER,
                List.copyOf(fields));
    }
}

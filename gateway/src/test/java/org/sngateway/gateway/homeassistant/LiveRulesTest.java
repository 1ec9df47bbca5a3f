package org.sngateway.gateway.homeassistant;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.gateway.config.HomeAssistantConfig;
import org.sngateway.gateway.status.StatusMessage;
import org.sngateway.gateway.view.Rows;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.config;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.row;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.topics;

/** Each option for Home Assistant that counts live does: a device that was told is told anew, with Home Assistant's names. */
public class LiveRulesTest {
    private static final String OPTION = "home_assistant.devices[].";
    private static final String SENSOR = "platform: sensor, state_topic: s";
    private static final String SWITCH = "platform: switch, command_topic: c";
    private static final String NUMBER = "platform: number, command_topic: c";

    /**
     * @param before the rule of a device that is told
     * @param after the rule that takes its place
     * @param path where Home Assistant is told of it, between dots
     * @param told what it is told there, as text
     */
    private record Case(String before, String after, String path, String told) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    static {
        CASES.put(
                OPTION + "client_id",
                new Case(
                        "client_id: other, entities: [{key: v, " + SENSOR + "}]",
                        "client_id: 'd*', entities: [{key: v, " + SENSOR + "}]",
                        "components.v.platform",
                        "sensor"));
        label("name", "'The {client_id}'", "name", "The d1");
        label("manufacturer", "ACME", "manufacturer", "ACME");
        label("model", "M1", "model", "M1");
        label("area", "Hall", "suggested_area", "Hall");
        CASES.put(
                OPTION + "entities[].key",
                new Case(entity("key: v, " + SENSOR), entity("key: w, " + SENSOR), "components.w.platform", "sensor"));
        CASES.put(
                OPTION + "entities[].platform",
                new Case(
                        entity("key: v, " + SENSOR),
                        entity("key: v, platform: binary_sensor, state_topic: s"),
                        "components.v.platform",
                        "binary_sensor"));
        CASES.put(
                OPTION + "entities[].state_topic",
                new Case(
                        entity("key: v, " + SENSOR),
                        entity("key: v, platform: sensor, state_topic: 's/{client_id}'"),
                        "components.v.state_topic",
                        "site7/s/d1"));
        CASES.put(
                OPTION + "entities[].command_topic",
                new Case(
                        entity("key: v, " + SWITCH),
                        entity("key: v, platform: switch, command_topic: c2"),
                        "components.v.command_topic",
                        "site7/c2"));
        field(SENSOR, "name", "Warmth", "Warmth");
        field(SENSOR, "device_class", "humidity", "humidity");
        field(SENSOR, "icon", "'mdi:water'", "mdi:water");
        field(SENSOR, "entity_category", "diagnostic", "diagnostic");
        field(SENSOR, "qos", "2", "2");
        field(SENSOR, "value_template", "'{{ value_json.t }}'", "{{ value_json.t }}");
        field(SENSOR, "unit_of_measurement", "'%'", "%");
        field(SENSOR, "state_class", "measurement", "measurement");
        field(SENSOR, "expire_after", "1h", "3600");
        field(SWITCH, "payload_on", "'1'", "1");
        field(SWITCH, "payload_off", "'0'", "0");
        field("platform: button, command_topic: c", "payload_press", "go", "go");
        field("platform: text, command_topic: c", "command_template", "'{{ value }}!'", "{{ value }}!");
        CASES.put(
                OPTION + "entities[].options",
                new Case(
                        entity("key: v, platform: select, command_topic: c, options: [a]"),
                        entity("key: v, platform: select, command_topic: c, options: [a, b]"),
                        "components.v.options",
                        "[a, b]"));
        field(NUMBER, "min", "-5", "-5");
        field(NUMBER, "max", "30", "30");
        field(NUMBER, "step", "0.5", "0.5");
    }

    private static String entity(String fields) {
        return "entities: [{" + fields + "}]";
    }

    private static void label(String option, String value, String name, String told) {
        CASES.put(OPTION + option, new Case("model: M0", option + ": " + value, "device." + name, told));
    }

    private static void field(String base, String option, String value, String told) {
        CASES.put(
                OPTION + "entities[]." + option,
                new Case(
                        entity("key: v, " + base),
                        entity("key: v, " + base + ", " + option + ": " + value),
                        "components.v." + option,
                        told));
    }

    /** The options that are looked at here, as the reference names them. */
    public static Set<String> options() {
        Set<String> options = new LinkedHashSet<>(CASES.keySet());
        options.add("home_assistant.unmapped");
        return Collections.unmodifiableSet(options);
    }

    static Collection<Case> cases() {
        return CASES.values();
    }

    private static HomeAssistantConfig rules(String rule) {
        return config("home_assistant.devices=[{" + rule + "}]");
    }

    private static Discovery told(HomeAssistantConfig config) {
        Discovery discovery = new Discovery(config, topics(false), (reason, topic) -> {
            throw new AssertionError(reason + " " + topic);
        });
        discovery.onView(Rows.view(row("d1")));
        return discovery;
    }

    /** The last message about the device: what there is no more is told first. */
    private static StatusMessage last(Discovery discovery) {
        StatusMessage last = Objects.requireNonNull(discovery.next());
        for (StatusMessage message = discovery.next(); message != null; message = discovery.next()) {
            last = message;
        }
        return last;
    }

    private static String at(String path, StatusMessage message) throws IOException {
        Object found = JSON.std.anyFrom(message.text());
        for (String step : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return String.valueOf(found);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsAtOnce(Case each) throws IOException {
        Discovery discovery = told(rules(each.before()));
        assertThat(at(each.path(), last(discovery))).isNotEqualTo(each.told());
        discovery.adopt(rules(each.after()));
        assertThat(at(each.path(), last(discovery))).isEqualTo(each.told());
    }

    @Test
    void unmapped_countsAtOnce() {
        Discovery discovery = told(config());
        String topic = last(discovery).topic();
        discovery.adopt(config("home_assistant.unmapped=false"));
        assertThat(last(discovery)).isEqualTo(new StatusMessage(topic, "", true));
    }
}

package org.sngateway.gateway.homeassistant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.gateway.config.HomeAssistantConfig;
import org.sngateway.gateway.homeassistant.DiscoveryMessages.Facts;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.status.StatusTopics;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Rows;
import org.sngateway.gateway.view.json.StatusJson;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.RULES;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.config;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.topics;

/** What Home Assistant's documentation asks of the messages, and what they refer to. */
class DiscoveryMessagesTest {
    private static final Pattern PATH = Pattern.compile("value_json\\.([a-z_.]+)");

    private static final String ALL_KINDS =
            "home_assistant.devices=[{client_id: '*', manufacturer: M, model: X, area: Attic,"
                    + " entities: ["
                    + "{key: s, platform: sensor, device_class: humidity, unit_of_measurement: '%', state_class: measurement,"
                    + " state_topic: 's/{client_id}', value_template: '{{ value }}', icon: 'mdi:water', expire_after: 1h},"
                    + "{key: e, platform: sensor, device_class: enum, options: [low, high], state_topic: s},"
                    + "{key: b, platform: binary_sensor, device_class: door, state_topic: s, payload_on: open, payload_off: shut},"
                    + "{key: w, platform: switch, command_topic: c, state_topic: s, payload_on: '1', payload_off: '0'},"
                    + "{key: p, platform: button, command_topic: c, device_class: restart, entity_category: config},"
                    + "{key: n, platform: number, command_topic: c, min: -5, max: 30.5, step: 0.5, unit_of_measurement: K},"
                    + "{key: o, platform: select, command_topic: c, options: [a, b], command_template: '{{ value }}'},"
                    + "{key: t, platform: text, command_topic: c, qos: 0}]}]";

    private static DiscoveryMessages messages(boolean requests) {
        return new DiscoveryMessages(topics(requests));
    }

    private static Facts facts(String clientId, int everySeconds, String... assignments) {
        HomeAssistantConfig config = config(assignments);
        return new Facts(clientId, config.ruleFor(clientId), everySeconds);
    }

    private static List<String> problems(String text) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                DiscoveryMessagesTest.class.getResourceAsStream("device-discovery.schema.json"))) {
            String document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(document);
            return schema.validate(text, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        }
    }

    private static Map<String, Object> read(String text) throws IOException {
        return JSON.std.mapFrom(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> in(Map<String, Object> map, String... path) {
        Map<String, Object> found = map;
        for (String step : path) {
            found = (Map<String, Object>) Objects.requireNonNull(found.get(step), step);
        }
        return found;
    }

    @Test
    void theSchemaRefusesWhatHomeAssistantRefuses() throws IOException {
        String good = messages(true).device(facts("d", 0, ALL_KINDS), Map.of());
        assertThat(problems(good)).isEmpty();
        assertThat(List.of(
                        good.replace("\"origin\"", "\"from\""),
                        good.replace("\"platform\":\"text\"", "\"platform\":\"tekst\""),
                        good.replace("\"command_topic\":\"site7/c\"", "\"command_topic\":\"site7/+\""),
                        good.replace("\"payload_press\"", "\"payload_pres\""),
                        good.replace("\"device_class\":\"enum\"", "\"device_class\":\"date\""),
                        good.replace("\"entity_category\":\"diagnostic\"", "\"entity_category\":\"config\"")))
                .allSatisfy(bad -> assertThat(problems(bad)).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"d", "a/<b>+#", "\u0000\n\u0085", "{{ states('x') }}", "\u00e4\ud83d\ude00 \"\\", "\ufdd0\uffff"
            })
    void everyMessageIsAsDocumented_whateverTheClientId(String clientId) throws IOException {
        Facts all = facts(clientId, 300, ALL_KINDS);
        Map<String, String> removed = Map.of("old", "switch", "s", "number");
        assertThat(List.of(
                        messages(true).device(all, Map.of()),
                        messages(false).device(all, removed),
                        messages(true).device(facts(clientId, 0), Map.of()),
                        messages(true).gateway()))
                .allSatisfy(text -> assertThat(problems(text)).as(text).isEmpty());
        assertThat(messages(true).topic(all)).matches("homeassistant/device/[a-zA-Z0-9_-]+/config");
    }

    /** Home Assistant would run it. */
    @Test
    void nothingOfAClientIdIsInATemplate() throws IOException {
        Facts facts = facts("{{ 1 }}", 300, ALL_KINDS);
        for (Map<String, Object> part : all(read(messages(true).device(facts, Map.of())))) {
            part.forEach((name, value) -> {
                if (name.endsWith("_template")) {
                    assertThat(value.toString()).doesNotContain("{{ 1 }}");
                }
            });
        }
    }

    private static List<Map<String, Object>> all(Map<String, Object> message) {
        List<Map<String, Object>> found = new ArrayList<>();
        found.add(message);
        for (Object value : message.values()) {
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> inner = new HashMap<>();
                map.forEach((name, each) -> inner.put(name.toString(), each));
                found.addAll(all(inner));
            } else if (value instanceof List<?> list) {
                list.forEach(each -> found.addAll(all(Map.of("each", each))));
            }
        }
        return found;
    }

    @Test
    void aDeviceIsThereWhenTheGatewayIs_andSaysSo_butWhatTheGatewayKnowsOfItIsAlwaysShown() throws IOException {
        Map<String, Object> message = read(messages(false).device(facts("therm-7", 600, RULES), Map.of()));
        assertThat(message)
                .containsEntry("availability_mode", "all")
                .containsEntry(
                        "availability",
                        List.of(
                                Map.of("topic", "sn-gateway/gw1/state", "value_template", "{{ value_json.state }}"),
                                Map.of("topic", "sn-gateway/gw1/clients/therm-7/availability")));
        assertThat(in(message, "device"))
                .containsEntry("identifiers", List.of("sn_gateway_gw1_client_therm-7"))
                .containsEntry("name", "Thermometer therm-7")
                .containsEntry("via_device", "sn_gateway_gw1");
        assertThat(in(message, "components", "temp"))
                .containsEntry("state_topic", "site7/sensors/therm-7/temp")
                .containsEntry("unique_id", "sn_gateway_gw1_client_therm-7_temp")
                .containsEntry("expire_after", 1320)
                .doesNotContainKey("availability");
        assertThat(in(message, "components", "last_seen"))
                .containsEntry(
                        "availability",
                        List.of(Map.of("topic", "sn-gateway/gw1/state", "value_template", "{{ value_json.state }}")));
        assertThat(in(message, "components")).doesNotContainKey("flush");
        assertThat(in(read(messages(true).device(facts("x", 0), Map.of())), "components", "flush"))
                .containsEntry("command_topic", "sn-gateway/gw1/request/client/flush")
                .containsEntry("payload_press", "{\"client_id\":\"x\"}");
        assertThat(in(read(messages(true).gateway()), "device"))
                .containsEntry("identifiers", List.of("sn_gateway_gw1"));
    }

    @ParameterizedTest
    @CsvSource({
        "sensor,auto,600,1320",
        "sensor,auto,0,-1",
        "sensor,never,600,-1",
        "sensor,45s,600,45",
        "binary_sensor,auto,600,-1",
        "binary_sensor,2h,0,7200"
    })
    void aValueExpires(String platform, String expireAfter, int everySeconds, int seconds) throws IOException {
        String rules = "home_assistant.devices=[{entities: [{key: v, platform: " + platform
                + ", state_topic: s, expire_after: " + expireAfter + "}]}]";
        Map<String, Object> entity =
                in(read(messages(false).device(facts("d", everySeconds, rules), Map.of())), "components", "v");
        assertThat(entity.getOrDefault("expire_after", -1)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "a/#", "a\nb", "\uffff"})
    void aClientIdThatMakesNoTopic_hasNoEntitiesThatNeedOne(String clientId) throws IOException {
        Facts facts = facts(clientId, 0, ALL_KINDS);
        Map<String, Object> components = in(read(messages(false).device(facts, Map.of())), "components");
        assertThat(components).doesNotContainKey("s").containsKeys("e", "b", "w", "last_seen");
        assertThat(messages(false).components(facts)).containsOnlyKeys(components.keySet());
    }

    @Test
    void whatTheTemplatesLookFor_isInTheStatusTopics() throws IOException {
        Map<String, Map<String, Object>> published = published();
        List<String> paths = new ArrayList<>();
        for (String text : List.of(messages(true).gateway(), messages(true).device(facts("a/b", 0), Map.of()))) {
            for (Map<String, Object> part : all(read(text))) {
                Object template = part.get("value_template");
                if (template != null) {
                    String topic =
                            String.valueOf(part.containsKey("topic") ? part.get("topic") : part.get("state_topic"));
                    Matcher path = PATH.matcher(template.toString());
                    assertThat(path.find()).as(template.toString()).isTrue();
                    paths.add(topic + " " + path.group(1));
                    assertHas(Objects.requireNonNull(published.get(topic), topic), path.group(1));
                }
            }
        }
        assertThat(paths).hasSizeGreaterThan(30).contains("sn-gateway/gw1/clients/a%2Fb/status last_seen");
    }

    private static void assertHas(Map<String, Object> content, String path) {
        Map<?, ?> found = content;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            assertThat(found.containsKey(steps[i])).as(path).isTrue();
            if (i < steps.length - 1) {
                found = (Map<?, ?>) Objects.requireNonNull(found.get(steps[i]));
            }
        }
    }

    /** What the gateway says on its topics. */
    private static Map<String, Map<String, Object>> published() throws IOException {
        Map<String, String> texts = new HashMap<>();
        StatusTopics status = new StatusTopics(
                new StatusTopics.Settings("sn-gateway/gw1", true, 100, 1),
                (token, message) -> texts.put(message.topic(), message.text()),
                StatusTopics.FurtherTopics.NONE,
                new StatusLosses());
        GatewayView view = Rows.view(Rows.sleeper("a/b", 2));
        status.onUp(0);
        status.tell("state", StatusTopics.state(true));
        status.tell("health", health(view));
        status.onView(view);
        status.tick(1_000_000_000L);
        Map<String, Map<String, Object>> contents = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (text.getValue().startsWith("{")) {
                contents.put(text.getKey(), read(text.getValue()));
            }
        }
        assertThat(texts).containsEntry("sn-gateway/gw1/clients/a%2Fb/availability", "online");
        return contents;
    }

    private static String health(GatewayView view) throws IOException {
        GatewayStatus status = new GatewayStatus(
                new GatewayStatus.Identity("gw1", "1", 1, List.of("1.2"), "transparent", "java", 0, 1),
                "",
                List.of(),
                new GatewayStatus.Broker("mqtt://h", GatewayStatus.BrokerState.CONNECTED, 0, "", 0, -1),
                view.sums(),
                new GatewayStatus.Traffic(0, 0, 0, 0, Map.of(), 0, 0),
                new GatewayStatus.Storage(true, true, 0),
                new GatewayStatus.Memory(1, 2));
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            StatusJson.write(json, status);
        }
        return text.toString();
    }
}

package org.sngateway.gateway.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.gateway.config.HomeAssistantConfig.DeviceRule;
import org.sngateway.gateway.config.HomeAssistantConfig.Entity;
import org.sngateway.gateway.config.HomeAssistantConfig.Field;
import org.sngateway.gateway.config.HomeAssistantConfig.Label;
import org.sngateway.gateway.config.HomeAssistantConfig.Platform;
import org.sngateway.gateway.config.LoadResult.Loaded;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be configured for Home Assistant, and what is said of mistakes. */
class HomeAssistantConfigTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void isOffByDefault() {
        assertThat(Loading.defaults().homeAssistant())
                .isEqualTo(new HomeAssistantConfig(
                        false, "homeassistant", "homeassistant/status", true, 10_000, 32 * 1024, List.of()));
    }

    @Test
    void readsEntities_withWhatTheirPlatformTakes() {
        HomeAssistantConfig config = Loading.config(Loading.file(folder, """
                        home_assistant:
                          enabled: true
                          devices:
                            - client_id: "ac-*"
                              name: "Air conditioner {client_id}"
                              model: A1
                              entities:
                                - key: power
                                  platform: switch
                                  command_topic: "cmd/{client_id}/power"
                                  payload_on: "1"
                                - key: target
                                  platform: number
                                  name: Target
                                  command_topic: "cmd/{client_id}/target"
                                  min: 16
                                  max: 30
                                  step: 0.5
                                - {key: air, platform: sensor, device_class: temperature, state_topic: a, expire_after: 1h}
                            - {}
                        """)).homeAssistant();
        assertThat(config.ruleFor("ac-1"))
                .isEqualTo(new DeviceRule(
                        "ac-*",
                        new Label("Air conditioner {client_id}", "", "A1", ""),
                        List.of(
                                new Entity(
                                        "power",
                                        Platform.SWITCH,
                                        "",
                                        "cmd/{client_id}/power",
                                        Entity.NEVER,
                                        List.of(
                                                new Field("name", "power"),
                                                new Field("payload_on", "1"),
                                                new Field("payload_off", "OFF"),
                                                new Field("qos", 1))),
                                new Entity(
                                        "target",
                                        Platform.NUMBER,
                                        "",
                                        "cmd/{client_id}/target",
                                        Entity.NEVER,
                                        List.of(
                                                new Field("name", "Target"),
                                                new Field("min", new BigDecimal("16")),
                                                new Field("max", new BigDecimal("30").stripTrailingZeros()),
                                                new Field("step", new BigDecimal("0.5")),
                                                new Field("qos", 1))),
                                new Entity(
                                        "air",
                                        Platform.SENSOR,
                                        "a",
                                        "",
                                        Duration.ofHours(1),
                                        List.of(new Field("device_class", "temperature"), new Field("qos", 1))))));
        assertThat(config.ruleFor("other")).isEqualTo(config.devices().get(1));
    }

    @Test
    void whatIsShownCanBeLoadedAgain_entitiesAndAll() {
        LoadResult result =
                Loading.set("home_assistant.devices=[{entities: [{key: a, platform: text, command_topic: t},"
                        + " {key: b, platform: select, command_topic: t, options: [x, 'y z']}]}, {client_id: z}]");
        String shown = ((Loaded) result).effective().show();
        assertThat(Loading.config(Loading.file(folder, shown))).isEqualTo(Loading.config(result));
    }

    /** Where a {@code ^} stands a problem is to be reported. */
    private static String place(String marked) {
        return "1:" + (marked.indexOf('^') + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ^enable: true                       | enable             | unknown key - did you mean "enabled"?
                    max_devices: ^0                     | max_devices 0      | must be 1..1000000
                    max_bytes: ^1KiB                    | max_bytes 1KiB     | must be 8KiB to 256KiB
                    discovery_prefix: ^"a/#"            | discovery_prefix "a/#" | must be a topic name without + and #
                    devices: [{name: ^"{cid}"}]         | devices[0].name "{cid}" | unknown placeholder {cid} - there is {client_id}
                    devices: [{entities: [^{platform: text, command_topic: c}]}] | devices[0].entities[0].key | is missing; must be letters, digits, "_" and "-", at most 64
                    """)
    void saysWhatIsWrong(String yaml, String subject, String message) {
        String marked = "home_assistant: {" + yaml + "}";
        assertThat(Loading.problems(Loading.file(folder, marked.replace("^", ""))))
                .containsExactly(place(marked) + " | home_assistant." + subject + " | " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {key: a, platform: ^senser, state_topic: s}          | platform "senser"    | must be sensor, binary_sensor, switch, button, number, select or text - did you mean sensor?
                    {key: ^a/b, platform: text, command_topic: c}        | key "a/b"            | must be letters, digits, "_" and "-", at most 64
                    ^{key: a, platform: sensor}                          | state_topic          | is missing; a sensor needs it
                    ^{key: a, platform: select, command_topic: c}        | options              | is missing; a select needs it
                    {key: a, platform: button, command_topic: c, state_topic: ^s} | state_topic | has no effect: a button knows no state_topic
                    {key: a, platform: switch, command_topic: ^"c/+"}    | command_topic "c/+"  | must be a topic name without + and #
                    {key: a, platform: text, command_topic: ^"{clientid}"} | command_topic "{clientid}" | unknown placeholder {clientid} - did you mean {client_id}?
                    {key: a, platform: text, command_topic: c, ^nam: s}  | nam                  | unknown key - did you mean "name"?
                    {key: a, platform: sensor, state_topic: s, entity_category: ^config} | entity_category "config" | cannot be config: a sensor sets nothing
                    {key: a, platform: sensor, state_topic: s, state_class: ^mesurement} | state_class "mesurement" | must be none, measurement, measurement_angle, total or total_increasing - did you mean measurement?
                    {key: a, platform: sensor, state_topic: s, options: ^[a]} | options "a"     | needs device_class: enum
                    {key: a, platform: sensor, state_topic: s, device_class: enum, options: ^[a, b], unit_of_measurement: K} | options | goes together with neither unit_of_measurement nor state_class
                    {key: a, platform: sensor, state_topic: s, expire_after: ^soon} | expire_after "soon" | must be a time such as 500ms, 10s, 5m, 24h or 7d, or auto or never
                    {key: a, platform: sensor, state_topic: s, expire_after: ^1500ms} | expire_after 1500ms | must be whole seconds
                    {key: a, platform: sensor, state_topic: s, icon: ^door} | icon "door"       | must be an icon such as mdi:thermometer
                    {key: a, platform: sensor, state_topic: s, qos: ^3}  | qos 3                | must be 0..2
                    {key: a, platform: number, command_topic: c, min: ^x} | min "x"             | must be a number such as 20 or 0.5
                    {key: a, platform: number, command_topic: c, min: ^100} | min 100           | min must be less than max (100)
                    {key: a, platform: number, command_topic: c, max: ^0} | max 0               | min must be less than max (0)
                    {key: a, platform: number, command_topic: c, step: ^0} | step 0             | must be 0.001..1000000000
                    """)
    void saysWhatIsWrongWithAnEntity(String yaml, String subject, String message) {
        String marked = "home_assistant: {devices: [{entities: [" + yaml + "]}]}";
        assertThat(Loading.problems(Loading.file(folder, marked.replace("^", ""))))
                .containsExactly(
                        place(marked) + " | home_assistant.devices[0].entities[0]." + subject + " | " + message);
    }

    @Test
    void keysAreNamesOnce_andNotThoseThatEveryDeviceHas() {
        LoadResult result = Loading.set(
                "home_assistant.devices=[{entities: [{key: a, platform: text, command_topic: t},"
                        + " {key: a, platform: text, command_topic: t}, {key: flush, platform: button, command_topic: t}]}]");
        assertThat(Loading.problems(result))
                .containsExactly(
                        "--set home_assistant.devices | home_assistant.devices[0].entities[1].key \"a\" | same key as "
                                + "home_assistant.devices[0].entities[0].key",
                        "--set home_assistant.devices | home_assistant.devices[0].entities[2].key \"flush\" | is one of those "
                                + "that every device has; take another");
    }

    @ParameterizedTest
    @CsvSource({"status_topics.enabled", "status_topics.per_client"})
    void needsTheStatusTopics(String key) {
        assertThat(Loading.problems(Loading.set("home_assistant.enabled=true", key + "=false")))
                .containsExactly("--set home_assistant.enabled | home_assistant.enabled \"true\" | needs " + key
                        + ", by which Home Assistant knows who is there");
    }

    @Test
    void aDeviceHas64EntitiesAtMost() {
        String entities = "{key: a, platform: text, command_topic: t},".repeat(65);
        assertThat(Loading.problems(Loading.set("home_assistant.devices=[{entities: [" + entities + "]}]")))
                .containsExactly(
                        "--set home_assistant.devices | home_assistant.devices[0].entities | must have at most 64 entries");
        assertThat(Loading.problems(Loading.set("home_assistant.devices=[" + "{},".repeat(1001) + "]")))
                .containsExactly(
                        "--set home_assistant.devices | home_assistant.devices | must have at most 1000 entries");
    }

    @Test
    void entitiesCountAtOnce_theRestAtTheNextStart() {
        String rule = "home_assistant.devices=[{entities: [{key: a, platform: text, command_topic: t}]}]";
        ConfigChange.Outcome outcome = ConfigChange.of((Loaded) Loading.set(rule), (Loaded)
                Loading.set(rule.replace("command_topic: t", "command_topic: u"), "home_assistant.enabled=true"));
        assertThat(outcome.applied()).containsExactly("home_assistant.devices");
        assertThat(outcome.needsRestart()).containsExactly("home_assistant.enabled");
        assertThat(ConfigChange.of((Loaded) Loading.set(rule), (Loaded) Loading.set(rule))
                        .applied())
                .isEmpty();
    }
}

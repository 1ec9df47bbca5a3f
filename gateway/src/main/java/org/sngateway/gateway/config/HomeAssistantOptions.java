package org.sngateway.gateway.config;

import org.sngateway.gateway.config.HomeAssistantConfig.Platform;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Texts.Form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of what Home Assistant is told. */
final class HomeAssistantOptions {
    private static final int RULES_MAX = 1000;
    private static final int ENTITIES_MAX = 64;
    private static final int DEVICES_MAX = 1_000_000;
    private static final int OCTETS_MIN = 8 * 1024;
    private static final int OCTETS_MAX = 256 * 1024;
    private static final int OPTIONS_QOS_MAX = 2;
    private static final String CLIENT_ID = "client_id";
    private static final String DECIMAL_MIN = "-1000000000";
    private static final String DECIMAL_MAX = "1000000000";

    private HomeAssistantOptions() {}

    static Option homeAssistant() {
        return Option.section(
                "home_assistant",
                "Makes devices known to Home Assistant by its MQTT discovery: each with its availability, when it was seen last, "
                        + "how many messages wait for it, and what the entries of devices say. Needs the status topics of "
                        + "each device.",
                Option.of("enabled", Words.BOOLEAN, "false", "Whether it does at all.")
                        .see("status_topics.enabled", "status_topics.per_client"),
                Option.of(
                        "discovery_prefix",
                        Texts.template(Form.TOPIC, false),
                        "homeassistant",
                        "What the topics of these messages begin with; the same as Home Assistant's discovery prefix. "
                                + "broker.topic_prefix is not put before it."),
                Option.of(
                        "status_topic",
                        Texts.template(Form.TOPIC, false),
                        "homeassistant/status",
                        "Where Home Assistant publishes \"online\" when it has started (its birth message). All devices "
                                + "are told again then, as fast as status_topics.per_second lets them."),
                Option.of(
                                "unmapped",
                                Words.BOOLEAN,
                                "true",
                                "Whether devices that no entry of devices is for are told, too. false keeps away those "
                                        + "that take another client id each time.")
                        .live(),
                Option.of("max_devices", Numbers.between(1, DEVICES_MAX), "10000", "How many devices are told.")
                        .atLimit(
                                "A device that has no session any more makes room, and is removed. With none of those, further "
                                        + "devices are not told, and one line is logged."),
                Option.of(
                                "max_bytes",
                                Sizes.between(OCTETS_MIN, OCTETS_MAX),
                                "32KiB",
                                "The longest message about one device, in octets. At a broker that takes less, lower it: with MQTT "
                                        + "3.1.1 the broker ends the connection that all status topics go over.")
                        .atLimit("The device is not told, and a line is logged."),
                devices());
    }

    private static Option devices() {
        Section rule = new Section(
                List.of(
                        Option.of(
                                CLIENT_ID,
                                Texts.GLOB,
                                "*",
                                "Which devices it is for: a pattern over client ids, * for any characters, ? for one."),
                        Option.of(
                                "name",
                                Texts.template(Form.ANY, false, CLIENT_ID),
                                "{client_id}",
                                "What the device is called at first; {client_id} is its client id."),
                        Option.of("manufacturer", Texts.USER, "", "Who made it."),
                        Option.of("model", Texts.USER, "", "What it is."),
                        Option.of("area", Texts.USER, "", "The area that is suggested for it."),
                        entities()),
                List.of());
        SectionList rules = new SectionList(
                rule,
                0,
                RULES_MAX,
                List.of(
                        "- client_id: \"therm-*\"",
                        "  name: \"Thermometer {client_id}\"",
                        "  entities:",
                        "    - key: temperature",
                        "      platform: sensor",
                        "      device_class: temperature",
                        "      unit_of_measurement: \"\u00b0C\"",
                        "      state_class: measurement",
                        "      state_topic: \"sensors/{client_id}/temp\"",
                        "      value_template: \"{{ value_json.t }}\""));
        return Option.entries(
                        "devices",
                        rules,
                        "What devices measure and do. The first entry that fits counts. What Home Assistant is told "
                                + "besides needs no entry.")
                .live();
    }

    private static Option entities() {
        SectionList entities = new SectionList(
                new Section(Stream.concat(ofAll().stream(), ofSome().stream()).toList(), List.of()),
                0,
                ENTITIES_MAX,
                List.of(
                        "- {key: heating, platform: switch, command_topic: \"cmd/{client_id}/heat\", payload_on: \"1\", "
                                + "payload_off: \"0\"}"));
        return Option.entries(
                "entities",
                entities,
                "Its values, and what can be done to it. Which keys an entity needs and takes depends on its platform.");
    }

    private static List<Option> ofAll() {
        return List.of(
                Option.required(
                        "key",
                        new Texts(Form.KEY, false, List.of()),
                        "Names it among those of its device. Another key makes another entity."),
                Option.required("platform", platforms(), "What kind of entity it is."),
                Option.of(
                        "name",
                        Texts.USER,
                        "",
                        "What it is called at first. Empty: what Home Assistant calls its device_class, or the key."),
                Option.of(
                        "device_class",
                        Texts.USER,
                        "",
                        "What it measures or is, in Home Assistant's word for the platform, such as temperature or door. Not "
                                + "checked here: Home Assistant logs an entity that it refuses."),
                Option.of(
                        "icon",
                        new Texts(Form.ICON, true, List.of()),
                        "",
                        "Its picture. Empty: what Home Assistant has for its device_class."),
                Option.of(
                        "entity_category",
                        words("none", "config", "diagnostic"),
                        "none",
                        "Where it is shown: none with what the device is for, the others apart. A sensor cannot be config."),
                Option.of(
                        "qos",
                        Numbers.between(0, OPTIONS_QOS_MAX),
                        "1",
                        "The QoS of Home Assistant's subscription and commands."));
    }

    private static List<Option> ofSome() {
        return List.of(
                topic("state_topic", "Where its value is published, as the device names the topic"),
                topic("command_topic", "Where commands to it are published, as the device names the topic"),
                Option.of(
                        "value_template",
                        Texts.USER,
                        "",
                        "Home Assistant's template that finds the value in a message."),
                Option.of(
                        "command_template",
                        Texts.USER,
                        "",
                        "Home Assistant's template that makes a message of a command."),
                Option.of("unit_of_measurement", Texts.USER, "", "The unit of its value, such as \u00b0C."),
                Option.of(
                        "state_class",
                        words("none", "measurement", "measurement_angle", "total", "total_increasing"),
                        "none",
                        "What statistics are made of."),
                Option.of("payload_on", Texts.USER, "ON", "The value, or the message, that means on."),
                Option.of("payload_off", Texts.USER, "OFF", "The value, or the message, that means off."),
                Option.of("payload_press", Texts.USER, "PRESS", "The message that a button sends."),
                Option.list(
                        "options",
                        Texts.GLOB,
                        List.of(),
                        "The values of a select, or of a sensor whose device_class is enum."),
                decimal("min", "0", "The least number that can be set."),
                decimal("max", "100", "The greatest number that can be set."),
                Option.of(
                        "step",
                        Decimals.between("0.001", DECIMAL_MAX),
                        "1",
                        "From one number that can be set to the next."),
                Option.of(
                        "expire_after",
                        new ExpireAfter(),
                        "auto",
                        "When a value is no longer shown unless another comes. auto: a sensor's after 2.2 times its device's "
                                + "clients[].expect_every, or else the longest sleep that the device has announced since the "
                                + "gateway was started; a binary_sensor's never."));
    }

    private static Option topic(String key, String meaning) {
        return Option.of(
                key,
                Texts.template(Form.TOPIC, true, CLIENT_ID),
                "",
                meaning + "; broker.topic_prefix is put before it, {client_id} is the device's client id.");
    }

    private static Option decimal(String key, String fallback, String meaning) {
        return Option.of(key, Decimals.between(DECIMAL_MIN, DECIMAL_MAX), fallback, meaning);
    }

    private static Words platforms() {
        Map<String, Object> words = new LinkedHashMap<>();
        for (Platform platform : Platform.values()) {
            words.put(platform.word(), platform);
        }
        return new Words(words, "word");
    }

    private static Words words(String... texts) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (String text : texts) {
            words.put(text, text);
        }
        return new Words(words, "word");
    }
}

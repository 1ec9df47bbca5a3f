package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.session.PredefinedTopic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts at once when the configuration is read again, and what has to wait. */
class ConfigChangeTest {
    /** In this version. */
    private static final List<String> ONLY_ONE_VALUE = List.of("gateway.mode", "listeners[0].transport");

    @TempDir
    Path folder;

    /** Every option of its kind, with a value that is not the default. */
    private Map<String, String> changes() {
        Map<String, String> values = new TreeMap<>();
        collect(Schema.ROOT, "", values);
        return values;
    }

    private void collect(Option.Section section, String path, Map<String, String> values) {
        for (Option option : section.options()) {
            String below = Settings.path(path, option.key());
            if (option.shape() instanceof Option.Section inner) {
                collect(inner, below, values);
            } else if (option.shape() instanceof Option.SectionList list) {
                collect(list.entry(), Settings.entry(below, 0), values);
            } else if (!ONLY_ONE_VALUE.contains(below)) {
                values.put(below, other(option, below));
            }
        }
    }

    /** Another value that is right: the first of many that the option takes and that means something else. */
    private String other(Option option, String path) {
        ValueType type = option.shape() instanceof Option.ScalarList list
                ? list.type()
                : ((Option.Scalar) option.shape()).type();
        String file = Loading.write(folder, "any-file", "secret\n").toString();
        List<String> candidates = List.of(
                "7",
                "20",
                "100",
                "4096",
                "2MiB",
                "3m",
                "7h",
                "2s",
                "5m",
                "true",
                "false",
                "1",
                "12%",
                "5/s",
                "3.1.1",
                "strict",
                "never",
                "any",
                "debug",
                "json",
                "normal",
                "always",
                "192.0.2.1",
                "127.0.0.1:5555",
                "225.1.1.9:5555",
                "mqtt://elsewhere",
                "x/{client_id}",
                "{client_id}-x",
                "x/",
                "x/#",
                "x-*",
                "other",
                "lo",
                "2",
                "16KiB",
                "binary_sensor",
                "total",
                "diagnostic",
                "mdi:door",
                file,
                folder.toString());
        for (String candidate : candidates) {
            boolean differs = option.fallback().isEmpty()
                    || !type.parse(option.fallback().get(0)).equals(type.parse(candidate));
            if (type.parse(candidate).problem() == null && differs) {
                List<String> assignment = assignments(path, candidate);
                if (Loading.set(assignment.toArray(String[]::new)) instanceof Loaded) {
                    return candidate;
                }
            }
        }
        throw new AssertionError("no other value for " + path);
    }

    /** With what else has to be there for the option to be allowed. */
    private List<String> assignments(String path, String value) {
        List<String> all = new ArrayList<>(before(path));
        all.add(path + "=" + value);
        return all;
    }

    private List<String> before(String path) {
        if (path.startsWith("topics.predefined")) {
            return List.of("topics.predefined=[{id: 9, topic: t, clients: zz}]");
        }
        if (path.startsWith("clients")) {
            return List.of("clients=[{match: {client_id: first}, broker_username: u}]");
        }
        if (path.startsWith("home_assistant.devices")) {
            return List.of("home_assistant.devices=[{client_id: z, entities: [" + entityWith(path) + "]}]");
        }
        if (path.startsWith("broker.tls.")) {
            String file = Loading.write(folder, "pem", "x").toString();
            return List.of("broker.url=mqtts://h", "broker.tls.cert=" + file, "broker.tls.key=" + file);
        }
        return List.of();
    }

    /** An entity of a kind that takes the key. */
    private static String entityWith(String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        return switch (key) {
            case "payload_on", "payload_off" -> "{key: k, platform: switch, command_topic: c}";
            case "payload_press" -> "{key: k, platform: button, command_topic: c}";
            case "min", "max", "step" -> "{key: k, platform: number, command_topic: c}";
            case "command_topic", "command_template" -> "{key: k, platform: text, command_topic: c}";
            case "options" -> "{key: k, platform: select, command_topic: c, options: [z]}";
            default -> "{key: k, platform: sensor, state_topic: c}";
        };
    }

    @Test
    void everyOption_isAppliedOrReported_asTheReferenceSays() {
        String reference = Reference.write();
        int live = 0;
        for (Map.Entry<String, String> change : changes().entrySet()) {
            String path = change.getKey();
            Loaded running = (Loaded) Loading.set(before(path).toArray(String[]::new));
            Loaded read =
                    (Loaded) Loading.set(assignments(path, change.getValue()).toArray(String[]::new));
            assertThat(read.config()).as(path + " changes something").isNotEqualTo(running.config());

            ConfigChange.Outcome outcome = ConfigChange.of(running, read);

            String section = reference.substring(reference.indexOf("\n### " + path.replace("[0]", "[]") + "\n") + 1);
            String says = section.substring(section.indexOf("- A change counts: ") + 19)
                    .split("\n", -1)[0];
            String reported = path.startsWith("topics.")
                            || path.startsWith("clients[")
                            || path.startsWith("home_assistant.devices")
                    ? path.substring(0, path.indexOf('['))
                    : path;
            if (says.equals("live")) {
                live++;
                assertThat(outcome.applied()).as(path).containsExactly(reported);
                assertThat(outcome.needsRestart()).as(path).isEmpty();
                assertThat(Loading.config(outcome.next())).as(path).isEqualTo(read.config());
            } else if (!path.equals("listeners[0].name")) {
                assertThat(says).as(path).isEqualTo("at the next start");
                assertThat(outcome.needsRestart()).as(path).containsExactly(path);
                assertThat(outcome.applied()).as(path).isEmpty();
                assertThat(Loading.config(outcome.next())).as(path).isEqualTo(running.config());
            }
        }
        assertThat(live).isGreaterThan(40);
    }

    @Test
    void anEqualConfiguration_changesNothing() {
        Loaded running = (Loaded) Loading.set("protocol.retry_interval=10s", "clients=[{publish: [a]}]");
        Loaded read = (Loaded) Loading.set("protocol.retry_interval=10000ms", "clients=[{publish: [a]}]");
        ConfigChange.Outcome outcome = ConfigChange.of(running, read);
        assertThat(outcome.applied()).isEmpty();
        assertThat(outcome.needsRestart()).isEmpty();
    }

    /** What waits for a restart is told at every reload until then. */
    @Test
    void whatWaits_isToldAgain_andIsOverWhenItIsTakenBack() {
        Loaded running = (Loaded) Loading.set("gateway.name=a");
        Loaded read = (Loaded) Loading.set("gateway.name=b", "log.level=warn");
        ConfigChange.Outcome first = ConfigChange.of(running, read);
        ConfigChange.Outcome second = ConfigChange.of((Loaded) first.next(), read);
        ConfigChange.Outcome third = ConfigChange.of((Loaded) second.next(), (Loaded) Loading.set("gateway.name=a"));
        assertThat(first.applied()).containsExactly("log.level");
        assertThat(second.applied()).isEmpty();
        assertThat(second.needsRestart()).containsExactly("gateway.name");
        assertThat(third.needsRestart()).isEmpty();
        assertThat(third.applied()).containsExactly("log.level");
    }

    @Test
    void listeners_areFoundAgainByTheirNames() {
        Loaded running = (Loaded)
                Loading.set("listeners=[{name: a, bind: '[::]:1', allow: [10.0.0.0/8]}, {name: b, bind: '[::]:2'}]");
        Loaded read =
                (Loaded) Loading.set("listeners=[{name: c, bind: '[::]:3'}, {name: b, bind: '[::]:2', allow: [any]},"
                        + " {name: a, bind: '[::]:9', allow: [192.0.2.1]}]");
        ConfigChange.Outcome outcome = ConfigChange.of(running, read);
        List<ListenerConfig> listeners = Loading.config(outcome.next()).listeners();
        assertThat(outcome.applied()).containsExactly("listeners[0].allow", "listeners[1].allow");
        assertThat(outcome.needsRestart()).containsExactly("listeners[0].bind", "listeners[0]");
        assertThat(listeners).extracting(ListenerConfig::name).containsExactly("a", "b");
        assertThat(listeners.get(0).bind().port()).isEqualTo(1);
        assertThat(listeners.get(0).allow())
                .isEqualTo(read.config().listeners().get(2).allow());
    }

    @Test
    void whatDoesNotGoTogetherWithWhatStays_isRefused() {
        Path secret = Loading.write(folder, "secret", "x\n");
        Loaded running = (Loaded) Loading.set("broker.mqtt_version=3.1.1");
        Loaded read =
                (Loaded) Loading.set("broker.mqtt_version=5.0", "clients=[{broker_password_file: " + secret + "}]");
        ConfigChange.Outcome outcome = ConfigChange.of(running, read);
        assertThat(Loading.problems(outcome.next()))
                .singleElement()
                .asString()
                .contains(
                        "clients[0].broker_password_file", "as long as the keys that need a restart are as they were");
        assertThat(outcome.applied()).isEmpty();
    }

    // what is kept beside the file

    private LoadResult overridden(@Nullable Path file, Overrides overrides, String... assignments) {
        return ConfigLoader.load(new ConfigLoader.Sources(file, Map.of(), List.of(assignments)).with(overrides));
    }

    @Test
    void overrides_comeOverTheFile_andUnderTheCommandLine() {
        Path file =
                Loading.write(folder, "c.yaml", "topics: {predefined: [{id: 1, topic: file}, {id: 2, topic: more}]}");
        PredefinedTopic own = new PredefinedTopic(3, "own \"quoted\": \\ \u0101", "a-*");
        Overrides overrides = Overrides.NONE
                .withPredefined(List.of(own))
                .allowing("192.0.2.7")
                .allowing("192.0.2.7");

        Loaded loaded = (Loaded) overridden(file, overrides);
        assertThat(loaded.config().predefinedTopics()).containsExactly(own);
        assertThat(loaded.overrides()).isEqualTo(overrides);
        assertThat(loaded.effective().show()).contains("overrides.yaml", "192.0.2.7");
        assertThat(loaded.config().listeners().get(0).allow().ranges())
                .hasSize(Loading.defaults().listeners().get(0).allow().ranges().size() + 1);

        Loaded over = (Loaded) overridden(file, overrides, "topics.predefined=[{id: 4, topic: line}]");
        assertThat(over.config().predefinedTopics())
                .extracting(PredefinedTopic::topic)
                .containsExactly("line");
        assertThat(((Loaded) overridden(file, Overrides.NONE)).config().predefinedTopics())
                .hasSize(2);
        assertThat(((Loaded) overridden(file, Overrides.NONE.withPredefined(List.of())))
                        .config()
                        .predefinedTopics())
                .isEmpty();
    }

    @Test
    void overrides_areCheckedAsTheFileIs() {
        Overrides wrong = Overrides.NONE.withPredefined(List.of(
                new PredefinedTopic(1, "a/#", "*"),
                new PredefinedTopic(2, "x", "*"),
                new PredefinedTopic(2, "y", "*")));
        assertThat(Loading.problems(overridden(null, wrong)))
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("overrides.yaml "))
                .anyMatch(problem -> problem.contains("topics.predefined[0].topic"))
                .anyMatch(problem -> problem.contains("same topic id for the same devices"));
    }

    @Test
    void overrides_areReadFromWhereTheGatewayKeepsThings() throws java.io.IOException {
        Overrides overrides = Overrides.NONE.withPredefined(List.of(new PredefinedTopic(3, "own", "*")));
        Path kept = Overrides.file(folder.resolve("data"));
        overrides.write(kept);
        ConfigLoader.Sources sources = new ConfigLoader.Sources(
                null, Map.of("SN_GATEWAY_STORAGE__DIR", folder.resolve("data").toString()), List.of());
        assertThat(((Loaded) ConfigLoader.load(sources.withOverrides())).overrides())
                .isEqualTo(overrides);
        assertThat(((Loaded) ConfigLoader.load(sources)).overrides()).isEqualTo(Overrides.NONE);
        Loading.write(folder.resolve("data"), Overrides.FILE, "topics: {predefined: [{id: 0, topic: x}]}\nalow: [x]\n");
        assertThat(Loading.problems(ConfigLoader.load(sources.withOverrides())))
                .containsExactly(
                        "overrides.yaml 1:28 | topics.predefined[0].id 0 | must be 1..65534 (0x0000 and 0xFFFF are reserved)",
                        "overrides.yaml 2:1 | alow | unknown key - did you mean \"allow\"?");
        Overrides.NONE.write(kept);
        assertThat(kept).doesNotExist();
    }

    @Test
    void addressesAreTakenFromWhatTheLogShows() {
        assertThat(Overrides.hostOf("192.0.2.7:1883")).isEqualTo("192.0.2.7");
        assertThat(Overrides.hostOf("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Overrides.hostOf("[2001:db8::7]:1883")).isEqualTo("2001:db8::7");
        assertThat(Overrides.hostOf("fe80::1%3")).isEqualTo("fe80::1");
        assertThat(Overrides.hostOf("0.0.0.0/0")).isNull();
        assertThat(Overrides.hostOf("any")).isNull();
        assertThat(Overrides.hostOf("")).isNull();
    }
}

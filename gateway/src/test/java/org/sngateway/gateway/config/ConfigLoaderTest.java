package org.sngateway.gateway.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.gateway.config.LoadResult.Refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the loader accepts, and the exact words with which it refuses. */
class ConfigLoaderTest {
    @TempDir
    Path folder;

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        LoadResult result = Loading.file(folder, """
                listeners:
                  - name: lan
                    discovery:
                      advertise_intervall: 15m
                broker:
                  url: tcp://10.0.0.5
                topics:
                  predefined:
                    - {id: 1, topic: "sensors/{client_id}/temp"}
                    - {id: 70000, topic: "cmd/aircon", clients: "ac-*"}
                """);

        assertThat(((Refused) result).report().format()).isEqualTo(folder.resolve("c.yaml") + """
                : 3 problems

                  4:7     listeners[0].discovery.advertise_intervall   unknown key - did you mean "advertise_interval"?
                         3 |     discovery:
                       > 4 |       advertise_intervall: 15m
                  6:8     broker.url "tcp://10.0.0.5"                  scheme must be mqtt, mqtts, ws, wss or \
                "embedded" (Mosquitto's tcp:// is mqtt://)
                         5 | broker:
                       > 6 |   url: tcp://10.0.0.5
                  10:12   topics.predefined[1].id 70000                must be 1..65534 (0x0000 and 0xFFFF are reserved)
                         9  |     - {id: 1, topic: "sensors/{client_id}/temp"}
                       > 10 |     - {id: 70000, topic: "cmd/aircon", clients: "ac-*"}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    gateway: {id: 256}                    | 1:15 | gateway.id 256                  | must be 0..255
                    gateway: {id: one}                    | 1:15 | gateway.id "one"                | must be a whole number, 0..255
                    gateway: {id: }                       | 1:14 | gateway.id                      | has no value; remove the key for its default
                    gateway: {id: [1]}                    | 1:15 | gateway.id                      | must be a single value, not a list
                    gateway: 1                            | 1:10 | gateway 1                       | must be a section with keys, not a single value
                    gateway: {mode: aggregating}          | 1:17 | gateway.mode "aggregating"      | aggregating is not available in this version; use transparent
                    gateway: {shards: 65}                 | 1:19 | gateway.shards 65               | must be auto or 1..64
                    gateway: {Name: a}                    | 1:11 | gateway.Name                    | unknown key - did you mean "name"?
                    gateway: {name: a, name: b}           | 1:20 | gateway.name                    | given twice; first at 1:11
                    broker: {keepAlive: 60s}              | 1:10 | broker.keepAlive                | unknown key - did you mean "keep_alive"?
                    broker: {keep-alive: 60s}             | 1:10 | broker.keep-alive               | unknown key - did you mean "keep_alive"?
                    broker: {keep_alive: 60}              | 1:22 | broker.keep_alive 60            | needs a unit: 60s, 60m or 60h
                    broker: {keep_alive: 1s}              | 1:22 | broker.keep_alive 1s            | must be 5s to 18h12m15s
                    broker: {keep_alive: soon}            | 1:22 | broker.keep_alive "soon"        | must be a time such as 500ms, 10s, 5m, 24h or 7d
                    broker: {password: x}                 | 1:10 | broker.password                 | unknown key - passwords do not belong here; write it to a file and use password_file
                    broker: {park_sleeping: true}         | 1:10 | broker.park_sleeping            | not available in this version
                    listeners: [{discovery: {mdns: true}}]| 1:26 | listeners[0].discovery.mdns     | not available in this version
                    listeners: [{transport: dtls}]        | 1:25 | listeners[0].transport "dtls"   | dtls is not available in this version; use udp
                    listeners: []                         | 1:12 | listeners                       | must have at least one entry
                    listeners: {name: a}                  | 1:12 | listeners                       | must be a list; begin each entry with "- ", not a section with keys
                    broker: {url: localhost}              | 1:15 | broker.url "localhost"          | must be a URL such as mqtt://host:1883, or "embedded"
                    broker: {url: "mqtt://u:p@h"}         | 1:15 | broker.url "mqtt://***@h"       | no user or password here: use broker.username and broker.password_file
                    broker: {url: "mqtt://h:70000"}       | 1:15 | broker.url "mqtt://h:70000"     | the port must be 1..65535
                    broker: {client_id: "x-{cid}"}        | 1:21 | broker.client_id "x-{cid}"      | unknown placeholder {cid} - there is {client_id} or {gateway}
                    broker: {client_id: same}             | 1:21 | broker.client_id "same"         | must contain {client_id}, or the broker would take all devices for one
                    broker: {tls: {ca: /no/such.pem}}     | 1:20 | broker.tls.ca "/no/such.pem"    | no such file (looked for /no/such.pem)
                    broker: {tls: {ca: /}}                | 1:20 | broker.tls.ca "/"               | is a directory, not a file
                    broker: {tls: {verify: yes}}          | 1:24 | broker.tls.verify "yes"         | must be true or false
                    broker: {reconnect: {min: 2m}}        | 1:27 | broker.reconnect.min 2m         | broker.reconnect.min must not be longer than broker.reconnect.max (60s)
                    listeners: [{bind: "1883"}]           | 1:20 | listeners[0].bind 1883          | must be an address and port such as 0.0.0.0:1883, [::]:1883 or localhost:1883
                    listeners: [{bind: "10.0.0.256:1"}]   | 1:20 | listeners[0].bind "10.0.0.256:1" | "10.0.0.256" is no host name and no address
                    listeners: [{bind: "[::g]:1"}]        | 1:20 | listeners[0].bind "[::g]:1"     | "::g" is no IPv6 address
                    listeners: [{allow: [10.0.0.0/33]}]   | 1:22 | listeners[0].allow[0] "10.0.0.0/33" | the number behind the slash must be 0..32
                    listeners: [{receive_buffer: 4MB}]    | 1:30 | listeners[0].receive_buffer 4MB | unknown unit - did you mean 4MiB?
                    listeners: [{}, {name: b}]            | 1:17 | listeners[1].bind "[::]:1883"   | same address as listeners[0].bind
                    topics: {predefined: [{topic: a}]}    | 1:23 | topics.predefined[0].id         | is missing; must be 1..65534 (0x0000 and 0xFFFF are reserved)
                    topics: {predefined: [{id: 1, topic: "a/#"}]} | 1:38 | topics.predefined[0].topic "a/#" | must be a topic name without + and #
                    topics: {predefined: [{id: 1, topic: a}, {id: 1, topic: b}]} | 1:47 | topics.predefined[1].id 1 | same topic id for the same devices as topics.predefined[0].id
                    protocol: {publish_minus_one: {rate: fast}} | 1:38 | protocol.publish_minus_one.rate "fast" | must be a rate such as 100/s, 30/m or 500/s burst 1000
                    sleep: {wake_from: same_ip}           | 1:20 | sleep.wake_from "same_ip"       | must be never, same-ip or any - did you mean same-ip?
                    sleep: {tolerance: 10}                | 1:20 | sleep.tolerance 10              | must be spec, or a percentage from 0% to 1000%
                    retry_interval: 10s                   | 1:1  | retry_interval                  | unknown key - did you mean protocol.retry_interval?
                    clients: [{publish: ["a/#/b"]}]       | 1:22 | clients[0].publish[0] "a/#/b"   | must be a topic filter; + and # stand alone in their level, # at the end
                    [1, 2]                                | 1:1  | ``                              | must be a section with keys, not a list
                    """)
    void saysWhatIsWrong(String yaml, String place, String subject, String message) {
        assertThat(Loading.problems(Loading.file(folder, yaml)))
                .containsExactly(place + " | " + subject + " | " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: [1\\nb: 2       | 2:2 | is no YAML: while parsing a flow sequence: expected ',' or ']', but got :
                    broker:\\n\\turl: x | 2:1 | a tab cannot stand here; indent with spaces
                    a: &x {}\\nb: *x   | 2:4 | aliases (*name) are not supported; write the value out
                    a: 1\\n---\\nb: 2  | 2:1 | a second document begins here; there may be one only
                    ? [a]\\n: b        | 1:3 | a key must be a plain word
                    """)
    void reportsWhatIsNoYamlInTheSameWay(String text, String place, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t");

        assertThat(Loading.problems(Loading.file(folder, yaml))).contains(place + " |  | " + message);
    }

    @Test
    void boundsNesting() {
        assertThat(Loading.problems(Loading.file(folder, "a: " + "[".repeat(100_000))))
                .containsExactly("1:36 |  | nested too deep");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {'a', ':', '\n', ' ', (byte) 0xFF});

        assertThat(Loading.problems(Loading.load(folder.resolve("none"), Map.of(), List.of())))
                .containsExactly("file |  | no such file");
        assertThat(Loading.problems(Loading.load(folder, Map.of(), List.of())))
                .containsExactly("file |  | is a directory, not a file");
        assertThat(Loading.problems(Loading.load(binary, Map.of(), List.of())))
                .containsExactly("2:2 |  | is not UTF-8 from here; save it as UTF-8");
    }

    @Test
    void takesTheCommandLineOverTheEnvironmentOverTheFileOverTheDefault() {
        Path file = Loading.write(folder, "c.yaml", "gateway: {id: 2, name: file, shards: 2}\n");
        Map<String, String> environment = Map.of("SN_GATEWAY_GATEWAY__NAME", "env", "SN_GATEWAY_GATEWAY__ID", "3");

        GatewayConfig config = Loading.config(Loading.load(file, environment, List.of("gateway.id=4")));

        assertThat(config.gateway()).isEqualTo(new GatewayConfig.Identity(4, "env", GatewayConfig.Mode.TRANSPARENT, 2));
    }

    @Test
    void addressesEntriesOfListsByIndex() {
        GatewayConfig config = Loading.config(Loading.environment(Map.of(
                "SN_GATEWAY_LISTENERS__0__BIND", "127.0.0.1:0",
                "SN_GATEWAY_LISTENERS__1__NAME", "field",
                "SN_GATEWAY_LISTENERS__1__BIND", "[fd12::1]:10000",
                "SN_GATEWAY_LISTENERS__1__ALLOW", "10.0.0.0/8, loopback",
                "SN_GATEWAY_TOPICS__PREDEFINED", "[{id: 1, topic: 'sensors/{client_id}'}]")));

        assertThat(config.listeners())
                .extracting(l -> l.name() + " " + l.bind().text())
                .containsExactly("lan 127.0.0.1:0", "field [fd12::1]:10000");
        assertThat(config.listeners().get(1).allow().ranges()).hasSize(3);
        assertThat(config.predefinedTopics()).hasSize(1);
    }

    @Test
    void addressesEntriesOnTheCommandLineByDotOrBracket() {
        GatewayConfig config = Loading.config(Loading.set(
                "listeners.0.bind=[::1]:1",
                "topics.predefined[0]={id: 1, topic: a}",
                "topics.predefined[0].clients=x*"));

        assertThat(config.listeners().get(0).bind()).isEqualTo(new HostPort("::1", 1));
        assertThat(config.predefinedTopics().get(0).clients()).isEqualTo("x*");
    }

    @Test
    void namesTheVariableOrFlagOfAProblem() {
        assertThat(Loading.problems(Loading.environment(Map.of("SN_GATEWAY_BROKER__URI", "x"))))
                .containsExactly("SN_GATEWAY_BROKER__URI | broker.uri | unknown key - did you mean \"url\"?");
        assertThat(Loading.problems(Loading.set("gateway.id=999", "listeners.5.bind=x", "foo", "gateway.id.x=1")))
                .containsExactly(
                        "--set listeners.5.bind | listeners[5].bind | \"5\" is no index here; must be 0..1",
                        "--set foo |  | must be key=value, such as broker.url=mqtt://host:1883",
                        "--set gateway.id.x | gateway.id.x | is a single value; nothing can follow it",
                        "--set gateway.id | gateway.id 999 | must be 0..255");
    }

    @Test
    void leavesVariablesOfOthersAlone() {
        Map<String, String> others = Map.of(
                "SN_GATEWAY_SERVICE_HOST",
                "10.0.0.1",
                "SN_GATEWAY_URL",
                "http://x",
                "SN_GATEWAY_TOKEN",
                "t",
                "PATH",
                "/");

        assertThat(Loading.config(Loading.environment(others))).isEqualTo(Loading.defaults());
    }

    @Test
    void readsEveryKindOfValue() {
        Path password = Loading.write(folder, "pw", "secret\n");
        GatewayConfig config = Loading.config(Loading.file(folder, """
                broker:
                  url: mqtts://broker.example
                  mqtt_version: 3.1.1
                  username: u
                  password_file: %s
                  topic_prefix: "{gateway}/"
                protocol: {max_packet_size: 1KiB}
                sleep: {tolerance: 20%%, wake_from: any}
                admission: {connects: 30/m, connects_per_source: 5/s burst 50, searches: 1/s}
                clients:
                  - match: {client_id: "therm-*", source: 10.20.0.0/16}
                    dup: false
                """.formatted(password)));

        assertThat(config.broker().url()).isEqualTo(new BrokerUrl(BrokerUrl.Scheme.MQTTS, "broker.example", 8883, ""));
        assertThat(config.broker().passwordFile()).isEqualTo(password);
        assertThat(config.broker().topicPrefix()).isEqualTo("gw1/");
        assertThat(config.sleep().tolerance().percent()).isEqualTo(20);
        assertThat(config.admission().connects().perSecond()).isEqualTo(0.5);
        assertThat(config.admission().connectsPerSource().burst()).isEqualTo(50);
        assertThat(config.admission().searches().perSecond()).isEqualTo(1);
        assertThat(config.clients().get(0).maxPacketSize()).isEqualTo(1024);
        assertThat(config.clients().get(0).dup()).isFalse();
    }

    @Test
    void hasTheDefaultsOfTheProduct() {
        GatewayConfig defaults = Loading.defaults();

        assertThat(defaults.broker().url().isEmbedded()).isTrue();
        assertThat(defaults.listeners()).singleElement().satisfies(lan -> {
            assertThat(lan.bind()).isEqualTo(new HostPort("::", 1883));
            assertThat(lan.receiveBuffer()).isEqualTo(4 * 1024 * 1024);
        });
        assertThat(defaults.protocol().retryInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.sleep().durationSecondsMax()).isEqualTo(86_400);
        assertThat(defaults.predefinedTopics()).isEmpty();
        assertThat(defaults.clients()).isEmpty();
    }
}

package org.sngateway.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.config.Overrides;
import org.sngateway.gateway.config.Reference;
import org.sngateway.gateway.device.PersistentPublisher;
import org.sngateway.gateway.device.UdpDevice;
import org.sngateway.gateway.homeassistant.LiveRulesTest;
import org.sngateway.gateway.session.LiveOptionsTest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sngateway.gateway.Site.eventually;

/** The configuration is read again while devices go on (docs/how-to/reload.md). */
class ReloadIT {
    private static final TopicRef SEVEN = new TopicRef.Predefined(7);

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");
    private Site site = Site.of(BrokerKind.MOSQUITTO_5, folder);

    @BeforeEach
    void prepares() throws Exception {
        file = folder.resolve("sn-gateway.yaml");
        write("");
        site = Site.of(BrokerKind.MOSQUITTO_5, folder).configuredBy(file);
    }

    @AfterEach
    void ends() {
        site.close();
    }

    private void write(String yaml) throws Exception {
        Files.writeString(file, yaml);
    }

    private RemoteGateway remote() throws Exception {
        return new RemoteGateway(URI.create(base()), token());
    }

    private HttpResponse<String> posted(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws Exception {
        return Files.readString(folder.resolve("data/http.token")).strip();
    }

    private String base() {
        Pattern bound = Pattern.compile(".*event=http.bound address=(\\S+).*");
        String address = site.log().stream()
                .map(bound::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .reduce((first, last) -> last)
                .orElseThrow();
        return "http://" + address;
    }

    private Map<String, Object> reload(String yaml) throws Exception {
        write(yaml);
        return remote().send("POST", "/config/reload", null);
    }

    private static ReturnCode published(UdpDevice device, int id, String payload) {
        return device.publish(new TopicRef.Predefined(id), Qos.ONE, payload);
    }

    @ParameterizedTest
    @EnumSource(names = {"MOSQUITTO_5", "MOSQUITTO_5_TWO_SHARDS"})
    void underLoad_nothingIsLost_sleepersStay_andIdsKeepTheirMeaning(BrokerKind kind) throws Exception {
        site = Site.of(kind, folder).configuredBy(file);
        write("topics: {predefined: [{id: 7, topic: first/meaning}]}");
        site.start();
        MqttPeer eye = site.eye("#");
        List<PersistentPublisher> publishers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            PersistentPublisher publisher =
                    new PersistentPublisher(site.device("busy-" + i), "load/" + i, i % 2 == 0 ? Qos.ONE : Qos.TWO);
            publishers.add(publisher);
            Thread thread = new Thread(publisher, "busy-" + i);
            thread.start();
            threads.add(thread);
        }
        UdpDevice steady = site.device("steady").connected(false);
        UdpDevice sleeper = site.device("sleeper").connected(false);
        sleeper.subscribe("to/sleeper", Qos.ONE);
        sleeper.sleep(600);
        site.application().publish("to/sleeper", 1, "waits");
        publishers.forEach(PersistentPublisher::awaitOne);

        for (int round = 1; round <= 8; round++) {
            Map<String, Object> answer = reload("topics: {predefined: [{id: 7, topic: meaning/" + round + "}]}\n"
                    + "protocol: {retry_interval: " + (10 + round) + "s, uplink_window: " + (4 + round) + "}\n"
                    + "sleep: {max_duration: " + round + "h}\nlog: {packets: " + (round % 2 == 0) + "}\n");
            assertThat(answer.toString()).contains("topics.predefined", "protocol.retry_interval");
            publishers.forEach(PersistentPublisher::awaitOne);
            assertThat(steady.publish(SEVEN, Qos.ONE, "round " + round)).isEqualTo(ReturnCode.ACCEPTED);
        }
        publishers.forEach(PersistentPublisher::end);
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        publishers.forEach(
                publisher -> eventually(() -> assertThat(eye.messages()).containsAll(publisher.accepted())));
        assertThat(eye.messages().stream().filter(message -> message.startsWith("load/") && message.contains(" 2 0 ")))
                .as("QoS 2 twice")
                .doesNotHaveDuplicates();
        eventually(() -> assertThat(eye.messages())
                .contains("first/meaning 1 0 round 1", "first/meaning 1 0 round 8")
                .noneMatch(message -> message.startsWith("meaning/")));
        assertThat(sleeper.wakeForMessages(1)).containsExactly("to/sleeper 1 0 waits");
        assertThat(site.log())
                .as("sessions dropped")
                .noneMatch(line -> line.contains("event=client.lost") || line.contains("event=client.disconnected"));
        assertThat(site.log())
                .anyMatch(line -> line.contains("event=config.reloaded") && line.contains("keep_topics="));
        steady.connected(false);
        steady.publish(SEVEN, Qos.ONE, "after its CONNECT");
        eventually(() -> assertThat(eye.messages()).contains("meaning/8 1 0 after its CONNECT"));
        site.checkTheWireAndTheLog();
    }

    @Test
    void aBadFile_changesNothing_andSaysWhy() throws Exception {
        write("topics: {predefined: [{id: 7, topic: good}]}");
        site.start();
        UdpDevice device = site.device("d").connected(true);
        assertThatThrownBy(() -> reload("topics:\n  predefined: [{id: 7, topic: other}, {id: 70000, topic: x}]\n"))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("topics.predefined[1].id")
                .hasMessageContaining("must be 1..65534")
                .hasMessageContaining("nothing was changed");
        assertThat(site.log())
                .anyMatch(line -> line.contains("event=config.rejected")
                        && line.contains("place=2:44")
                        && line.contains("key=topics.predefined[1].id"));
        assertThat(published(device, 7, "x")).isEqualTo(ReturnCode.ACCEPTED);
        device.hearsNothing();
    }

    @Test
    void whatNeedsARestart_isNamed_andTheRestCounts() throws Exception {
        site.start();
        Map<String, Object> answer = reload("gateway: {name: other}\nlog: {level: warn}\n");
        assertThat(answer).isEqualTo(Map.of("applied", List.of("log.level"), "needs_restart", List.of("gateway.name")));
        assertThat(site.log())
                .as("the log's level is that of the file now")
                .noneMatch(line -> line.contains("event=config.reloaded"));
    }

    @Test
    void topicsPutOverHttp_surviveARestart_untilTheFilesComeBack() throws Exception {
        write("topics: {predefined: [{id: 7, topic: of/the/file}]}");
        site.start();
        MqttPeer eye = site.eye("#");
        String before = Files.readString(file);
        remote().send(
                        "PUT",
                        "/topics/predefined",
                        Map.of(
                                "predefined",
                                List.of(Map.of("topic_id", 8, "topic", "put/{client_id}", "clients", "d*"))));
        assertThat(published(site.device("d1").connected(true), 8, "1")).isEqualTo(ReturnCode.ACCEPTED);
        assertThat(published(site.device("e1").connected(true), 8, "x")).isEqualTo(ReturnCode.INVALID_TOPIC_ID);
        assertThat(published(site.device("d2").connected(true), 7, "x")).isEqualTo(ReturnCode.INVALID_TOPIC_ID);
        assertThatThrownBy(() -> remote().send(
                                "PUT",
                                "/topics/predefined",
                                Map.of("predefined", List.of(Map.of("topic_id", 8, "topic", "a/#")))))
                .hasMessageContaining("topics.predefined[0].topic");

        site.closeGateway();
        site.startGateway();
        assertThat(published(site.device("d3").connected(true), 8, "3")).isEqualTo(ReturnCode.ACCEPTED);
        remote().send("DELETE", "/topics/predefined", null);
        assertThat(published(site.device("d4").connected(true), 7, "4")).isEqualTo(ReturnCode.ACCEPTED);

        assertThat(folder.resolve("data").resolve(Overrides.FILE)).doesNotExist();
        assertThat(Files.readString(file)).isEqualTo(before);
        eventually(() -> assertThat(eye.messages()).contains("put/d1 1 0 1", "put/d3 1 0 3", "of/the/file 1 0 4"));
    }

    @Test
    void whoWasRejected_canBeLetIn_andOutAgain() throws Exception {
        write("listeners: [{allow: [192.0.2.0/24]}]");
        site.start();
        UdpDevice device = site.device("d");
        assertThat(answers(device)).isFalse();
        remote().send("POST", "/rejected/127.0.0.1:5000/allow", null);
        assertThat(answers(device)).isTrue();
        remote().send("DELETE", "/rejected/127.0.0.1/allow", null);
        assertThat(answers(device)).isFalse();
        assertThat(reload("listeners: [{allow: [127.0.0.1]}]").get("applied")).isEqualTo(List.of("listeners[0].allow"));
        assertThat(answers(device)).isTrue();
        assertThatThrownBy(() -> remote().send("POST", "/rejected/any/allow", null))
                .hasMessageContaining("is no IP address");
    }

    @Test
    void theAddressAfterTheLastOne_isRefusedWithTheLimit() throws Exception {
        Overrides full = Overrides.NONE;
        for (int i = 0; i < Overrides.ALLOW_MAX; i++) {
            full = full.allowing("198.18." + i / 250 + "." + i % 250);
        }
        full.write(Overrides.file(folder.resolve("data")));
        site.start();
        HttpResponse<String> refused = posted("/rejected/192.0.2.1/allow");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"status\":422", "at most 1000 addresses", "nothing was changed");
        remote().send("DELETE", "/rejected/198.18.0.7/allow", null);
        remote().send("POST", "/rejected/192.0.2.1/allow", null);
    }

    private static boolean answers(UdpDevice device) {
        device.send(new org.sngateway.codec.v12.SearchGw(0));
        return device.nextWithin(500) != null;
    }

    @Test
    void aTextCanBeChecked_withoutBeingUsed() throws Exception {
        site.start();
        Map<String, Object> good = remote().send("POST", "/config/validate", Map.of("yaml", "log: {level: debug}\n"));
        Map<String, Object> bad = remote().send("POST", "/config/validate", Map.of("yaml", "log:\n  levle: debug\n"));
        assertThat(good).isEqualTo(Map.of("problems", List.of()));
        assertThat(bad.toString()).contains("line=2", "column=3", "key=log.levle", "did you mean \"level\"?");
    }

    @Test
    void rules_countForDevicesThatAreConnected() throws Exception {
        write("clients: [{match: {client_id: 'd*'}}, {match: {client_id: out}}]");
        site.start();
        UdpDevice device = site.device("d").connected(true);
        UdpDevice out = site.device("out").connected(true);
        TopicRef topic = device.register("a/b");
        assertThat(device.publish(topic, Qos.ONE, "1")).isEqualTo(ReturnCode.ACCEPTED);
        reload("clients: [{match: {client_id: 'd*'}, publish: [x/#]}]");
        assertThat(device.publish(topic, Qos.ONE, "2")).isEqualTo(ReturnCode.NOT_SUPPORTED);
        out.expect(org.sngateway.codec.v12.Disconnect.class);
        assertThat(site.device("out").connect(true, 60)).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(site.log()).anyMatch(line -> line.contains("client=out") && line.contains("cause=not_allowed"));
        reload("clients: [{match: {client_id: 'd*'}, expect_every: 7m}]");
        eventually(() ->
                assertThat(remote().get("/clients/d").get("expect_every_s")).isEqualTo(420));
    }

    @Test
    void usersOfTheBroker_stayWithTheirDevices_whenRulesAreExchanged() throws Exception {
        MosquittoProcess broker = MosquittoProcess.in(folder)
                .user("one", "secret 1")
                .user("two", "secret 2")
                .anonymousToo()
                .persistent()
                .start();
        Path one = Files.writeString(folder.resolve("one.password"), "secret 1\n");
        Path two = Files.writeString(folder.resolve("two.password"), "secret 2\n");
        String ruleOne = "{match: {client_id: 'a*'}, broker_username: one, broker_password_file: " + one + "}";
        String ruleTwo = "{match: {client_id: 'b*'}, broker_username: two, broker_password_file: " + two + "}";
        write("clients: [" + ruleOne + "]");
        site.with(broker).start();
        site.device("a1").connected(true);
        reload("clients: [" + ruleTwo + ", " + ruleOne + "]");
        site.device("a2").connected(true);
        site.device("b1").connected(true);
        eventually(() -> {
            assertThat(broker.log()).anyMatch(line -> line.contains(" as a1 (") && line.contains("u'one'"));
            assertThat(broker.log()).anyMatch(line -> line.contains(" as a2 (") && line.contains("u'one'"));
            assertThat(broker.log()).anyMatch(line -> line.contains(" as b1 (") && line.contains("u'two'"));
        });
    }

    @Test
    void limitsOnSizeAndNumber_countAtOnce() throws Exception {
        site.start();
        UdpDevice device = site.device("d").connected(true);
        device.subscribe("big", Qos.ZERO);
        reload("protocol: {max_packet_size: 64}\nsessions: {max_clients: 1}\n");
        site.application().publish("big", 0, "x".repeat(200));
        site.application().publish("big", 0, "small");
        assertThat(device.message()).isEqualTo("big 0 0 small");
        assertThat(site.device("e").connect(true, 60)).isEqualTo(ReturnCode.CONGESTION);
        reload("sessions: {max_clients: 2}\nclients: [{dup: false, max_packet_size: 32}]\n");
        assertThat(site.device("e").connect(true, 60)).isEqualTo(ReturnCode.ACCEPTED);
        site.application().publish("big", 0, "y".repeat(40));
        site.application().publish("big", 0, "tiny");
        assertThat(device.message()).isEqualTo("big 0 0 tiny");
    }

    @Test
    void packetsAreLogged_asSoonAsTheyAreToBe() throws Exception {
        site.start();
        reload("log: {level: info}\n");
        reload("log: {level: error, packets: true}\n");
        site.device("shown").connected(true);
        eventually(() -> assertThat(site.log())
                .anyMatch(line -> line.contains("level=error")
                        && line.contains("event=packet.received")
                        && line.contains("CONNECT")));
    }

    /** Which test shows that an option counts live; the reference is the list of those that must. */
    @Test
    void everyOptionThatTheReferenceCallsLive_isShownToBe() {
        Set<String> shown = new HashSet<>(LiveOptionsTest.options());
        shown.addAll(LiveRulesTest.options());
        shown.addAll(List.of(
                "listeners[].allow",
                "protocol.max_packet_size",
                "sessions.max_clients",
                "topics.predefined[].id",
                "topics.predefined[].topic",
                "topics.predefined[].clients",
                "log.level",
                "log.packets",
                "clients[].match.client_id",
                "clients[].match.source",
                "clients[].broker_username",
                "clients[].broker_password_file",
                "clients[].publish",
                "clients[].subscribe",
                "clients[].dup",
                "clients[].expect_every",
                "clients[].max_packet_size"));
        Set<String> live = new HashSet<>();
        String option = "";
        for (String line : Reference.write().split("\n", -1)) {
            option = line.startsWith("### ") ? line.substring(4) : option;
            if (line.equals("- A change counts: live")) {
                live.add(option);
            }
        }
        assertThat(shown).isEqualTo(live);
    }
}

package org.sngateway.gateway;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.device.Forwarder;
import org.sngateway.gateway.device.UdpDevice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/**
 * What the running gateway answers over REST, held against its own description of it by a library that knows nothing of either;
 * and whether what is described is there, and what is there described.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestIT {
    private static final String HOSTILE = "a/b?c#d%2F<script>\"'&;+ .. \u00fc\ud83d\ude00\u202e\\";
    private static final String DOCUMENT = "https://sn-gateway.invalid/openapi.json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What never ends, and what is there only after something else was done. */
    private static final Set<String> NOT_TRIED = Set.of("/events", "/trace", "/captures/{file}", "/openapi.json");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String GROUP = "225.1.1.1:";
    private static final String LOOPBACK = loopback();

    /** Nothing may be left over from another run. */
    private static int freePort() throws IOException {
        try (DatagramSocket any = new DatagramSocket()) {
            return any.getLocalPort();
        }
    }

    private static String loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                    .getName();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static final String FORWARDER =
            "{\"forwarders\":[{\"address\":\"a\",\"datagrams_up\":1,\"datagrams_down\":1,"
                    + "\"retransmissions\":0,\"retransmission_percent\":0.0,\"nodes\":[]}]}";

    private Site site = Site.of(BrokerKind.EMBEDDED_5, Path.of(""));
    private String token = "";
    private Map<String, Object> document = Map.of();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        String group = GROUP + freePort();
        site = Site.of(BrokerKind.EMBEDDED_5, folder)
                .set("topics.predefined=[{id: 1, topic: \"sensors/{client_id}/temp\"}, {id: 7, topic: cmd/aircon, "
                        + "clients: \"ac-*\"}]")
                .set(
                        "listeners.0.discovery.groups=['" + group + "']",
                        "listeners.0.discovery.interfaces=[" + LOOPBACK + "]")
                .set("clients=[{match: {client_id: \"therm-*\"}, expect_every: 1s}, {match: {client_id: \"*\"}}]")
                .start();
        token = Files.readString(folder.resolve("data/http.token")).strip();
        document = JSON.std.mapFrom(get("/openapi.json").body());
        fill();
    }

    /** Devices of every kind. */
    private void fill() {
        UdpDevice therm = site.device("therm-1")
                .connectedWithWill(false, 60, EndToEnd.will("state/therm-1", Qos.ONE, true), "gone");
        therm.subscribe("cmd/therm-1", Qos.ONE);
        therm.subscribe("all/#", Qos.ZERO);
        therm.sleep(600);
        site.application().publish("cmd/therm-1", 1, "hello");
        UdpDevice active = site.device("ac-1").connected(true);
        active.publish(new TopicRef.Predefined(1), Qos.ONE, "21.5");
        site.device(HOSTILE).connected(true).register("own/topic");
        Forwarder forwarder = site.forwarder();
        new UdpDevice("node-1", forwarder.node(0x0a, 0x2b)).connected(true);
        eventually(() -> assertThat(get("/clients/therm-1/queue").body()).contains("\"n\":1"));
    }

    @AfterAll
    void end() {
        site.close();
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + site.gateway().http().port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static Map<?, ?> object(Object value, String name) {
        return (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) value).get(name), name);
    }

    private Set<String> described() {
        Set<String> operations = new TreeSet<>();
        object(document, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .keySet()
                        .forEach(method ->
                                operations.add(String.valueOf(method).toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    @Test
    void everythingThatIsThereIsDescribedAndTheOtherWayRound() {
        assertThat(new TreeSet<>(site.gateway().http().operations())).isEqualTo(described());
    }

    @Test
    void everyAnswerIsAsTheDocumentSays() throws Exception {
        Set<String> there = Set.copyOf(site.gateway().http().operations());
        int checked = 0;
        for (Object each : object(document, "paths").keySet()) {
            String path = String.valueOf(each);
            if (!there.contains("GET " + path) || NOT_TRIED.contains(path)) {
                continue;
            }
            for (String address : addresses(path)) {
                HttpResponse<String> answer = get(address);
                assertThat(answer.statusCode()).as(address).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .as(address)
                        .hasValue("application/json");
                assertThat(problems(schemaOf(path, "200", "application/json"), answer.body()))
                        .as(address)
                        .isEmpty();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    private static List<String> addresses(String path) {
        if (!path.contains("{id}")) {
            return List.of(path);
        }
        return List.of("therm-1", "ac-1", HOSTILE, "node-1").stream()
                .map(id -> path.replace("{id}", part(id)))
                .toList();
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String schemaOf(String path, String status, String type) {
        Map<?, ?> operation = object(object(object(document, "paths"), path), "get");
        Map<?, ?> answer = object(object(operation, "responses"), status);
        return String.valueOf(
                object(object(object(answer, "content"), type), "schema").get("$ref"));
    }

    /** What is wrong with the text by this schema; an object must have no field that the schema does not name. */
    private List<String> problems(String reference, String text) throws IOException {
        String strict = JSON.std.asString(strict(document));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, strict)));
        Schema schema = registry.getSchema(SchemaLocation.of(DOCUMENT + reference));
        List<Error> errors = schema.validate(
                text,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.stream().map(Error::toString).toList();
    }

    private static Object strict(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(RestIT::strict).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, inner) -> copy.put(key, strict(inner)));
        if ("object".equals(copy.get("type")) && copy.get("properties") instanceof Map<?, ?>) {
            copy.putIfAbsent("additionalProperties", false);
        }
        return copy;
    }

    @Test
    void theCheckFindsWhatIsWrong() throws Exception {
        String reference = "#/components/schemas/Forwarders";
        assertThat(problems(reference, "{\"forwarders\":[]}")).isEmpty();
        assertThat(problems(reference, FORWARDER)).isEmpty();
        assertThat(problems(reference, FORWARDER.replace("\"a\"", "1"))).hasSize(1);
        assertThat(problems(reference, "{\"forwarders\":[],\"more\":1}")).hasSize(1);
        assertThat(problems(reference, "{}")).hasSize(1);
        String status = get("/status").body();
        assertThat(problems("#/components/schemas/Status", status)).isEmpty();
        assertThat(problems(
                        "#/components/schemas/Status",
                        status.replaceFirst("\"started\":\"[^\"]*\"", "\"started\":\"today\"")))
                .hasSize(1);
    }

    @Test
    void aHostileClientIdIsOneDeviceWhereverItStands() throws Exception {
        HttpResponse<String> answer = get("/clients/" + part(HOSTILE));
        assertThat(JSON.std.mapFrom(answer.body()).get("client_id")).isEqualTo(HOSTILE);
        assertThat(get("/clients/" + part(HOSTILE) + "/topics").body()).contains("own/topic");
        Map<String, Object> found =
                JSON.std.mapFrom(get("/clients?q=" + part("%2F<SCRIPT>")).body());
        assertThat(found.get("total")).isEqualTo(1);
    }

    @Test
    void pagesOfOneEachShowEveryDevice() throws Exception {
        List<Object> shown = new ArrayList<>();
        String cursor = "";
        do {
            String more = cursor.isEmpty() ? "" : "&cursor=" + part(cursor);
            Map<String, Object> page = JSON.std.mapFrom(
                    get("/clients?limit=1&sort=-last_seen" + more).body());
            ((List<?>) Objects.requireNonNull(page.get("clients")))
                    .forEach(row -> shown.add(((Map<?, ?>) row).get("client_id")));
            cursor = page.get("next_cursor") == null ? "" : String.valueOf(page.get("next_cursor"));
        } while (!cursor.isEmpty());
        assertThat(shown).containsExactlyInAnyOrder("therm-1", "ac-1", HOSTILE, "node-1");
    }

    @Test
    void whatIsWrongIsSaidWithWhatIsAllowed() throws Exception {
        assertProblem(get("/clients/nobody"), 404, "no client");
        assertProblem(get("/clients/nobody/queue"), 404, "no client");
        assertProblem(get("/clients?state=dead"), 400, "active, asleep");
        assertProblem(get("/clients?sort=color"), 400, "last_seen");
        assertProblem(get("/clients?limit=0"), 400, "1 to 1000");
        assertProblem(get("/clients?overdue=maybe"), 400, "true or false");
        assertProblem(get("/clients?cursor=x"), 400, "next_cursor");
        assertProblem(get("/clients?colour=red"), 400, "cursor, limit, overdue, q, sort, state");
        assertProblem(get("/status?x=1"), 400, "none is allowed");
    }

    @Test
    void tellsWhereAListenersGroupsAreJoined() {
        eventually(() -> assertThat(get("/listeners").body())
                .containsPattern("\"groups\":\\[\\{\"group\":\"" + Pattern.quote(GROUP) + "\\d+\",\"interfaces\":\\[\""
                        + LOOPBACK + "\"\\],\"problem\":\"\"\\}\\]"));
    }

    @Test
    void listsWhoWasLetIn() throws Exception {
        assertThat(get("/allowed").body()).isEqualTo("{\"allowed\":[]}");
        post("/rejected/192.0.2.7:5000/allow");
        post("/rejected/2001:db8::1/allow");
        String allowed = get("/allowed").body();
        assertThat(allowed).isEqualTo("{\"allowed\":[{\"address\":\"192.0.2.7\"},{\"address\":\"2001:db8::1\"}]}");
        assertThat(problems("#/components/schemas/Allowed", allowed)).isEmpty();
    }

    @Test
    void whatIsRecordedIsListed() throws Exception {
        String begun = post("/captures", "{\"seconds\":600,\"client\":\"therm-1\",\"from\":\"127.0.0.0/8\"}");
        assertThat(problems("#/components/schemas/Capture", begun)).isEmpty();
        String listed = get("/captures").body();
        assertThat(listed).contains("\"client\":\"therm-1\",\"from\":\"127.0.0.0/8\"", "\"running\":true");
        assertThat(problems("#/components/schemas/Captures", listed)).isEmpty();
    }

    private void post(String path) throws Exception {
        post(path, "");
    }

    private String post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + site.gateway().http().port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return answer.body();
    }

    private void assertProblem(HttpResponse<String> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problems("#/components/schemas/Problem", answer.body())).isEmpty();
        assertThat(String.valueOf(JSON.std.mapFrom(answer.body()).get("detail")))
                .contains(detail);
    }

    @Test
    void saysOfEachDeviceWhatItIs() throws Exception {
        eventually(() -> assertThat(get("/clients?overdue=true").body()).contains("\"client_id\":\"therm-1\""));
        Map<String, Object> therm = JSON.std.mapFrom(get("/clients/therm-1").body());
        assertThat(therm)
                .containsEntry("state", "asleep")
                .containsEntry("expect_every_s", 1)
                .containsEntry("sleep_s", 600)
                .containsEntry("queued", 1)
                .containsEntry("subscriptions", 2)
                .containsEntry("will", Map.of("topic", "state/therm-1", "qos", 1, "retain", true));
        assertThat(therm.get("delivery_expected")).isNotNull();
        assertThat(JSON.std.mapFrom(get("/clients/node-1").body())).containsEntry("node", "0a2b");
        assertThat(get("/forwarders").body())
                .contains("\"datagrams_up\":1,\"datagrams_down\":1,\"retransmissions\":0,"
                        + "\"retransmission_percent\":0.0,\"nodes\":[{\"node\":\"0a2b\",\"client_id\":\"node-1\","
                        + "\"state\":\"active\"");
        assertThat(get("/clients/ac-1/topics").body())
                .contains("{\"topic_id\":7,\"topic\":\"cmd/aircon\",\"type\":\"predefined\",\"confirmed\":true}");
        assertThat(get("/config").body())
                .contains(
                        "{\"key\":\"http.bind\",\"value\":\"127.0.0.1:0\",\"default\":\"127.0.0.1:8080\",\"changed\":true,");
    }
}

package org.sngateway.gateway.adapter.http;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.view.Chronicle;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** The stream of events by itself: a server, views and events that the test makes. */
final class EventRoutesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FLEET = 5_000;
    private static final int CHANGES_MAX = 40;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Chronicle chronicle = new Chronicle(10, () -> 1_700_000_000_000_000_000L);
    private final SlowReaders slowReaders = new SlowReaders();
    private final AtomicInteger collected = new AtomicInteger();
    private volatile GatewayView view = Rows.view(Rows.sleeper("c1", 0), Rows.sleeper("c2", 0));
    private volatile String broker = "as ever";
    private @Nullable HttpWindow window;

    private static GatewayStatus status(GatewayView at, String brokerDetail) {
        return new GatewayStatus(
                new GatewayStatus.Identity("gw1", "1", 1, List.of("1.2"), "transparent", "java", 0, 0),
                "",
                List.of(),
                new GatewayStatus.Broker("mqtt://b", GatewayStatus.BrokerState.CONNECTED, 0, brokerDetail, 0, -1),
                at.sums(),
                new GatewayStatus.Traffic(0, 0, 0, 0, Map.of(), Double.NaN, Double.NaN),
                new GatewayStatus.Storage(true, true, -1),
                // It differs each time, and is no news.
                new GatewayStatus.Memory(System.nanoTime(), 0));
    }

    private record Anyone() implements AccessTokens {
        @Override
        public boolean isRight(String token) {
            return true;
        }

        @Override
        public String pass() {
            return "pass";
        }

        @Override
        public boolean isPass(String pass) {
            return false;
        }
    }

    @BeforeEach
    void open() throws HttpBindFailed {
        LiveSources live = new LiveSources(
                () -> {
                    collected.incrementAndGet();
                    return CompletableFuture.completedFuture(view);
                },
                at -> status(at, broker),
                chronicle,
                worker,
                slowReaders);
        window = HttpWindow.open(
                new HttpSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpSettings.Metrics.OFF, false),
                new HttpSources(
                        () -> CompletableFuture.completedFuture(""),
                        () -> "",
                        () -> CompletableFuture.failedFuture(new IllegalStateException()),
                        new Anyone()),
                List.of(new EventRoutes(live)));
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
        }
        worker.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        int port = window == null ? 0 : window.port();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer any");
    }

    /** An open stream, and all its lines so far. */
    private final class Listener {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> status;

        Listener(String path, @Nullable String lastEventId) {
            HttpRequest.Builder request = request(path);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            CompletableFuture<Integer> answered = new CompletableFuture<>();
            client.sendAsync(request.build(), info -> {
                answered.complete(info.statusCode());
                return HttpResponse.BodySubscribers.fromLineSubscriber(new Lines(lines));
            });
            status = answered;
        }

        void hears(String... wanted) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines).contains(wanted));
        }

        /** The data of all events of this name so far. */
        List<Map<String, Object>> data(String event) {
            List<Map<String, Object>> found = new ArrayList<>();
            List<String> now = List.copyOf(lines);
            for (int i = 0; i < now.size() - 1; i++) {
                String next = now.get(i + 1);
                if (now.get(i).equals("event: " + event) && next.startsWith("data: ")) {
                    found.add(object(next.substring("data: ".length())));
                }
            }
            return found;
        }

        /** Waits for so many events of this name, and returns the last one's data. */
        Map<String, Object> hears(String event, int count) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(data(event)).hasSize(count));
            return data(event).get(count - 1);
        }
    }

    private static Map<String, Object> object(String json) {
        try {
            return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new AssertionError(json, malformed);
        }
    }

    /** Client ids and how many messages wait for each, from an array of rows. */
    private static List<String> rows(@Nullable Object array) {
        List<String> texts = new ArrayList<>();
        if (array instanceof List<?> rows) {
            for (Object row : rows) {
                Map<?, ?> fields = (Map<?, ?>) row;
                texts.add(fields.get("client_id") + "=" + fields.get("queued"));
            }
        }
        return texts;
    }

    private record Lines(List<String> lines) implements java.util.concurrent.Flow.Subscriber<String> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private void happens(String name, @Nullable String clientId) {
        chronicle.onEvent(new GatewayEvent(
                0,
                1_700_000_000_204_000_000L,
                GatewayEvent.Level.INFO,
                name,
                clientId,
                List.of(new GatewayEvent.Field("cause", "x\ny"), new GatewayEvent.Field("code", 3L))));
    }

    private String id(int number) {
        return "id: " + chronicle.events().nameOf(number);
    }

    private static String event(int id, String name, String clientId) {
        return "data: {\"id\":" + id + ",\"ts\":\"2023-11-14T22:13:20.204Z\",\"level\":\"info\",\"event\":\"" + name
                + "\",\"client\":\"" + clientId + "\",\"cause\":\"x\\ny\",\"code\":3}";
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithWhatChanges() {
        happens("client.connected", "c1");
        Listener listener = new Listener("/events", null);
        Map<String, Object> snapshot = listener.hears("snapshot", 1);
        assertThat(rows(snapshot.get("clients"))).containsExactly("c1=0", "c2=0");
        assertThat(String.valueOf(snapshot.get("status"))).contains("detail=as ever");
        assertThat(String.valueOf(snapshot.get("events")))
                .contains("event=client.connected")
                .contains("client=c1");
        view = Rows.view(Rows.sleeper("c2", 3), Rows.sleeper("c3", 0));
        Map<String, Object> changes = listener.hears("clients", 1);
        assertThat(rows(changes.get("changed"))).containsExactly("c2=3", "c3=0");
        assertThat(changes.get("gone")).isEqualTo(List.of("c1"));
        Map<String, Object> status = listener.hears("status", 1);
        assertThat(status.toString()).as("messages wait now").contains("detail=as ever");
        broker = "unreachable";
        assertThat(listener.hears("status", 2).toString()).contains("detail=unreachable");
        happens("client.lost", "c2");
        listener.hears("event: event", id(2), event(2, "client.lost", "c2"));
        assertThat(listener.data("clients"))
                .as("rows that have not changed are not sent")
                .hasSize(1);
    }

    @Test
    void tellsAReaderWhoComesAgainWhatItMissed() {
        happens("client.connected", "c1");
        happens("client.asleep", "c1");
        happens("client.lost", "c1");
        String first = chronicle.events().nameOf(1);
        Listener listener = new Listener("/events?types=event", first);
        listener.hears("data: {\"events\":[]}", id(2), id(3), event(3, "client.lost", "c1"));
        assertThat(listener.lines).doesNotContain(id(1));
    }

    /** Its numbers began at 1, too: a reader who believed them would miss what has happened since the restart. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "99", "0-1", "1hq3x8k2-2", "-1", "x", "SELF-99", "SELF-", "SELF-1x", "SELF--1"})
    void showsTheLatestToAReaderWhoComesFromAnotherProcess(String name) {
        happens("client.connected", "c1");
        happens("client.asleep", "c1");
        happens("client.lost", "c1");
        String self = chronicle.events().nameOf(0).replace("-0", "");
        assertThat(new Listener("/events?types=event", name.replace("SELF", self)))
                .satisfies(later -> later.hears("data: {\"events\":["
                        + event(1, "client.connected", "c1").substring(6) + ","
                        + event(2, "client.asleep", "c1").substring(6) + ","
                        + event(3, "client.lost", "c1").substring(6) + "]}"));
    }

    @Test
    void showsOneClientOrOneKindIfAsked() {
        Listener listener = new Listener("/events?types=clients,event&client=c2", null);
        Map<String, Object> snapshot = listener.hears("snapshot", 1);
        assertThat(snapshot).containsOnlyKeys("clients", "events");
        assertThat(rows(snapshot.get("clients"))).containsExactly("c2=0");
        view = Rows.view(Rows.sleeper("c1", 7), Rows.sleeper("c2", 8));
        happens("client.lost", "c1");
        happens("client.awake", "c2");
        assertThat(rows(listener.hears("clients", 1).get("changed"))).containsExactly("c2=8");
        listener.hears(event(2, "client.awake", "c2"));
        assertThat(listener.lines).noneMatch(line -> line.contains("c1"));
    }

    @Test
    void collectsTheViewOnceForAllAndNeverForNobody() {
        Listener one = new Listener("/events?types=event", null);
        one.hears("event: snapshot");
        int before = collected.get();
        happens("a", "c1");
        one.hears(id(1));
        assertThat(collected.get()).as("who wants events only needs no view").isEqualTo(before);
    }

    private static GatewayView fleet(int queued, String... others) {
        List<ClientRow> rows = new ArrayList<>();
        for (int i = 0; i < FLEET; i++) {
            rows.add(Rows.sleeper("device-" + i, queued));
        }
        for (String other : others) {
            rows.add(Rows.sleeper(other, 0));
        }
        return Rows.view(rows.toArray(new ClientRow[0]));
    }

    /** Each change of all rows is a megabyte: what is not read must not pile up. */
    @Test
    void aReaderWhoStopsReading_isPassedOverAndCounted_andDisturbsNobody() throws Exception {
        view = fleet(0);
        try (Socket stopped = reader();
                Socket other = reader()) {
            assertThat(readUntil(other, "event: snapshot")).contains("event: snapshot");
            int changes = 0;
            // What the kernel takes for the reader differs from machine to machine.
            while (slowReaders.passes() < 3) {
                view = fleet(++changes, "mark-" + changes);
                readUntil(other, "mark-" + changes);
                assertThat(changes)
                        .as("megabytes taken for a reader who reads nothing")
                        .isLessThan(CHANGES_MAX);
            }
            view = fleet(++changes, "mark-last");
            readUntil(other, "mark-last");

            String read = readUntil(stopped, "mark-last");
            assertThat(read).contains("event: snapshot\n");
            assertThat(read.split("event: clients\n", -1))
                    .as("one change instead of those that it did not take")
                    .hasSizeLessThanOrEqualTo(changes);
        }
    }

    /** Somebody who has asked for all clients, and of whose answer the system keeps little. */
    private Socket reader() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), request("/").build().uri().getPort()));
        socket.getOutputStream()
                .write("GET /api/v1/events?types=clients HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer any\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readUntil(Socket socket, String wanted) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] octets = new byte[1 << 16];
        String tail = "";
        while (!tail.contains(wanted)) {
            int count = socket.getInputStream().read(octets);
            assertThat(count).as("the stream has ended").isPositive();
            read.write(octets, 0, count);
            tail = tail.substring(Math.max(0, tail.length() - wanted.length()))
                    + new String(octets, 0, count, StandardCharsets.US_ASCII);
        }
        return read.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void refusesUnknownKindsAndTheSeventeenthStream() throws Exception {
        HttpResponse<String> answer =
                client.send(request("/events?types=all").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        for (int i = 0; i < 16; i++) {
            assertThat(new Listener("/events?types=event", null).status.get()).isEqualTo(200);
        }
        assertThat(new Listener("/events", null).status.get()).isEqualTo(503);
    }

    @Test
    void showsWhatWasTurnedAwayAndWhatDidNotArrive() throws Exception {
        chronicle.dropped(Peer.Udp.ofIpv4(0, 0x08080808, 1), DropReason.NOT_ALLOWED);
        chronicle.spooledRefused(
                "c1", new OutgoingPublish("t/up", Octets.ofUtf8("21.5"), Qos.TWO, false), ReturnCode.NOT_SUPPORTED);
        assertThat(client.send(request("/rejected").build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("{\"rejected\":[{\"address\":\"8.8.8.8\",\"reason\":\"not_allowed\",\"count\":1,"
                        + "\"first\":\"2023-11-14T22:13:20.000Z\",\"last\":\"2023-11-14T22:13:20.000Z\"}]}");
        assertThat(client.send(request("/dead-letters").build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("{\"dead_letters\":[{\"ts\":\"2023-11-14T22:13:20.000Z\",\"client\":\"c1\","
                        + "\"direction\":\"up\",\"topic\":\"t/up\",\"qos\":2,\"bytes\":4,"
                        + "\"reason\":\"broker_refused_not_supported\"}],\"total\":1}");
    }
}

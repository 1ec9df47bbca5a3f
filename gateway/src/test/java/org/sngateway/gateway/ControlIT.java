package org.sngateway.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.PersistentPublisher;
import org.sngateway.gateway.device.UdpDevice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/**
 * What operators do with live devices of a gateway with two shards, while others publish. There are so many devices that
 * each shard has some: the kernel divides them by their addresses.
 */
class ControlIT {
    private static final int DEVICES = 16;

    @TempDir
    Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<UdpDevice> devices = new ArrayList<>();
    private Site site = Site.of(BrokerKind.MOSQUITTO_5_TWO_SHARDS, folder);

    @BeforeEach
    void start() {
        site = Site.of(BrokerKind.MOSQUITTO_5_TWO_SHARDS, folder).start();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(site.device("d" + i).connected(false));
        }
    }

    @AfterEach
    void end() {
        site.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        String token = Files.readString(folder.resolve("data/http.token")).strip();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + site.gateway().http().port() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void done(String method, String path, String answer) throws Exception {
        HttpResponse<String> done = send(method, path, "");
        assertThat(done.statusCode()).as(path + ": " + done.body()).isEqualTo(200);
        assertThat(done.body()).contains(answer);
    }

    @Test
    void everyDeviceIsReached_whicheverShardHasIt_andTheOthersGoOn() throws Exception {
        MqttPeer eye = site.eye("load/#");
        List<PersistentPublisher> publishers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            PersistentPublisher publisher =
                    new PersistentPublisher(site.device("busy-" + i), "load/" + i, i % 2 == 0 ? Qos.ONE : Qos.TWO);
            publishers.add(publisher);
            Thread thread = new Thread(publisher, "busy-" + i);
            thread.start();
            threads.add(thread);
        }
        publishers.forEach(PersistentPublisher::awaitOne);

        publishToSleepers();
        flush();
        kick();
        forget();

        publishers.forEach(PersistentPublisher::awaitOne);
        publishers.forEach(PersistentPublisher::end);
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        publishers.forEach(
                publisher -> eventually(() -> assertThat(eye.messages()).containsAll(publisher.accepted())));
        site.checkTheWireAndTheLog();
    }

    private void publishToSleepers() throws Exception {
        devices.forEach(device -> device.sleep(600));
        for (UdpDevice device : devices) {
            String body = "{\"topic\":\"cmd/x\",\"payload\":\"for " + device.clientId() + "\",\"qos\":1}";
            HttpResponse<String> queued = send("POST", "/clients/" + device.clientId() + "/publish", body);
            assertThat(queued.statusCode()).as(queued.body()).isEqualTo(202);
            assertThat(queued.body()).contains("\"durable\":true");
        }
        for (UdpDevice device : devices) {
            assertThat(device.wake()).containsExactly("cmd/x 1 0 for " + device.clientId());
            assertThat(device.wake()).as("a second time").isEmpty();
        }
    }

    private void flush() throws Exception {
        for (UdpDevice device : devices) {
            String path = "/clients/" + device.clientId();
            send("POST", path + "/publish", "{\"topic\":\"cmd/x\",\"payload\":\"no\",\"qos\":2}");
            send("POST", path + "/publish", "{\"topic\":\"cmd/x\",\"payload\":\"no\",\"qos\":0}");
            done("DELETE", path + "/queue", "\"dropped\":2");
            assertThat(device.wake()).as("nothing is left").isEmpty();
        }
    }

    private void kick() throws Exception {
        for (UdpDevice device : devices) {
            device.connected(false);
            done("DELETE", "/clients/" + device.clientId(), "\"dropped\":0");
            device.expect(Disconnect.class);
        }
        assertThat(send("DELETE", "/clients/d0", "").statusCode())
                .as("it is not connected any more")
                .isEqualTo(409);
    }

    private void forget() throws Exception {
        for (UdpDevice device : devices) {
            String path = "/clients/" + device.clientId();
            done("DELETE", path + "?forget=true", "\"client_id\":\"" + device.clientId() + "\"");
            // The broker's session is ended in a connection of its own, and until then the gateway knows of the device.
            eventually(() -> assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404));
        }
        devices.get(0).connected(false);
        done("DELETE", "/clients/d0", "\"dropped\":0");
    }

    /** Another process holds the store: what is asked for happens, and is not confirmed before it is safe. */
    @Test
    void whileNothingCanBeStored_itIsSaidThatItIsNotConfirmed_andLaterAllIsWell() throws Exception {
        Path store = folder.resolve("data/sessions.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            HttpResponse<String> unconfirmed = send("DELETE", "/clients/d1", "");
            assertThat(unconfirmed.statusCode()).as(unconfirmed.body()).isEqualTo(503);
            assertThat(unconfirmed.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(unconfirmed.body()).contains("it may have been done");
            devices.get(1).expect(Disconnect.class);
            statement.execute("ROLLBACK");
        }
        eventually(() -> done("DELETE", "/clients/d2", "\"client_id\":\"d2\""));
        devices.get(2).expect(Disconnect.class);
        eventually(
                () -> assertThat(send("DELETE", "/clients/d1?forget=true", "").statusCode())
                        .isEqualTo(200));
    }
}

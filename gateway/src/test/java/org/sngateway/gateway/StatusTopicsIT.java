package org.sngateway.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** The gateway's own topics at a real broker. */
class StatusTopicsIT {
    @TempDir
    Path folder = Path.of("");

    private Site site = Site.of(BrokerKind.MOSQUITTO_5, folder);

    private void start(BrokerKind kind, String... assignments) {
        site = Site.of(kind, folder)
                .set("status_topics.enabled=true", "status_topics.interval=1s")
                .set(assignments)
                .start();
    }

    @AfterEach
    void ends() {
        site.close();
    }

    @Test
    void tellsHowTheGatewayAndItsDevicesAre() {
        start(BrokerKind.MOSQUITTO_5);
        UdpDevice device = site.device("therm/1").connected(false);
        device.sleep(600);
        MqttPeer eye = site.eye("sn-gateway/gw1/#");
        eventually(() -> assertThat(eye.messages())
                .anyMatch(message -> isRetained(message, "state", "{\"state\":\"online\"}"))
                .anyMatch(message -> isRetained(message, "info", "{\"name\":\"gw1\","))
                .anyMatch(message -> isRetained(message, "health", "\"asleep\":1"))
                .anyMatch(message -> isRetained(message, "clients/therm%2F1/availability", "online"))
                .anyMatch(message -> isRetained(message, "clients/therm%2F1/status", "\"state\":\"asleep\"")));
        MqttPeer later = site.eye("sn-gateway/gw1/#");
        eventually(() -> assertThat(later.messages())
                .as("what the broker has retained")
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/state 1 1 "))
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/info 1 1 "))
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/health 1 1 "))
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/clients/therm%2F1/status 1 1 ")));
        MqttPeer events = site.eye("sn-gateway/gw1/event");
        device.connected(false);
        eventually(() -> assertThat(events.messages())
                .anyMatch(message -> message.contains("\"event\":\"client.connected\"")
                        && message.contains("\"client\":\"therm/1\"")));
        site.checkTheWireAndTheLog();
    }

    @Test
    void tellsADeliveryOnTheDevicesReceiptTopic() {
        start(BrokerKind.MOSQUITTO_3_1_1);
        MqttPeer receipts = site.eye("sn-gateway/gw1/receipt/#");
        UdpDevice device = site.device("d").connected(false);
        device.subscribe("cmd", Qos.ONE);
        device.sleep(600);
        site.application().publish("cmd", 1, "open");
        device.wakeForMessages(1);
        eventually(() -> assertThat(receipts.messages())
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/receipt/d 1 0 {")
                        && message.contains("\"topic\":\"cmd\"")
                        && message.contains("\"attempts\":1")));
    }

    @Test
    void saysOfflineWhenItStops_andAllOfItAgainWhenTheBrokerComesBack() {
        site = Site.of(BrokerKind.MOSQUITTO_5, folder)
                .with(MosquittoProcess.in(folder).start())
                .set("status_topics.enabled=true")
                .start();
        site.device("d").connected(true);
        MqttPeer before = site.eye("sn-gateway/gw1/clients/#");
        eventually(() -> assertThat(before.messages())
                .anyMatch(message -> isRetained(message, "clients/d/availability", "online")));
        // It keeps nothing on disk, and so has forgotten all of it.
        site.mosquitto().restart();
        MqttPeer after = site.eye("sn-gateway/gw1/#");
        eventually(() -> assertThat(after.messages())
                .anyMatch(message -> isRetained(message, "state", "{\"state\":\"online\"}"))
                .anyMatch(message -> isRetained(message, "clients/d/availability", "o")));
        site.closeGateway();
        eventually(() -> assertThat(after.messages()).last().asString().contains("{\"state\":\"offline\"}"));
    }

    private static boolean isRetained(String message, String last, String text) {
        String topic = "sn-gateway/gw1/" + last;
        boolean isThere = message.startsWith(topic + " 1 0 ") || message.startsWith(topic + " 1 1 ");
        return isThere && message.contains(text);
    }

    @Test
    void takesNoCommands_unlessItIsToldTo() {
        start(BrokerKind.MOSQUITTO_5);
        UdpDevice device = site.device("d").connected(true);
        MqttPeer eye = site.eye("sn-gateway/gw1/#");
        site.application().publish("sn-gateway/gw1/request/client/kick", 1, "{\"client_id\":\"d\"}");
        eventually(() -> assertThat(eye.messages()).anyMatch(message -> message.contains("/health")));
        device.hearsNothing();
        assertThat(eye.messages()).noneMatch(message -> message.contains("/response/"));
    }

    @Test
    void doesWhatIsAsked_andAnswersWithTheTransaction() {
        start(BrokerKind.MOSQUITTO_5, "status_topics.requests=true");
        MqttPeer answers = site.eye("sn-gateway/gw1/response/#");
        eventually(() -> {
            ask("no/such", "{\"transaction\":\"t0\"}");
            assertThat(answers.messages())
                    .anyMatch(message -> message.startsWith("sn-gateway/gw1/response/no/such 1 0 {\"status\":\"error\"")
                            && message.endsWith("\"transaction\":\"t0\"}"));
        });
        UdpDevice device = site.device("d").connected(false);
        device.subscribe("cmd", Qos.ONE);
        device.sleep(600);
        site.application().publish("cmd", 1, "open");
        eventually(() -> {
            ask("queue/list", "{\"client_id\":\"d\",\"transaction\":1}");
            assertThat(answers.messages())
                    .anyMatch(message -> message.startsWith(
                                    "sn-gateway/gw1/response/queue/list 1 0 {\"status\":\"ok\",\"data\":{\"queue\":[{")
                            && message.contains("\"topic\":\"cmd\"")
                            && message.endsWith("\"transaction\":1}"));
        });
        ask("client/flush", "{\"client_id\":\"d\",\"transaction\":2}");
        ask("config/reload", "{\"transaction\":3}");
        ask("client/kick", "{\"client_id\":\"nobody\",\"transaction\":4}");
        eventually(() -> assertThat(answers.messages())
                .contains(
                        "sn-gateway/gw1/response/client/flush 1 0 {\"status\":\"ok\",\"data\":{\"dropped\":1},\"transaction\":2}",
                        "sn-gateway/gw1/response/config/reload 1 0 {\"status\":\"ok\",\"data\":{\"applied\":[],"
                                + "\"needs_restart\":[]},\"transaction\":3}")
                .anyMatch(message -> message.startsWith("sn-gateway/gw1/response/client/kick 1 0 {\"status\":\"error\"")
                        && message.endsWith("\"transaction\":4}")));
        MqttPeer eye = site.eye("sn-gateway/gw1/clients/#");
        eventually(() -> assertThat(eye.messages()).anyMatch(message -> isRetained(message, "clients/d/status", "{")));
        ask("client/forget", "{\"client_id\":\"d\"}");
        eventually(() -> assertThat(eye.messages())
                .contains("sn-gateway/gw1/clients/d/availability 1 0 ", "sn-gateway/gw1/clients/d/status 1 0 "));
        UdpDevice other = site.device("e").connected(true);
        ask("client/kick", "{\"client_id\":\"e\"}");
        other.expect(Disconnect.class);
    }

    private void ask(String operation, String arguments) {
        site.application().publish("sn-gateway/gw1/request/" + operation, 1, arguments);
    }
}

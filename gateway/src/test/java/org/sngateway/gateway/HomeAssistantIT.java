package org.sngateway.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** What Home Assistant finds at a real broker. */
class HomeAssistantIT {
    private static final String GATEWAY = "homeassistant/device/sn_gateway_gw1/config";
    private static final String THERM = "homeassistant/device/sn_gateway_gw1_client_therm-1/config";
    private static final String HOSTILE = "homeassistant/device/sn_gateway_gw1_client_a_2F_3Cb_3E_2B_23/config";
    private static final String RULES = "home_assistant.devices=[{client_id: 'therm-*', entities: [{key: temp,"
            + " platform: sensor, state_topic: 'sensors/{client_id}'}]}]";

    @TempDir
    Path folder = Path.of("");

    private Site site = Site.of(BrokerKind.MOSQUITTO_5, folder);

    private void configure(BrokerKind kind, String... assignments) {
        site = Site.of(kind, folder)
                .set("status_topics.enabled=true", "status_topics.requests=true")
                .set("home_assistant.enabled=true", RULES)
                .set(assignments);
    }

    @AfterEach
    void ends() {
        site.close();
    }

    private static void finds(MqttPeer eye, String topic, String... parts) {
        eventually(() -> assertThat(eye.messages())
                .anyMatch(message ->
                        message.startsWith(topic + " ") && Stream.of(parts).allMatch(message::contains)));
    }

    private void reload() {
        site.gateway().reload("test");
    }

    @Test
    void findsEachDevice_andTheGateway_retained() {
        configure(BrokerKind.MOSQUITTO_3_1_1);
        site.start();
        site.device("therm-1").connected(false).sleep(300);
        site.device("a/<b>+#").connected(false);
        MqttPeer first = site.eye("homeassistant/#");
        finds(first, THERM, "\"expire_after\":660", "\"flush\":{");
        finds(first, HOSTILE, "\"name\":\"a/<b>+#\"", "/clients/a%2F<b>%2B%23/status\"");
        MqttPeer later = site.eye("homeassistant/device/+/config");
        finds(later, GATEWAY + " 1 1");
        finds(later, THERM + " 1 1");
        finds(later, HOSTILE + " 1 1");
        site.checkTheWireAndTheLog();
    }

    @Test
    void findsThemAgain_whenItHasStarted() {
        configure(BrokerKind.MOSQUITTO_5);
        site.start();
        site.device("therm-1").connected(true);
        MqttPeer eye = site.eye("homeassistant/device/#");
        finds(eye, THERM);
        MqttPeer other = site.eye("homeassistant/device/#");
        finds(other, THERM + " 1 1");
        site.application().publish("homeassistant/status", 0, "offline");
        site.application().publish("homeassistant/status", 0, "online");
        finds(other, GATEWAY + " 1 0");
        finds(other, THERM + " 1 0");
    }

    @Test
    void aSleeperOnTimeIsOnline_aLateOneIsOffline() {
        configure(BrokerKind.MOSQUITTO_5, "sleep.tolerance=0%");
        site.start();
        site.device("therm-1").connected(false).sleep(600);
        site.device("therm-2").connected(false).sleep(1);
        MqttPeer eye = site.eye("sn-gateway/gw1/clients/+/availability");
        finds(eye, "sn-gateway/gw1/clients/therm-1/availability", "online");
        finds(eye, "sn-gateway/gw1/clients/therm-2/availability", "offline");
        assertThat(eye.messages()).noneMatch(message -> message.contains("therm-1") && message.endsWith("offline"));
    }

    @Test
    void aForgottenDeviceIsRemoved_oneThatOnlyLeavesIsNot() {
        configure(BrokerKind.MOSQUITTO_5);
        site.start();
        site.device("therm-1").connected(false);
        UdpDevice other = site.device("therm-2").connected(true);
        MqttPeer eye = site.eye("homeassistant/device/#");
        String otherTopic = THERM.replace("therm-1", "therm-2");
        finds(eye, THERM);
        finds(eye, otherTopic);
        MqttPeer availability = site.eye("sn-gateway/gw1/clients/therm-2/availability");
        other.disconnect();
        finds(availability, "sn-gateway/gw1/clients/therm-2/availability", "offline");
        site.application().publish("sn-gateway/gw1/request/client/forget", 1, "{\"client_id\":\"therm-1\"}");
        eventually(() -> assertThat(eye.messages()).contains(THERM + " 1 0 "));
        assertThat(eye.messages()).noneMatch(message -> message.equals(otherTopic + " 1 0 "));
        site.application().publish("sn-gateway/gw1/request/client/forget", 1, "{\"client_id\":\"therm-2\"}");
        eventually(() -> assertThat(eye.messages()).contains(otherTopic + " 1 0 "));
    }

    @Test
    void otherRulesCountAtOnce() throws Exception {
        Path file = folder.resolve("c.yaml");
        Files.writeString(
                file, "home_assistant: {devices: [{entities: [" + "{key: old, platform: sensor, state_topic: s}]}]}");
        site = Site.of(BrokerKind.MOSQUITTO_5, folder)
                .configuredBy(file)
                .set("status_topics.enabled=true", "home_assistant.enabled=true")
                .start();
        site.device("therm-1").connected(true);
        MqttPeer eye = site.eye("homeassistant/device/#");
        finds(eye, THERM, "\"old\":{\"platform\":\"sensor\",");
        Files.writeString(
                file, "home_assistant: {devices: [{entities: [" + "{key: new, platform: sensor, state_topic: s}]}]}");
        reload();
        finds(eye, THERM, "\"old\":{\"platform\":\"sensor\"}", "\"new\":{");
        eventually(() -> assertThat(eye.messages())
                .last()
                .asString()
                .contains("\"new\":{")
                .doesNotContain("\"old\""));
    }

    @Test
    void tellsItAll_whenTheBrokerHasForgottenIt_andAfterItsOwnRestart() {
        configure(BrokerKind.MOSQUITTO_5);
        // It keeps nothing on disk.
        site.with(MosquittoProcess.in(folder).start()).start();
        site.device("therm-1").connected(false);
        finds(site.eye("homeassistant/device/#"), THERM);
        site.mosquitto().restart();
        MqttPeer after = site.eye("homeassistant/device/#");
        finds(after, GATEWAY);
        finds(after, THERM);
        site.closeGateway();
        site.application().publish("homeassistant/nothing", 0, "");
        MqttPeer again = site.eye("homeassistant/device/#");
        finds(again, THERM + " 1 1");
        site.startGateway();
        finds(again, THERM + " 1 0");
    }
}

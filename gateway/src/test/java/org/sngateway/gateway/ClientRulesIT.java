package org.sngateway.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** What devices are allowed to, what the broker knows them as, and the topic prefix of their gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientRulesIT {
    private Site site = Site.of(BrokerKind.MOSQUITTO_5, Path.of(""));

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        MosquittoProcess broker = MosquittoProcess.in(folder)
                .user("therm", "secret of therm")
                .user("gateway", "secret of gateway")
                .anonymousToo()
                .start();
        Path ofTherm = Files.writeString(folder.resolve("therm.password"), "secret of therm\n");
        Path ofGateway = Files.writeString(folder.resolve("gateway.password"), "secret of gateway\n");
        site = Site.of(BrokerKind.MOSQUITTO_5, folder)
                .with(broker)
                .set("broker.username=gateway", "broker.password_file=" + ofGateway, "broker.topic_prefix=site7/")
                .set("topics.predefined=[{id: 1, topic: \"sensors/{client_id}/temp\"}, {id: 2, topic: \"alarm\"}]")
                .set("clients=[{match: {client_id: \"therm-*\"}, broker_username: therm, broker_password_file: \""
                        + ofTherm + "\", publish: [\"sensors/{client_id}/#\"], subscribe: [\"cmd/{client_id}/#\"]}, "
                        + "{match: {client_id: \"guest-*\"}}]")
                .start();
    }

    @AfterAll
    void checkAndEnd() {
        try (Site ending = site) {
            ending.checkTheWireAndTheLog();
        }
    }

    @Test
    void refusesDevicesThatNoRuleFits() {
        assertThat(site.device("intruder").connect(true, 60)).isEqualTo(ReturnCode.NOT_SUPPORTED);
    }

    @Test
    void putsThePrefixBeforeTheTopicsOfBothDirections() {
        UdpDevice device = site.device("therm-1").connected(true);
        MqttPeer eye = site.eye("site7/#");

        assertThat(device.publish(new TopicRef.Predefined(1), Qos.ONE, "21")).isEqualTo(ReturnCode.ACCEPTED);
        eventually(() -> assertThat(eye.messages()).contains("site7/sensors/therm-1/temp 1 0 21"));
        device.subscribe("cmd/therm-1/#", Qos.ONE);
        site.application().publish("cmd/therm-1/x", 1, "without the prefix");
        site.application().publish("site7/cmd/therm-1/x", 1, "with it");
        assertThat(device.message()).isEqualTo("cmd/therm-1/x 1 0 with it");
        device.hearsNothing();
    }

    @Test
    void putsThePrefixBeforeTheTopicOfAWill() {
        MqttPeer eye = site.eye("#");
        site.device("therm-will")
                .connectedWithWill(true, 1, EndToEnd.will("sensors/therm-will/state", Qos.ONE, false), "gone");

        eventually(() -> assertThat(eye.messages()).contains("site7/sensors/therm-will/state 1 0 gone"));
    }

    @Test
    void refusesTopicsThatADeviceMayNotPublishTo() {
        UdpDevice device = site.device("therm-2").connected(true);
        MqttPeer eye = site.eye("site7/#");

        assertThat(device.publish(new TopicRef.Predefined(2), Qos.ONE, "x")).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(device.publish(new TopicRef.Predefined(2), Qos.TWO, "x")).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(device.publish(device.register("sensors/therm-1/temp"), Qos.ONE, "x"))
                .isEqualTo(ReturnCode.NOT_SUPPORTED);
        UdpDevice guest = site.device("guest-2").connected(true);
        assertThat(guest.publish(new TopicRef.Predefined(2), Qos.ONE, "of a guest"))
                .isEqualTo(ReturnCode.ACCEPTED);
        eventually(() -> assertThat(eye.messages()).contains("site7/alarm 1 0 of a guest"));
        assertThat(eye.messages()).noneMatch(message -> message.endsWith(" x"));
    }

    @Test
    void refusesFiltersThatADeviceMayNotSubscribeTo() {
        UdpDevice device = site.device("therm-3").connected(true);

        assertThat(device.subscribe("cmd/therm-3/a", Qos.ONE).returnCode()).isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.subscribe("cmd/#", Qos.ONE).returnCode()).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(device.subscribe("cmd/therm-1/a", Qos.ONE).returnCode()).isEqualTo(ReturnCode.NOT_SUPPORTED);
        assertThat(device.subscribe(EndToEnd.shortName("ab"), Qos.ONE).returnCode())
                .isEqualTo(ReturnCode.NOT_SUPPORTED);
        device.hearsNothing();
    }

    @Test
    void permitsNothingToAClientIdThatWouldWidenItsFilters() {
        UdpDevice device = site.device("therm-+").connected(true);

        assertThat(device.subscribe("cmd/+/x", Qos.ONE).returnCode()).isEqualTo(ReturnCode.NOT_SUPPORTED);
    }

    @Test
    void usesTheUserNameOfTheRule() {
        UdpDevice device = site.device("therm-4").connected(true);
        UdpDevice guest = site.device("guest-4").connected(true);

        eventually(() -> {
            assertThat(site.mosquitto().log())
                    .anyMatch(line -> line.contains(" as therm-4 (") && line.contains("u'therm'"));
            assertThat(site.mosquitto().log())
                    .anyMatch(line -> line.contains(" as guest-4 (") && line.contains("u'gateway'"));
        });
        device.hearsNothing();
        guest.hearsNothing();
    }
}

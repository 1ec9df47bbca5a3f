package org.sngateway.gateway;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.device.UdpDevice;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway ends and another one goes on with what it stored: devices need not connect, register or subscribe again. */
class GatewayRestartIT {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void deliversAfterARestartWhatTheDeviceHasNotAcknowledged(BrokerKind kind) {
        try (Site site = Site.of(kind, folder).start()) {
            UdpDevice device = site.device("restart").connected(false);
            device.subscribe("restart/1", Qos.ONE);
            device.subscribe("restart/2", Qos.TWO);
            site.application().publish("restart/1", 1, "m1");
            assertThat(device.textOf(device.expect(Publish.class))).isEqualTo("restart/1 1 0 m1");
            site.application().publish("restart/2", 2, "m2");

            site.closeGateway();
            site.startGateway();
            device.moveTo(site.link());
            device.connected(false);

            assertThat(device.messages(2)).containsExactlyInAnyOrder("restart/1 1 0 m1", "restart/2 2 0 m2");
            device.hearsNothing();
            site.checkTheWireAndTheLog();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatWaitsForASleeper(BrokerKind kind) {
        try (Site site = Site.of(kind, folder).start()) {
            UdpDevice device = site.device("restart-asleep").connected(false);
            device.subscribe("restart/asleep", Qos.ONE);
            device.sleep(600);
            site.application().publish("restart/asleep", 1, "before");

            site.closeGateway();
            site.startGateway();
            device.moveTo(site.link());
            device.connected(false);
            assertThat(device.message()).isEqualTo("restart/asleep 1 0 before");
            site.application().publish("restart/asleep", 1, "after");
            assertThat(device.message()).isEqualTo("restart/asleep 1 0 after");
            device.hearsNothing();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wakesASleeperThatNoticedNothing(BrokerKind kind) {
        try (Site site = Site.of(kind, folder).start()) {
            UdpDevice device = site.device("restart-wakes").connected(false);
            device.subscribe("restart/wakes", Qos.ONE);
            TopicRef topic = device.register("restart/up");
            device.sleep(600);
            site.application().publish("restart/wakes", 1, "meanwhile");
            site.closeGateway();
            site.startGateway();
            device.moveTo(site.link());
            assertThat(device.wakeForMessages(1)).containsExactly("restart/wakes 1 0 meanwhile");
            assertThat(device.publish(topic, Qos.TWO, "up")).isEqualTo(ReturnCode.ACCEPTED);
            site.checkTheWireAndTheLog();
        }
    }
}

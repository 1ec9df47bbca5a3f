package org.sngateway.gateway;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.device.UdpDevice;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** What the broker sees of the devices, as its own log tells. */
class BrokerViewIT {
    @TempDir
    Path folder = Path.of("");

    private Site site(BrokerKind kind) {
        MosquittoProcess broker =
                MosquittoProcess.in(folder).option("log_type all").start();
        return Site.of(kind, folder).with(broker).start();
    }

    private static List<String> logged(Site site, String part) {
        return site.mosquitto().log().stream()
                .filter(line -> line.contains(part))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "MOSQUITTO.*")
    @Covers({"SN12-ARC-01", "SN12-ARC-04"})
    void isOneConnectionForEachDeviceWithItsOwnMessageIds(BrokerKind kind) {
        try (Site site = site(kind)) {
            UdpDevice one = site.device("one").connected(true);
            UdpDevice other = site.device("other").connected(true);
            TopicRef topic = one.register("view/up");
            TopicRef topicOfOther = other.register("view/up");
            for (int i = 0; i < 500; i++) {
                one.nextMsgId();
            }

            assertThat(one.publish(topic, Qos.ONE, "1")).isEqualTo(ReturnCode.ACCEPTED);
            assertThat(one.publish(topic, Qos.TWO, "2")).isEqualTo(ReturnCode.ACCEPTED);
            assertThat(other.publish(topicOfOther, Qos.ONE, "3")).isEqualTo(ReturnCode.ACCEPTED);
            // With MQTT 3.1.1 a connection for a clean session is opened twice: to clear what was kept, then to keep
            // it.
            int connections = logged(site, " as one (").size();
            assertThat(connections).isBetween(1, 2);
            one.sleep(60);
            assertThat(one.wake()).isEmpty();
            one.connected(true);

            eventually(() -> {
                assertThat(logged(site, "Received PUBLISH from one (d0, q1, r0, m"))
                        .hasSize(1);
                assertThat(logged(site, "Received PUBLISH from one (d0, q2, r0, m"))
                        .hasSize(1);
                assertThat(logged(site, "Received PUBREL from one")).hasSize(1);
                assertThat(logged(site, "Received PUBLISH from other (d0, q1, r0, m"))
                        .hasSize(1);
            });
            assertThat(logged(site, "(d0, q1, r0, m501, ")).isEmpty();
            assertThat(logged(site, " as one (")).hasSize(connections);
            assertThat(logged(site, " as other (")).hasSize(connections);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "MOSQUITTO.*")
    void isAnAcknowledgementOnlyAfterTheDeviceAcknowledged(BrokerKind kind) {
        try (Site site = site(kind)) {
            UdpDevice device = site.device("slow").connected(true);
            device.subscribe("view/one", Qos.ONE);
            device.subscribe("view/two", Qos.TWO);

            site.application().publish("view/one", 1, "m");
            Publish publish = device.expect(Publish.class);
            device.hearsNothing();
            assertThat(logged(site, "Received PUBACK from slow")).isEmpty();
            device.acknowledge(publish);
            eventually(
                    () -> assertThat(logged(site, "Received PUBACK from slow")).hasSize(1));

            site.application().publish("view/two", 2, "m");
            publish = device.expect(Publish.class);
            device.hearsNothing();
            assertThat(logged(site, "Received PUBREC from slow")).isEmpty();
            device.acknowledge(publish);
            eventually(
                    () -> assertThat(logged(site, "Received PUBCOMP from slow")).hasSize(1));
        }
    }
}

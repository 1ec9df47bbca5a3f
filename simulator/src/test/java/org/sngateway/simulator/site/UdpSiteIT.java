package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.simulator.fleet.FleetRun;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.program.Mosquitto;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.udp.SourceAddresses;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Fleets over real UDP against the packaged gateway and a real Mosquitto. What is counted does not depend on the machine. */
class UdpSiteIT {
    private static final long SECOND = 1_000_000_000L;
    private static final long LAG_NANOS_MAX = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private RunResult run(Scenario scenario) {
        assumeTrue(Mosquitto.program() != null, "needs mosquitto");
        LocalTarget local = new LocalTarget(scenario, folder);
        Path jar = Path.of("..", "gateway", "target", "sn-gateway.jar");
        SiteOptions options = new SiteOptions(
                local.host(), local.port(), local.brokerUrl(), new SourceAddresses(3), 100, local.hands(jar));
        try (UdpSite site = UdpSite.open(options)) {
            return new FleetRun(scenario, site, second -> {}, LAG_NANOS_MAX).run();
        }
    }

    private static @Nullable Double value(RunResult result, Metric metric) {
        return result.total().value(metric);
    }

    @Test
    void everythingArrivesOnceInBothDirections() {
        RunResult result = run(SmallScenario.of(List.of()));
        assertThat(value(result, Metric.UPLINK_OFFERED))
                .isBetween(SmallScenario.READINGS * 0.5, SmallScenario.READINGS * 1.0);
        assertThat(value(result, Metric.UPLINK_DELIVERED)).isEqualTo(value(result, Metric.UPLINK_OFFERED));
        assertThat(value(result, Metric.UPLINK_ACKED)).isEqualTo(value(result, Metric.UPLINK_OFFERED));
        assertThat(value(result, Metric.DUPLICATES_TO_BROKER)).isZero();
        assertThat(value(result, Metric.UPLINK_OUT_OF_ORDER)).isZero();
        assertThat(value(result, Metric.DOWNLINK_DELIVERED)).isEqualTo(SmallScenario.DEVICES * 3.0);
        assertThat(value(result, Metric.DOWNLINK_DUPLICATES)).isZero();
        assertThat(value(result, Metric.CONNECTS)).isEqualTo((double) SmallScenario.DEVICES);
        assertThat(value(result, Metric.GATEWAY_ALIVE)).isEqualTo(1.0);
        assertThat(result.hasPassed()).isTrue();
    }

    @Test
    void killsOfGatewayAndBroker_loseNothingThatWasAcknowledged() {
        RunResult result = run(SmallScenario.of(List.of(
                new Step(2 * SECOND, new Step.GatewayRestart(true, SECOND / 2)),
                new Step(5 * SECOND, new Step.BrokerRestart(false, SECOND / 2)))));
        assertThat(value(result, Metric.UPLINK_LOST_ACKED)).isZero();
        assertThat(value(result, Metric.UPLINK_ACKED)).isEqualTo(value(result, Metric.UPLINK_OFFERED));
        assertThat(value(result, Metric.DOWNLINK_LOST))
                .as("%s", result.total().values())
                .isZero();
        assertThat(value(result, Metric.GATEWAY_ALIVE)).isEqualTo(1.0);
    }

    @Test
    void stalledAndRefusedBrokerConnection_losesNothingThatWasAcknowledged() {
        Step.BrokerTrouble stall = new Step.BrokerTrouble(Step.BrokerTrouble.Trouble.STALL, 0, SECOND);
        Step.BrokerTrouble refuse = new Step.BrokerTrouble(Step.BrokerTrouble.Trouble.REFUSE, 0, SECOND);
        RunResult result = run(SmallScenario.of(List.of(new Step(2 * SECOND, stall), new Step(5 * SECOND, refuse))));
        assertThat(value(result, Metric.UPLINK_LOST_ACKED)).isZero();
        assertThat(value(result, Metric.UPLINK_ACKED)).isEqualTo(value(result, Metric.UPLINK_OFFERED));
    }

    @Test
    void nobodyThere_isOneSentence() throws Exception {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertThatThrownBy(() -> open(port, null))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("There is no gateway at 127.0.0.1:" + port);
        assertThatThrownBy(() -> open(port, "mqtt://127.0.0.1:" + port))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("Cannot connect to the broker at 127.0.0.1:" + port);
        assertThatThrownBy(() -> open(port, "http://127.0.0.1"))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("A broker is given as mqtt://host[:port]");
    }

    @Test
    void silence_isOneSentence() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> open(silent.getLocalPort(), null))
                    .isInstanceOf(SiteException.class)
                    .hasMessageContaining("does not answer");
        }
    }

    private static void open(int port, @Nullable String broker) {
        UdpSite.open(new SiteOptions("127.0.0.1", port, broker, new SourceAddresses(0), 1, SiteOptions.Hands.none()))
                .close();
    }
}

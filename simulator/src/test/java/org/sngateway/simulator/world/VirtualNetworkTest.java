package org.sngateway.simulator.world;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.simulator.device.DeviceOptions;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to datagrams on their way. */
class VirtualNetworkTest {
    private static final long MILLI = 1_000_000L;
    private static final int COUNT = 1000;

    private final VirtualTime time = new VirtualTime();
    private final List<WorldEvent> world = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private int handed;

    @SuppressWarnings("NullAway.Init")
    private SimulatedDevice device;

    @SuppressWarnings("NullAway.Init")
    private VirtualNetwork network;

    private VirtualNetworkTest build(SwarmOptions.Network options) {
        EventLog log = new EventLog(time, List.of());
        log.add((event, nowNanos) -> {
            world.add(event);
            if (event instanceof WorldEvent.GatewayReceived) {
                arrivals.add(nowNanos - VirtualTime.START_NANOS);
            }
        });
        SwarmOptions swarm = SwarmOptions.from(1, Preset.CALM, 0);
        VirtualBroker broker = new VirtualBroker(time, log, new RandomStream(1), swarm.broker());
        VirtualStore store = new VirtualStore(time, new RandomStream(1), swarm.store());
        World.Parts parts = new World.Parts(time, log, new RandomStream(1), broker, store, () -> new Surgery() {});
        network = new VirtualNetwork(parts, new RandomStream(1), options, datagram -> {
            handed++;
            datagram.accept(new SilentEngine());
        });
        DevicePlan plan = new DevicePlan(
                "d0",
                DeviceOptions.of("c0"),
                DevicePlan.DIRECT,
                0,
                new DevicePlan.Habit(0, 0, 0, 0),
                List.of(),
                DevicePlan.Whims.NONE);
        device = new SimulatedDevice(plan, 0, parts, network);
        network.add(device);
        return this;
    }

    private void sendMany() {
        for (int i = 0; i < COUNT; i++) {
            network.fromDevice(device, PingReq.EMPTY);
            pass(10 * MILLI);
        }
        pass(10 * VirtualTime.SECOND);
    }

    private void pass(long nanos) {
        long end = time.nowNanos() + nanos;
        while (time.nextNanos() <= end) {
            time.step();
        }
        time.moveTo(end);
    }

    private static SwarmOptions.Network with(double loss, double duplication, double damage) {
        return new SwarmOptions.Network(loss, 0, duplication, 0, damage, 5 * MILLI, 50 * MILLI);
    }

    @Test
    void bringsEverythingInOrderWhenNothingGoesWrong() {
        build(with(0, 0, 0)).sendMany();
        assertThat(arrivals).hasSize(COUNT).isSorted();
        assertThat(arrivals.get(0)).isBetween(5 * MILLI, 50 * MILLI);
    }

    @Test
    void losesAsManyAsItIsToldTo() {
        build(with(0.3, 0, 0)).sendMany();
        assertThat(arrivals).hasSizeBetween(COUNT * 6 / 10, COUNT * 8 / 10);
    }

    @Test
    void losesManyInARowInBadPhases() {
        build(new SwarmOptions.Network(0, 0.02, 0, 0, 0, MILLI, MILLI)).sendMany();
        long longestGap = 0;
        for (int i = 1; i < arrivals.size(); i++) {
            longestGap = Math.max(longestGap, arrivals.get(i) - arrivals.get(i - 1));
        }
        assertThat(arrivals).hasSizeLessThan(COUNT * 98 / 100);
        assertThat(longestGap).isGreaterThan(50 * MILLI);
    }

    @Test
    void repeatsSome() {
        build(with(0, 0.2, 0)).sendMany();
        assertThat(arrivals).hasSizeBetween(COUNT * 11 / 10, COUNT * 13 / 10);
    }

    @Test
    void neverDelaysLongerThanTheLimit() {
        build(new SwarmOptions.Network(0, 0, 0, 1, 0, VirtualTime.SECOND, 4 * VirtualTime.SECOND));
        network.fromDevice(device, PingReq.EMPTY);
        pass(VirtualNetwork.DELAY_NANOS_MAX);
        assertThat(arrivals).hasSize(1);
    }

    @Test
    void damagesSoThatNothingOfItIsTakenForAMessage() {
        build(with(0, 0, 1)).sendMany();
        assertThat(arrivals).isEmpty();
        assertThat(handed).isPositive();
        assertThat(world).hasAtLeastOneElementOfType(WorldEvent.GatewayReceivedForeign.class);
    }

    @Test
    void letsNothingThroughWhileItIsClogged() {
        build(with(0, 0, 0));
        network.clog(device, VirtualTime.SECOND);
        sendMany();
        assertThat(arrivals).hasSize(COUNT - 100);
    }

    @Test
    void letsEverythingThroughAtOnceAfterAJam() {
        build(with(0, 0, 0));
        network.jam(device, VirtualTime.SECOND);
        sendMany();
        assertThat(arrivals).hasSize(COUNT);
        assertThat(arrivals.stream().filter(at -> at == VirtualTime.SECOND).count())
                .isGreaterThan(90);
    }

    /** An engine that nothing happens to. */
    private static final class SilentEngine implements EngineInput {
        @Override
        public void restore(StoredClient stored, long nowNanos) {}

        @Override
        public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {}

        @Override
        public void onMalformed(Peer.Udp source, MalformedReason reason) {}

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {}

        @Override
        public void onStoreEvent(StoreEvent event, long nowNanos) {}

        @Override
        public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {}

        @Override
        public void onBrokerReachable(long nowNanos) {}

        @Override
        public void onTime(long nowNanos) {}
    }
}

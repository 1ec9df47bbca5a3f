package org.sngateway.gateway.shard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A device is served by one shard, wherever its datagrams arrive: with a socket for each shard the kernel chooses by source
 * port, without native transport one loop receives for all.
 */
class SeveralShardsIT {
    private static final int PORTS = 24;

    private static UdpGateway gateway(int shards, boolean nativeTransport) throws Exception {
        return UdpGateway.withShards(shards, nativeTransport, UdpGateway.listener("127.0.0.1", 0));
    }

    private static void checkSound(UdpGateway gateway) {
        assertThat(gateway.failures).isEmpty();
        assertThat(gateway.observer.failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "2, false", "4, false"})
    void newcomersAreSpreadOverTheShards(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            List<Device> devices = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Device device = new Device(gateway.address(0));
                devices.add(device);
                device.connects("dev-" + i);
            }
            devices.forEach(Device::close);
            assertThat(gateway.shards.sessions()).isEqualTo(64);
            assertThat(gateway.brokers)
                    .allSatisfy(broker -> assertThat(broker.legs).isNotEmpty());
            checkSound(gateway);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "4, false"})
    void aSleeperWakesFromAnyPort(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            try (Device device = new Device(gateway.address(0))) {
                device.connects("therm-1");
                device.sends(new Disconnect(3600));
                device.gets(Disconnect.PLAIN);
            }
            for (int i = 0; i < PORTS; i++) {
                try (Device roamed = new Device(gateway.address(0))) {
                    roamed.sends(new PingReq(Octets.ofUtf8("therm-1")));
                    roamed.gets(new PingResp());
                    // What it says next goes the same way, although it does not name it.
                    roamed.sends(new Disconnect(3600));
                    roamed.gets(Disconnect.PLAIN);
                }
            }
            assertThat(gateway.shards.sessions()).isEqualTo(1);
            assertThat(gateway.legsOf("therm-1")).isEqualTo(1);
            assertThat(gateway.observer.moves).hasSize(PORTS);
            checkSound(gateway);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "4, false"})
    void aClientThatConnectsFromElsewhereTakesItsSessionOver(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            for (int i = 0; i < PORTS; i++) {
                try (Device device = new Device(gateway.address(0))) {
                    device.connects("therm-1");
                    device.publishes(device.registers("a/b"), 5);
                }
            }
            assertThat(gateway.shards.sessions()).isEqualTo(1);
            assertThat(gateway.legsOf("therm-1")).isEqualTo(1);
            checkSound(gateway);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "4, false"})
    void anotherClientOnAKnownAddressGetsIt(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            List<Device> homes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Device home = new Device(gateway.address(0));
                home.connects("dev-" + i);
                homes.add(home);
            }
            try (Device shared = new Device(gateway.address(0))) {
                for (int i = 0; i < 8; i++) {
                    shared.connects("dev-" + i);
                    shared.publishes(shared.registers("a/b"), 5);
                }
                // All others lost this address; their sessions were clean.
                await().until(() -> gateway.shards.sessions() == 1);
                assertThat(gateway.shards.directory().boundPeers()).isEqualTo(1);
            }
            homes.forEach(Device::close);
            checkSound(gateway);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "4, false"})
    void connectsOfOneNewClientIdAtOnceMakeOneSession(int shards, boolean nativeTransport) throws Exception {
        int senders = 4;
        int clients = 200;
        CyclicBarrier together = new CyclicBarrier(senders);
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        List<Device> devices = Collections.synchronizedList(new ArrayList<>());
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            List<Future<?>> all = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < clients; i++) {
                        // Stays open: another device with the same port would take its session's address.
                        Device device = new Device(gateway.address(0));
                        devices.add(device);
                        together.await();
                        device.sends(Device.connect("dev-" + i));
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            await().until(() -> gateway.observer.received.sum() == (long) senders * clients);
            await().until(() -> gateway.shards.sessions() == clients);
            for (int i = 0; i < clients; i++) {
                assertThat(gateway.legsOf("dev-" + i)).as("legs of dev-" + i).isEqualTo(1);
            }
            assertThat(gateway.shards.directory().reservations()).isEqualTo(clients);
            checkSound(gateway);
        } finally {
            pool.shutdownNow();
            devices.forEach(Device::close);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "4, true", "4, false"})
    void nodesBehindForwardersAreDevicesOfTheirOwn(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = gateway(shards, nativeTransport)) {
            for (int forwarder = 0; forwarder < 6; forwarder++) {
                try (Device radio = new Device(gateway.address(0))) {
                    connectsNode(radio, "n1", "dev-1");
                    connectsNode(radio, "n2", "dev-2");
                    radio.sends(wrapped("n1", new PingReq(Octets.EMPTY)));
                    radio.gets(wrapped("n1", new PingResp()));
                }
            }
            assertThat(gateway.shards.sessions()).isEqualTo(2);
            checkSound(gateway);
        }
    }

    private static void connectsNode(Device radio, String node, String clientId) throws Exception {
        radio.sends(wrapped(node, Device.connect(clientId)));
        radio.gets(wrapped(node, new ConnAck(ReturnCode.ACCEPTED)));
    }

    private static Encapsulated wrapped(String node, SnMessage message) {
        assertThat(SnEncoder.encodedLength(message)).isPositive();
        return new Encapsulated(0, Octets.ofUtf8(node), message);
    }
}

package org.sngateway.gateway.shard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.adapter.udp.BindFailed;
import org.sngateway.gateway.adapter.udp.DatagramLimits;
import org.sngateway.gateway.adapter.udp.ListenerReport;
import org.sngateway.gateway.adapter.udp.MulticastSettings;
import org.sngateway.gateway.adapter.udp.UdpListener;
import org.sngateway.gateway.adapter.udp.UdpSettings;
import org.sngateway.gateway.session.port.DropReason;

import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Datagrams through real sockets, with native transport and without. */
class UdpGatewayIT {
    private static final GwInfo GWINFO = new GwInfo(7, Octets.EMPTY);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersSearchesByUnicastOnEachListenerInBothFamilies(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(
                        1, nativeTransport, UdpGateway.listener("127.0.0.1", 0), UdpGateway.listener("::1", 0));
                Device ipv4 = new Device(gateway.address(0));
                Device ipv6 = new Device(gateway.address(1))) {
            ipv4.sends(new SearchGw(0));
            ipv4.gets(GWINFO);
            ipv6.sends(new SearchGw(0));
            ipv6.gets(GWINFO);
            assertThat(gateway.failures).isEmpty();
        }
    }

    @Test
    void connectsRegistersAndPublishes() throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, true, UdpGateway.listener("127.0.0.1", 0));
                Device device = new Device(gateway.address(0))) {
            device.connects("therm-1");
            int topicId = device.registers("sensors/therm-1/temp");
            for (int msgId = 1; msgId <= 100; msgId++) {
                device.publishes(topicId, msgId);
            }
            assertThat(gateway.brokers.get(0).publishes.sum()).isEqualTo(100);
            assertThat(gateway.shards.sessions()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUnspecifiedIpv6AddressHearsBothFamilies(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("::", 0))) {
            int port = gateway.address(0).getPort();
            try (Device ipv4 = new Device(UdpGateway.at("127.0.0.1", port));
                    Device ipv6 = new Device(UdpGateway.at("::1", port))) {
                ipv4.sends(new SearchGw(0));
                ipv4.gets(GWINFO);
                ipv6.sends(new SearchGw(0));
                ipv6.gets(GWINFO);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUnspecifiedIpv4AddressHearsIpv4Alone(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("0.0.0.0", 0))) {
            int port = gateway.address(0).getPort();
            try (Device ipv4 = new Device(UdpGateway.at("127.0.0.1", port));
                    Device ipv6 = new Device(UdpGateway.at("::1", port))) {
                ipv6.sends(new SearchGw(0));
                ipv4.sends(new SearchGw(0));
                ipv4.gets(GWINFO);
                assertThat(gateway.observer.received.sum()).isEqualTo(1);
            }
        }
    }

    @Test
    void aSourceThatIsNotAllowedHearsNothing() throws Exception {
        UdpListener strict =
                new UdpListener("strict", UdpGateway.at("127.0.0.1", 0), peer -> false, MulticastSettings.NONE);
        try (UdpGateway gateway = UdpGateway.withShards(1, true, strict);
                Device device = new Device(gateway.address(0))) {
            device.sends(new SearchGw(0));
            device.sends(new byte[] {9, 9, 9});
            device.getsNothing();
            assertThat(gateway.observer.drops(DropReason.NOT_ALLOWED)).isEqualTo(2);
            assertThat(gateway.observer.received.sum()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPacketBeyondTheLimitIsDroppedAndOneAtTheLimitIsNot(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("127.0.0.1", 0));
                Device device = new Device(gateway.address(0))) {
            device.connects("big");
            int topicId = device.registers("a/b");
            TopicRef topic = new TopicRef.Normal(topicId);
            // Nine octets around the data in the long form.
            byte[] fits =
                    SnEncoder.encode(new Publish(false, Qos.ONE, false, topic, 1, Octets.copyOf(new byte[1400 - 9])));
            byte[] tooLarge =
                    SnEncoder.encode(new Publish(false, Qos.ONE, false, topic, 2, Octets.copyOf(new byte[1401 - 9])));
            assertThat(fits).hasSize(1400);
            device.sends(tooLarge);
            device.sends(fits);
            device.gets(new PubAck(topicId, 1, ReturnCode.ACCEPTED));
            assertThat(gateway.observer.drops(DropReason.TOO_LARGE)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyDatagramIsMalformedAndNothingElse(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("127.0.0.1", 0));
                Device device = new Device(gateway.address(0))) {
            device.sends(new byte[0]);
            device.sends(new SearchGw(0));
            device.gets(GWINFO);
            assertThat(gateway.observer.drops(DropReason.MALFORMED)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void devicesThatVanishSilenceNobody(boolean nativeTransport) throws Exception {
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("127.0.0.1", 0))) {
            for (int i = 0; i < 50; i++) {
                try (Device device = new Device(gateway.address(0))) {
                    // The answer meets a closed port, and the kernel says so.
                    device.sends(new SearchGw(0));
                }
            }
            try (Device device = new Device(gateway.address(0))) {
                device.sends(new SearchGw(0));
                device.gets(GWINFO);
            }
            assertThat(gateway.failures).isEmpty();
        }
    }

    private static UdpListener limited(int packetOctetsMax, int receiveBufferOctets) {
        return new UdpListener(
                "limited",
                UdpGateway.at("127.0.0.1", 0),
                peer -> true,
                MulticastSettings.NONE,
                new DatagramLimits(packetOctetsMax, receiveBufferOctets));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachListenerHasItsOwnLimits(boolean nativeTransport) throws Exception {
        UdpSettings settings = UdpSettings.of(List.of(limited(100, 64 << 10), limited(1400, 32 << 10)));
        byte[] long101 = new byte[101];
        try (UdpGateway gateway = new UdpGateway(new ShardSettings(1, nativeTransport, 16, 10), settings);
                Device strict = new Device(gateway.address(0));
                Device lenient = new Device(gateway.address(1))) {
            assertThat(gateway.reports)
                    .extracting(ListenerReport::receiveBufferGranted)
                    .containsExactly(64 << 10, 32 << 10);
            lenient.sends(long101);
            await().until(() -> gateway.observer.drops(DropReason.MALFORMED) == 1);
            strict.sends(long101);
            await().until(() -> gateway.observer.drops(DropReason.TOO_LARGE) == 1);
            assertThat(gateway.observer.drops(DropReason.MALFORMED)).isEqualTo(1);
        }
    }

    @Test
    void saysWhenTheKernelGrantsASmallerReceiveBuffer() throws Exception {
        UdpSettings huge = UdpSettings.of(List.of(limited(1400, 1 << 30)));
        try (UdpGateway gateway = new UdpGateway(new ShardSettings(1, true, 16, 10), huge)) {
            ListenerReport report = gateway.reports.get(0);
            assertThat(report.isBufferSmall()).isTrue();
            assertThat(report.receiveBufferWanted()).isEqualTo(1 << 30);
            assertThat(report.receiveBufferGranted()).isBetween(1, (1 << 30) - 1);
            assertThat(report.address())
                    .isEqualTo("127.0.0.1:" + gateway.address(0).getPort());
        }
        UdpSettings small = UdpSettings.of(List.of(limited(1400, 64 << 10)));
        try (UdpGateway gateway = new UdpGateway(new ShardSettings(1, true, 16, 10), small)) {
            assertThat(gateway.reports.get(0).isBufferSmall()).isFalse();
            assertThat(gateway.reports.get(0).receiveBufferGranted()).isEqualTo(64 << 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "1, false"})
    void aPortInUseIsSaidInOneSentence(int shards, boolean nativeTransport) throws Exception {
        try (UdpGateway first = UdpGateway.withShards(shards, nativeTransport, UdpGateway.listener("127.0.0.1", 0))) {
            int port = first.address(0).getPort();
            assertThatThrownBy(() ->
                            UdpGateway.withShards(shards, nativeTransport, UdpGateway.listener("127.0.0.1", port)))
                    .isInstanceOfSatisfying(BindFailed.class, failed -> {
                        assertThat(failed.reason()).isEqualTo(BindFailed.Reason.IN_USE);
                        assertThat(failed)
                                .hasMessage("listener 127.0.0.1: UDP address 127.0.0.1:" + port
                                        + " is in use by another process");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAddressOfAnotherMachineIsSaidInOneSentence(boolean nativeTransport) {
        assertThatThrownBy(() -> UdpGateway.withShards(1, nativeTransport, UdpGateway.listener("198.51.100.7", 1883)))
                .isInstanceOfSatisfying(
                        BindFailed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(BindFailed.Reason.ADDRESS_NOT_AVAILABLE));
    }

    @Test
    void closesWithoutWaitingForWhatDoesNotCome() throws Exception {
        UdpGateway gateway = UdpGateway.withShards(4, true, UdpGateway.listener("127.0.0.1", 0));
        long start = System.nanoTime();
        gateway.close();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
    }
}

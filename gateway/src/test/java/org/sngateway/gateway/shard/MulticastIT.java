package org.sngateway.gateway.shard;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.adapter.udp.MulticastSettings;
import org.sngateway.gateway.adapter.udp.UdpListener;
import org.sngateway.gateway.session.port.DropReason;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Discovery through multicast groups, on the loopback interface, which needs no network and no permission. */
class MulticastIT {
    private static final byte[] GWINFO = SnEncoder.encode(new GwInfo(7, Octets.EMPTY));
    private static final String LOOPBACK = loopbackName();

    private static String loopbackName() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                    .getName();
        } catch (IOException none) {
            throw new IllegalStateException("no loopback interface", none);
        }
    }

    /** A free port for the group: nothing may be left over from another run. */
    private static int freePort() throws IOException {
        try (DatagramSocket any = new DatagramSocket()) {
            return any.getLocalPort();
        }
    }

    private static UdpListener listener(String bind, String group, int groupPort, String interfaceName) {
        return new UdpListener(
                "lan",
                new InetSocketAddress(bind, 0),
                peer -> true,
                new MulticastSettings(List.of(new InetSocketAddress(group, groupPort)), List.of(interfaceName), 1));
    }

    private static void awaitJoined(UdpGateway gateway) {
        await().until(() -> !gateway.multicastJoined.isEmpty());
    }

    /** A device that searches and hears what is said to the group. */
    private static final class Searcher implements AutoCloseable {
        private final MulticastSocket socket;
        private final InetSocketAddress group;

        Searcher(String group, int port) throws IOException {
            this(group, port, LOOPBACK);
        }

        Searcher(String group, int port, String interfaceName) throws IOException {
            this.group = new InetSocketAddress(group, port);
            this.socket = new MulticastSocket(port);
            NetworkInterface through = NetworkInterface.getByName(interfaceName);
            socket.joinGroup(this.group, through);
            socket.setNetworkInterface(through);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.setSoTimeout(2000);
        }

        void sends(SnMessage message) throws IOException {
            byte[] datagram = SnEncoder.encode(message);
            socket.send(new DatagramPacket(datagram, datagram.length, group));
        }

        /** The next datagram that is not its own; {@code null} when none comes. */
        DatagramPacket gets() throws IOException {
            DatagramPacket heard = hears();
            if (heard == null) {
                throw new AssertionError("nothing was said to " + group);
            }
            return heard;
        }

        @Nullable
        DatagramPacket hears() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            try {
                do {
                    packet.setLength(100);
                    socket.receive(packet);
                } while (packet.getPort() == socket.getLocalPort());
                return packet;
            } catch (SocketTimeoutException silent) {
                return null;
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 225.1.1.1, 1", "0.0.0.0, 225.1.1.1, 1", "::, 225.1.1.1, 1", "::, 225.1.1.1, 3"})
    void aSearchThroughTheGroupIsAnsweredOnceThroughTheGroup(String bind, String group, int shards) throws Exception {
        int port = freePort();
        try (UdpGateway gateway = UdpGateway.withShards(shards, true, listener(bind, group, port, LOOPBACK));
                Searcher searcher = new Searcher(group, port)) {
            awaitJoined(gateway);
            assertThat(gateway.multicastUnavailable).isEmpty();
            assertThat(gateway.multicastJoined).containsExactly(group + ":" + port + " " + LOOPBACK);
            searcher.sends(new SearchGw(1));
            DatagramPacket answer = searcher.gets();
            assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(GWINFO);
            // Devices take the source for the gateway's address.
            assertThat(answer.getPort()).isEqualTo(gateway.address(0).getPort());
            assertThat(searcher.hears()).as("a second answer").isNull();
            assertThat(gateway.observer.drops(DropReason.NOT_FOR_GATEWAY)).isZero();
            assertThat(gateway.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"ff02::1, true", "ff03::1, true", "ff02::1, false", "225.1.1.1, false"})
    void aDualStackListenerSpeaksToGroupsOfBothFamilies(String group, boolean nativeTransport) throws Exception {
        NetworkInterface lan = interfaceWithIpv6();
        Assumptions.assumeTrue(lan != null, "needs a network interface that is up with IPv6 multicast");
        String name = Objects.requireNonNull(lan).getName();
        int port = freePort();
        try (UdpGateway gateway = UdpGateway.withShards(1, nativeTransport, listener("::", group, port, name));
                Searcher searcher = new Searcher(group, port, name)) {
            awaitJoined(gateway);
            searcher.sends(new SearchGw(1));
            DatagramPacket answer = searcher.gets();
            assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(GWINFO);
            assertThat(answer.getPort()).isEqualTo(gateway.address(0).getPort());
        }
    }

    private static @Nullable NetworkInterface interfaceWithIpv6() throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean linkLocal = each.getInterfaceAddresses().stream()
                    .anyMatch(address -> address.getAddress() instanceof Inet6Address v6 && v6.isLinkLocalAddress());
            if (each.isUp() && each.supportsMulticast() && !each.isLoopback() && linkLocal) {
                return each;
            }
        }
        return null;
    }

    @Test
    void takesNothingButSearchesFromAGroup() throws Exception {
        int port = freePort();
        try (UdpGateway gateway = UdpGateway.withShards(1, true, listener("::", "225.1.1.1", port, LOOPBACK));
                Searcher searcher = new Searcher("225.1.1.1", port)) {
            awaitJoined(gateway);
            searcher.sends(Device.connect("sneaky"));
            searcher.sends(new PingReq(Octets.EMPTY));
            searcher.sends(new SearchGw(0));
            assertThat(searcher.hears()).isNotNull();
            assertThat(gateway.observer.drops(DropReason.NOT_FOR_GATEWAY)).isEqualTo(2);
            assertThat(gateway.shards.sessions()).isZero();
        }
    }

    @Test
    void answersOnlySoManySearchesASecond() throws Exception {
        int port = freePort();
        try (UdpGateway gateway = UdpGateway.withShards(1, true, listener("::", "225.1.1.1", port, LOOPBACK));
                Searcher searcher = new Searcher("225.1.1.1", port)) {
            awaitJoined(gateway);
            for (int i = 0; i < 100; i++) {
                searcher.sends(new SearchGw(0));
            }
            int heard = 0;
            while (searcher.hears() != null) {
                heard++;
            }
            assertThat(heard).isBetween(1, 10);
            assertThat(gateway.observer.drops(DropReason.RATE_LIMITED)).isGreaterThanOrEqualTo(90);
        }
    }

    @Test
    void listenerAndGroupOnOnePortHearOnlyWhatIsTheirs() throws Exception {
        int port = freePort();
        UdpListener samePort = new UdpListener(
                "lan",
                UdpGateway.at("::", port),
                peer -> true,
                new MulticastSettings(List.of(new InetSocketAddress("225.1.1.1", port)), List.of(LOOPBACK), 1));
        try (UdpGateway gateway = UdpGateway.withShards(1, true, samePort);
                Device device = new Device(UdpGateway.at("127.0.0.1", port))) {
            awaitJoined(gateway);
            device.connects("dev");
            // Nor does the listener's socket hear what is said to the group, although it has the same port.
            device.socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(LOOPBACK));
            byte[] sneaky = SnEncoder.encode(Device.connect("sneaky"));
            device.socket.send(new DatagramPacket(sneaky, sneaky.length, new InetSocketAddress("225.1.1.1", port)));
            await().until(() -> gateway.observer.drops(DropReason.NOT_FOR_GATEWAY) == 1);
            device.sends(new PingReq(Octets.EMPTY));
            device.gets(new PingResp());
            assertThat(gateway.observer.received.sum()).isEqualTo(2);
            assertThat(gateway.shards.sessions()).isEqualTo(1);
        }
    }

    @Test
    void startsAndSaysWhyWhereAGroupCannotBeJoined() throws Exception {
        try (UdpGateway gateway =
                        UdpGateway.withShards(1, true, listener("127.0.0.1", "225.1.1.1", freePort(), "no-such-if0"));
                Device device = new Device(gateway.address(0))) {
            assertThat(gateway.multicastUnavailable)
                    .singleElement()
                    .asString()
                    .contains("no-such-if0: no such interface");
            device.sends(new SearchGw(0));
            device.gets(new GwInfo(7, Octets.EMPTY));
        }
    }
}

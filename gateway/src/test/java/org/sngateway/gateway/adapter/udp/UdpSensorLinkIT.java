package org.sngateway.gateway.adapter.udp;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorInput;
import org.sngateway.gateway.shard.CountingObserver;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What leaves, and what cannot. */
class UdpSensorLinkIT implements SensorInput, UdpEvents {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CountingObserver observer = new CountingObserver();
    private final UdpSensorTransport transport = new UdpSensorTransport(
            UdpSettings.of(List.of(new UdpListener(
                    "lan",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    peer -> true,
                    MulticastSettings.NONE))),
            this);
    private final BufferedSensorLink link = transport.link(loops, this, observer);

    @BeforeEach
    void open() throws Exception {
        transport.open();
    }

    @AfterEach
    void close() {
        transport.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void onLoop(Runnable task) {
        loops.submit(task).syncUninterruptibly();
    }

    private static Peer.Udp loopback(int port) {
        return Peer.Udp.ofIpv4(0, 127 << 24 | 1, port);
    }

    private static SnMessage publish(int dataOctets) {
        return new Publish(false, Qos.ZERO, false, new TopicRef.Normal(1), 0, Octets.copyOf(new byte[dataOctets]));
    }

    @Test
    void whatUdpCannotCarryIsDroppedAndCounted() {
        onLoop(() -> link.send(loopback(9), publish(65_500)));
        assertThat(observer.drops(DropReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void whatHasNoRouteIsDroppedAndCountedAndTheNextIsSent() throws Exception {
        try (DatagramSocket device = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            onLoop(() -> {
                // A socket of the loopback interface reaches no other network.
                link.send(Peer.Udp.ofIpv4(0, 203 << 24 | 113 << 8 | 9, 1883), new PingResp());
                link.send(loopback(device.getLocalPort()), new PingResp());
                link.flush();
            });
            device.setSoTimeout(3000);
            device.receive(new DatagramPacket(new byte[10], 10));
            await().until(() -> observer.drops(DropReason.SEND_FAILED) == 1);
        }
    }

    @Test
    void whatWaitsToBeSentIsBounded() throws Exception {
        try (DatagramSocket device = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            onLoop(() -> {
                for (int i = 0; i < 2000; i++) {
                    link.send(loopback(device.getLocalPort()), publish(1300));
                }
            });
            assertThat(observer.drops(DropReason.SEND_FAILED)).isBetween(1000L, 1999L);
            onLoop(link::flush);
            device.setSoTimeout(3000);
            device.receive(new DatagramPacket(new byte[2000], 2000));
            long before = observer.drops(DropReason.SEND_FAILED);
            onLoop(() -> link.send(loopback(device.getLocalPort()), publish(10)));
            assertThat(observer.drops(DropReason.SEND_FAILED)).isEqualTo(before);
        }
    }

    @Override
    public void onMessage(Peer.Udp source, SnMessage message) {}

    @Override
    public void onMalformed(Peer.Udp source, MalformedReason reason) {}

    @Override
    public void onMulticastSearch(Peer.Udp source, int radius) {}

    @Override
    public void onBatchEnd() {}

    @Override
    public void listening(ListenerReport report) {}

    @Override
    public void multicastJoined(String listener, String group, String interfaceName) {}

    @Override
    public void multicastUnavailable(String listener, String group, String reason) {}

    @Override
    public void failed(String listener, Throwable bug) {
        throw new AssertionError(bug);
    }
}

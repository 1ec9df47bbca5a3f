package org.sngateway.gateway.shard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random and mutated datagrams from many sources; afterwards the gateway serves as before and has kept nothing of it. The
 * system property {@code garbage.datagrams} says how many.
 */
class GarbageIT {
    private static final int DATAGRAMS = Integer.getInteger("garbage.datagrams", 200_000);
    private static final int SOURCES = 64;
    private static final long SEED = 20_261_124;
    private static final int PAUSE_EVERY = 200;

    private final List<byte[]> sound = List.of(
            SnEncoder.encode(Device.connect("garbage")),
            SnEncoder.encode(new Encapsulated(1, Octets.ofUtf8("node"), Device.connect("garbage-2"))),
            SnEncoder.encode(new Register(0, 7, Octets.ofUtf8("a/b"))),
            SnEncoder.encode(
                    new Publish(false, Qos.ONE, false, new TopicRef.Normal(1), 7, Octets.copyOf(new byte[300]))),
            SnEncoder.encode(new Subscribe(false, Qos.ONE, 9, new TopicRef.Named(Octets.ofUtf8("a/#")))),
            SnEncoder.encode(new PingReq(Octets.ofUtf8("garbage"))),
            SnEncoder.encode(new Disconnect(60)),
            SnEncoder.encode(new SearchGw(0)));

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "1, false"})
    void servesOnAfterGarbageWithFlatMemory(int shards, boolean nativeTransport) throws Exception {
        List<DatagramSocket> sources = new ArrayList<>();
        try (UdpGateway gateway = UdpGateway.withShards(shards, nativeTransport, UdpGateway.listener("127.0.0.1", 0));
                Device device = new Device(gateway.address(0))) {
            for (int i = 0; i < SOURCES; i++) {
                sources.add(new DatagramSocket());
            }
            device.connects("sound");
            int topicId = device.registers("a/b");
            Random random = new Random(SEED);
            throwGarbage(device, sources, random, DATAGRAMS / 2);
            long before = heapAfterCollection();
            throwGarbage(device, sources, random, DATAGRAMS / 2);
            long after = heapAfterCollection();
            device.publishes(topicId, 1);
            assertThat(after - before)
                    .as("octets of heap kept of the second half")
                    .isLessThan(4 << 20);
            assertThat(gateway.failures).isEmpty();
            assertThat(gateway.observer.failures).isEmpty();
            assertThat(gateway.observer.anyDrops()).isGreaterThan(DATAGRAMS / 4);
        } finally {
            sources.forEach(DatagramSocket::close);
        }
    }

    private void throwGarbage(Device device, List<DatagramSocket> sources, Random random, int count)
            throws IOException {
        InetSocketAddress gateway = device.gateway();
        for (int i = 0; i < count; i++) {
            byte[] datagram = random.nextInt(3) == 0 ? noise(random) : mutated(random);
            sources.get(random.nextInt(SOURCES)).send(new DatagramPacket(datagram, datagram.length, gateway));
            if (i % PAUSE_EVERY == 0) {
                // Not faster than it is read, or the kernel drops what was meant for the gateway.
                device.sends(new PingReq(Octets.EMPTY));
                device.gets(new PingResp());
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] datagram = new byte[random.nextInt(1600)];
        random.nextBytes(datagram);
        return datagram;
    }

    private byte[] mutated(Random random) {
        byte[] datagram = sound.get(random.nextInt(sound.size())).clone();
        int flips = random.nextInt(4);
        for (int i = 0; i < flips; i++) {
            datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(4) == 0
                ? java.util.Arrays.copyOf(datagram, random.nextInt(datagram.length + 3))
                : datagram;
    }

    private static long heapAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

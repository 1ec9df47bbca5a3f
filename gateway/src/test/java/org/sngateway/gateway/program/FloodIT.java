package org.sngateway.gateway.program;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MosquittoProcess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random, mutated, truncated and oversized datagrams from several sources, while a device goes on publishing. The system
 * property {@code flood.datagrams} says how many.
 */
class FloodIT {
    private static final int DATAGRAMS = Integer.getInteger("flood.datagrams", 100_000);
    private static final int SOURCES = 16;
    private static final int PUBLISH_EVERY = 100;

    /** What lives on the heap is counted exactly: 8 MiB are 160 octets a datagram of the second half. */
    private static final long LIVE_GROWTH_KIB_MAX = 8 * 1024;

    /** Off the heap the compilers and malloc's arenas still grow for a while; a leaked buffer a datagram would be 75 MiB. */
    private static final long RESIDENT_GROWTH_KIB_MAX = 24 * 1024;

    private static final long SEED = 20_261_124;

    @TempDir
    Path folder;

    /** Octets of the longest datagram of each source so far. */
    private final int[] longest = new int[SOURCES];

    private final Random random = new Random(SEED);
    private final List<byte[]> sound = List.of(
            SnEncoder.encode(new Encapsulated(
                    1, Octets.ofUtf8("node"), new Connect(false, true, 1, 60, Octets.ofUtf8("flood-node")))),
            SnEncoder.encode(new Register(0, 7, Octets.ofUtf8("a/b"))),
            SnEncoder.encode(
                    new Publish(false, Qos.ONE, false, new TopicRef.Normal(1), 7, Octets.copyOf(new byte[300]))),
            SnEncoder.encode(new Subscribe(false, Qos.ONE, 9, new TopicRef.Named(Octets.ofUtf8("a/#")))),
            SnEncoder.encode(new PingReq(Octets.ofUtf8("nobody"))));

    @BeforeAll
    static void needsMosquitto() {
        MosquittoClient.assumeInstalled();
    }

    @Test
    void servesADeviceThroughoutWithFlatMemory() throws Exception {
        List<DatagramChannel> sources = new ArrayList<>();
        try (MosquittoProcess broker = MosquittoProcess.in(folder).start();
                GatewayProcess gateway = GatewayProcess.runWithSmallHeap(folder, "mqtt://127.0.0.1:" + broker.port());
                Device device = new Device(gateway.sensorAddress())) {
            for (int i = 0; i < SOURCES; i++) {
                sources.add(DatagramChannel.open().connect(gateway.sensorAddress()));
                sources.get(i).configureBlocking(false);
            }
            device.connects("sound", true);
            flood(sources, device, DATAGRAMS / 2);
            long liveHalfway = gateway.liveHeapKib();
            long residentHalfway = gateway.residentKib();
            flood(sources, device, DATAGRAMS - DATAGRAMS / 2);
            long live = gateway.liveHeapKib() - liveHalfway;
            long resident = gateway.residentKib() - residentHalfway;
            System.out.printf(
                    "halfway: live heap %d KiB, resident %d KiB; then %d and %d KiB more%n",
                    liveHalfway, residentHalfway, live, resident);
            assertThat(live).as("KiB of live heap grown in the second half").isLessThan(LIVE_GROWTH_KIB_MAX);
            assertThat(resident).as("KiB grown in the second half").isLessThan(RESIDENT_GROWTH_KIB_MAX);
            gateway.terminates();
            assertThat(gateway.output()).contains("session_failures=0").doesNotContain("level=error");
        } finally {
            for (DatagramChannel source : sources) {
                source.close();
            }
        }
    }

    /** The well-behaved device's turn comes often; whatever a source is sent back is no longer than what it sent. */
    private void flood(List<DatagramChannel> sources, Device device, int count) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(2000);
        for (int i = 0; i < count; i++) {
            int source = random.nextInt(SOURCES);
            byte[] datagram = datagram();
            longest[source] = Math.max(longest[source], datagram.length);
            sources.get(source).write(ByteBuffer.wrap(datagram));
            if (i % PUBLISH_EVERY == 0) {
                assertThat(device.publishes("T1", "21.5")).isEqualTo(ReturnCode.ACCEPTED);
                for (int each = 0; each < SOURCES; each++) {
                    while (sources.get(each).read(answer.clear()) > 0) {
                        assertThat(answer.position()).isLessThanOrEqualTo(Math.max(longest[each], 3));
                    }
                }
            }
        }
    }

    private byte[] datagram() {
        byte[] datagram;
        if (random.nextInt(3) == 0) {
            datagram = new byte[random.nextInt(3000)];
            random.nextBytes(datagram);
        } else {
            datagram = sound.get(random.nextInt(sound.size())).clone();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(datagram, random.nextInt(datagram.length + 3)) : datagram;
    }
}

package org.sngateway.gateway.shard;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * What UDP and the engine cost: QoS 1 PUBLISH to PUBACK, before a broker that accepts at once, in processor time of the
 * shards' threads. {@code UdpBench [shards [devices [outstanding [seconds [native]]]]]}
 */
final class UdpBench {
    private final UdpGateway gateway;
    private final List<Publisher> publishers = new ArrayList<>();

    private UdpBench(UdpGateway gateway) {
        this.gateway = gateway;
    }

    /** A device that keeps a number of messages under way. */
    private static final class Publisher {
        final DatagramChannel channel;
        final int topicId;
        private int msgId;

        Publisher(DatagramChannel channel, int topicId) {
            this.channel = channel;
            this.topicId = topicId;
        }

        void publish() throws IOException {
            msgId = msgId % 0xFFFF + 1;
            TopicRef topic = new TopicRef.Normal(topicId);
            channel.write(ByteBuffer.wrap(
                    SnEncoder.encode(new Publish(false, Qos.ONE, false, topic, msgId, Octets.copyOf(new byte[32])))));
        }
    }

    public static void main(String[] args) throws Exception {
        int shards = argument(args, 0, 1);
        int devices = argument(args, 1, 50);
        int outstanding = argument(args, 2, 4);
        int seconds = argument(args, 3, 5);
        boolean nativeTransport = args.length < 5 || Boolean.parseBoolean(args[4]);
        try (UdpGateway gateway = UdpGateway.withShards(shards, nativeTransport, UdpGateway.listener("127.0.0.1", 0))) {
            UdpBench bench = new UdpBench(gateway);
            bench.run(devices, outstanding, seconds);
        }
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private void run(int devices, int outstanding, int seconds) throws Exception {
        Selector selector = Selector.open();
        for (int i = 0; i < devices; i++) {
            connect("bench-" + i, selector);
        }
        for (Publisher publisher : publishers) {
            for (int i = 0; i < outstanding; i++) {
                publisher.publish();
            }
        }
        for (int second = 0; second < seconds; second++) {
            long cpu = shardCpuNanos();
            long acked = serve(selector, System.nanoTime() + 1_000_000_000L);
            long spent = shardCpuNanos() - cpu;
            System.out.printf(
                    "%d acked/s, %.2f us of shard CPU each, %.0f acked per CPU second%n",
                    acked, spent / 1e3 / acked, acked / (spent / 1e9));
        }
        System.out.println("failures " + gateway.failures + " " + gateway.observer.failures);
    }

    private void connect(String clientId, Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(UdpGateway.at("127.0.0.1", 0));
        channel.connect(gateway.address(0));
        exchange(channel, SnEncoder.encode(Device.connect(clientId)));
        byte[] register = SnEncoder.encode(
                new org.sngateway.codec.v12.Register(0, 1, Octets.ofUtf8("sensors/" + clientId + "/temp")));
        ByteBuffer answer = exchange(channel, register);
        int topicId = (answer.get(2) & 0xFF) << 8 | answer.get(3) & 0xFF;
        Publisher publisher = new Publisher(channel, topicId);
        publishers.add(publisher);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, publisher);
    }

    private static ByteBuffer exchange(DatagramChannel channel, byte[] request) throws IOException {
        channel.write(ByteBuffer.wrap(request));
        ByteBuffer answer = ByteBuffer.allocate(100);
        channel.read(answer);
        return answer;
    }

    /** Answers each PUBACK with the next PUBLISH until the time is over. */
    private long serve(Selector selector, long endNanos) throws IOException {
        long acked = 0;
        ByteBuffer buffer = ByteBuffer.allocate(2000);
        while (System.nanoTime() < endNanos) {
            selector.select(10);
            for (SelectionKey key : selector.selectedKeys()) {
                Publisher publisher = (Publisher) key.attachment();
                while (publisher.channel.read(buffer.clear()) > 0) {
                    check(buffer);
                    acked++;
                    publisher.publish();
                }
            }
            selector.selectedKeys().clear();
        }
        return acked;
    }

    private static void check(ByteBuffer answer) {
        byte[] octets = new byte[answer.flip().remaining()];
        answer.get(octets);
        DecodeResult result = SnDecoder.decode(octets, 0, octets.length);
        if (!(result instanceof DecodeResult.Decoded decoded)
                || !(decoded.message() instanceof PubAck ack)
                || !ReturnCode.ACCEPTED.equals(ack.returnCode())) {
            throw new IllegalStateException("not accepted: " + result);
        }
    }

    private static long shardCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("shard-")) {
                sum += threads.getThreadCpuTime(info.getThreadId());
            }
        }
        return sum;
    }
}

package org.sngateway.gateway.adapter.broker;

import com.sun.management.OperatingSystemMXBean;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.broker.BrokerSettings.ProtocolVersion;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures the link against a broker that runs already: {@code BrokerLinkLoad PORT VERSION LEGS OUTSTANDING QOS SECONDS}.
 * Prints CPU time per acknowledged publish and, for many legs, heap per idle leg. No test: start its main method.
 */
final class BrokerLinkLoad implements BrokerEventSink {
    private static final Octets PAYLOAD = Octets.copyOf(new byte[100]);

    private final CountDownLatch opened;
    private final Qos qos;
    private final List<Sender> senders = new ArrayList<>();
    private volatile boolean over;
    private volatile long acknowledged;

    private BrokerLinkLoad(int legs, Qos qos) {
        this.opened = new CountDownLatch(legs);
        this.qos = qos;
    }

    private final class Sender implements LegOwner {
        private final String topic;
        private final HivemqBrokerLeg leg;
        private long token;

        Sender(String clientId, HivemqBrokerLink link) {
            this.topic = "dev/" + clientId + "/telemetry";
            this.leg = link.leg(clientId, this);
        }

        void send() {
            leg.publish(++token, new OutgoingPublish(topic, PAYLOAD, qos, false));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the shard's thread writes
    @Override
    public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
        if (event instanceof BrokerEvent.PublishAccepted) {
            acknowledged++;
            if (!over) {
                ((Sender) owner).send();
            }
        } else if (event instanceof BrokerEvent.Opened) {
            opened.countDown();
        } else {
            System.out.println(event);
        }
    }

    @Override
    public void onBrokerReachable() {
        // The own connection is not started.
    }

    @Override
    public void onBrokerUnreachable(String detail) {
        // The own connection is not started.
    }

    public static void main(String[] args) throws Exception {
        int legs = Integer.parseInt(args[2]);
        BrokerLinkLoad load = new BrokerLinkLoad(legs, Qos.ofBits(Integer.parseInt(args[4])));
        BrokerSettings settings = ShardFixture.settings(Integer.parseInt(args[0]), ProtocolVersion.valueOf(args[1]));
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        long heapBefore = usedHeap();
        HivemqBrokerLink link =
                group.submit(() -> new HivemqBrokerLink(settings, group, load)).get();
        for (int i = 0; i < legs; i++) {
            String clientId = "load-" + i;
            group.submit(() -> {
                        Sender sender = load.new Sender(clientId, link);
                        load.senders.add(sender);
                        sender.leg.open(new LegOptions(1, true, true, null));
                    })
                    .get();
            if (i % 100 == 99) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        load.opened.await(60, TimeUnit.SECONDS);
        System.out.printf("idle: %d octets of heap per leg%n", (usedHeap() - heapBefore) / legs);
        load.run(group, Integer.parseInt(args[3]), Integer.parseInt(args[5]));
        long beginNanos = System.nanoTime();
        group.submit(link::close).get().toCompletableFuture().get();
        System.out.printf("closed in %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void run(MultiThreadIoEventLoopGroup group, int outstanding, int seconds) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        group.submit(() -> {
            for (Sender sender : senders) {
                for (int i = 0; i < outstanding; i++) {
                    sender.send();
                }
            }
        });
        TimeUnit.SECONDS.sleep(seconds / 2);
        long cpuBefore = system.getProcessCpuTime();
        long before = acknowledged;
        TimeUnit.SECONDS.sleep(seconds);
        long count = acknowledged - before;
        long cpuNanos = system.getProcessCpuTime() - cpuBefore;
        over = true;
        System.out.printf(
                "%d a second, %.1f us of CPU each%n", count / seconds, cpuNanos / 1000.0 / Math.max(1, count));
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

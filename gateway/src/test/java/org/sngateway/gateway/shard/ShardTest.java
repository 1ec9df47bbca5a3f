package org.sngateway.gateway.shard;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What enters a shard, and in which order it leaves; without sockets. */
class ShardTest implements ShardParts {
    private static final ConnAck CONNACK = new ConnAck(ReturnCode.ACCEPTED);
    private static final Peer.Udp PEER = Peer.Udp.ofIpv4(0, 127 << 24 | 1, 5000);

    private final CountingObserver observer = new CountingObserver();
    private final List<String> told = new ArrayList<>();
    private boolean sendingFails;
    private final List<SnMessage> written = new ArrayList<>();
    private int flushes;
    private final ShardGroup group = ShardGroup.start(
            new ShardSettings(1, true, 2, 10), UdpGateway.options(1), new PredefinedTopics(List.of()), this);
    private final Shard shard = group.shards().get(0);

    @AfterEach
    void close() {
        group.close();
    }

    /** Runs on the shard's thread and waits for it; failures come out here. */
    private void onShard(Runnable task) {
        shard.loops().submit(task).syncUninterruptibly();
    }

    @Test
    void refusesToBeEnteredByAnotherThread() {
        assertThatThrownBy(() -> shard.onMessage(PEER, Device.connect("dev")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shard 0 entered by thread");
        assertThatThrownBy(() -> shard.onMalformed(PEER, MalformedReason.RESERVED_TYPE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(shard::onBatchEnd).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void brokerEventsThatComeWhileTheEngineWorksAreDealtWithRightAfter() {
        onShard(() -> {
            shard.onMessage(PEER, Device.connect("dev"));
            // The broker accepted within the call; the answer is there before the next datagram is looked at.
            assertThat(written).containsExactly(CONNACK);
        });
    }

    @Test
    void flushesOnceForEachBatch() {
        onShard(() -> {
            int before = flushes;
            shard.onMessage(PEER, Device.connect("dev"));
            shard.onMessage(PEER, new PingReq(Octets.EMPTY));
            shard.onMessage(PEER, new PingReq(Octets.EMPTY));
            assertThat(flushes).isEqualTo(before);
            shard.onBatchEnd();
            assertThat(flushes).isEqualTo(before + 1);
            assertThat(written).containsExactly(CONNACK, new PingResp(), new PingResp());
        });
    }

    @Test
    void goesOnAfterABugAndTellsItOnce() {
        onShard(() -> {
            sendingFails = true;
            for (int i = 0; i < 50; i++) {
                shard.onMessage(Peer.Udp.ofIpv4(0, 127 << 24 | 1, 6000 + i), new org.sngateway.codec.v12.SearchGw(0));
            }
            sendingFails = false;
            shard.onMessage(PEER, Device.connect("dev"));
            assertThat(written).containsExactly(CONNACK);
            assertThat(told).containsExactly("0 the link is broken 0");
        });
    }

    @Test
    void aTaskThatThrowsStopsNothing() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        shard.execute(() -> {
            throw new IllegalStateException("task");
        });
        shard.execute(ran::countDown);
        assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        onShard(() -> assertThat(told).containsExactly("0 task 0"));
    }

    @Test
    void theClockStandsStillWithinABatchAndNeverGoesBack() {
        onShard(() -> {
            long first = shard.nowNanos();
            assertThat(shard.nowNanos()).isEqualTo(first);
            shard.onBatchEnd();
            assertThat(shard.nowNanos()).isGreaterThan(first).isGreaterThan(0);
        });
    }

    @Test
    void aFullMailboxRefuses() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        shard.execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Mail mail = new Mail(PEER, Device.connect("dev"), false, 1);
        assertThat(shard.handOver(mail)).isTrue();
        assertThat(shard.handOver(mail)).isTrue();
        assertThat(shard.handOver(mail)).isFalse();
        busy.countDown();
        onShard(() -> assertThat(written).contains(CONNACK));
        assertThat(observer.drops(DropReason.MAILBOX_FULL))
                .as("counted by who hands over")
                .isZero();
    }

    @Override
    public BufferedSensorLink sensors(Shard made) {
        return new BufferedSensorLink() {
            @Override
            public void flush() {
                flushes++;
            }

            @Override
            public void send(Peer.Udp peer, SnMessage message) {
                if (sendingFails) {
                    throw new IllegalStateException("the link is broken");
                }
                written.add(message);
            }

            @Override
            public void multicast(int listener, SnMessage message, int radius) {
                written.add(message);
            }
        };
    }

    @Override
    public BrokerLink broker(Shard made) {
        return new AcceptingBroker(made);
    }

    @Override
    public ClientPolicy clients(Shard made) {
        ClientProfile profile = new ClientProfile(List.of(), List.of(), true, 1400);
        return (clientId, peer) -> profile;
    }

    @Override
    public GatewayObserver observer(Shard made) {
        return observer;
    }

    @Override
    public void failed(int index, Throwable bug, long unreported) {
        told.add(index + " " + bug.getMessage() + " " + unreported);
    }
}

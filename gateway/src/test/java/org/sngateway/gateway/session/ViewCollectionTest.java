package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.shard.EngineReader;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Views;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/** How the view of a whole gateway is collected: in slices, together with other work, and seldom. */
final class ViewCollectionTest {

    /** An engine whose thread does what it is asked when the test says so. */
    private static final class Shard {
        final EngineFixture fixture;
        final Deque<EngineReader> waiting = new ArrayDeque<>();
        final List<Long> delays = new ArrayList<>();
        boolean ended;

        Shard(int sessions, String prefix) {
            fixture = new EngineFixture(TestOptions.admission(a -> new EngineOptions.Admission(
                    sessions + 1, a.connects(), a.connects(), a.connects(), a.connects(), a.connects(), 100)));
            fixture.sessionsMax = sessions + 1;
            for (int i = 0; i < sessions; i++) {
                Peer.Udp peer = Peer.Udp.ofIpv4(0, 10 << 24 | i, 5000);
                fixture.nowNanos += EngineFixture.SECOND;
                new TestDevice(fixture, prefix + i, peer).sends(Messages.connect(prefix + i, true));
            }
        }

        void read(long delayMillis, EngineReader reader) {
            if (ended) {
                throw new RejectedExecutionException();
            }
            delays.add(delayMillis);
            waiting.add(reader);
        }

        /** One turn of its thread. */
        boolean turns() {
            EngineReader next = waiting.poll();
            if (next != null) {
                next.read(fixture.engine, fixture.nowNanos);
            }
            return next != null;
        }
    }

    private long nanoTime;

    private Views views(Shard... shards) {
        List<Views.Source> sources = new ArrayList<>();
        for (Shard shard : shards) {
            sources.add(shard::read);
        }
        return new Views(sources, Runnable::run, () -> nanoTime);
    }

    private static int turnsUntilDone(Shard shard) {
        int turns = 0;
        while (shard.turns()) {
            turns++;
        }
        return turns;
    }

    @Test
    void tenThousandSessionsAreCopiedInFortyTurnsWithOtherWorkBetweenThem() {
        Shard shard = new Shard(10_000, "c");
        CompletableFuture<GatewayView> view = views(shard).latest();
        assertThat(view).isNotDone();
        assertThat(shard.waiting).as("one slice at a time").hasSize(1);

        assertThat(turnsUntilDone(shard)).isEqualTo(10_000 / 250);
        assertThat(shard.delays.subList(1, shard.delays.size()))
                .as("datagrams go first")
                .containsOnly(1L);
        assertThat(view.join().clients()).hasSize(10_000);
        assertThat(view.join().sums().clients()).isEqualTo(10_000);
        assertThat(view.join().clients().firstKey()).isEqualTo("c0");
    }

    @Test
    void sumsAddUpAllShards() {
        Shard one = new Shard(2, "a");
        Shard other = new Shard(3, "b");
        TestDevice sleeper = one.fixture.connected("sleeper", false, 60);
        sleeper.sends(Messages.subscribe(1, "cmd", Qos.ONE));
        sleeper.takes();
        sleeper.sleeps(600);
        long asleep = one.fixture.nowNanos;
        one.fixture.pass(1);
        sleeper.isDelivered("cmd", "12345", Qos.ONE);

        CompletableFuture<GatewayView> collecting = views(one, other).latest();
        turnsUntilDone(one);
        assertThat(collecting).isNotDone();
        turnsUntilDone(other);
        GatewayView view = collecting.join();
        assertThat(view.sums().byState())
                .containsEntry(StateName.ACTIVE, 5)
                .containsEntry(StateName.ASLEEP, 1)
                .containsEntry(StateName.LOST, 0);
        assertThat(view.sums().queues()).isEqualTo(1);
        assertThat(view.sums().queued()).isEqualTo(1);
        assertThat(view.sums().queuedOctets()).isEqualTo(8);
        assertThat(view.sums().oldestNanos()).isEqualTo(asleep + EngineFixture.SECOND);
        assertThat(view.sums().nextWakeNanos()).isEqualTo(asleep + 600 * EngineFixture.SECOND);
        assertThat(view.client("b2")).isNotNull();
        assertThat(view.client("nobody")).isNull();
    }

    @Test
    void whoeverAsksWithinASecondSharesOneCollection() {
        Shard shard = new Shard(1, "c");
        Views views = views(shard);
        CompletableFuture<GatewayView> first = views.latest();
        assertThat(views.latest()).isSameAs(first);
        turnsUntilDone(shard);
        nanoTime = 999_000_000L;
        assertThat(views.latest()).isSameAs(first);
        assertThat(shard.waiting).as("nobody bothers the shard").isEmpty();
        nanoTime = 1_000_000_000L;
        assertThat(views.latest()).isNotSameAs(first);
        assertThat(shard.waiting).hasSize(1);
    }

    @Test
    void anEndedShardIsAFailureAndNoneThatIsRemembered() {
        Shard shard = new Shard(1, "c");
        shard.ended = true;
        Views views = views(shard);
        assertThat(views.latest()).isCompletedExceptionally();
        shard.ended = false;
        CompletableFuture<GatewayView> again = views.latest();
        turnsUntilDone(shard);
        assertThat(again.join().clients()).hasSize(1);
    }

    @Test
    void oneDeviceIsFoundWhereverItsSessionIsAndSeenAsItIsNow() {
        Shard one = new Shard(3, "a");
        Shard other = new Shard(3, "b");
        Views views = views(one, other);
        CompletableFuture<Optional<ClientDetail>> found = views.client("b1");
        CompletableFuture<Optional<ClientDetail>> missing = views.client("c1");
        assertThat(found).isNotDone();
        turnsUntilDone(one);
        turnsUntilDone(other);
        assertThat(found.join().orElseThrow().row().clientId()).isEqualTo("b1");
        assertThat(missing.join()).isEmpty();

        new TestDevice(other.fixture, "b1", Peer.Udp.ofIpv4(0, 10 << 24 | 1, 5000)).sends(Disconnect.PLAIN);
        CompletableFuture<Optional<ClientDetail>> gone = views.client("b1");
        turnsUntilDone(one);
        turnsUntilDone(other);
        assertThat(gone.join()).isEmpty();
    }

    @Test
    void whoAsksForADeviceOfAGatewayThatEndsIsTold() {
        Shard shard = new Shard(1, "a");
        shard.ended = true;
        assertThat(views(shard).client("a0")).isCompletedExceptionally();
        assertThat(views(shard).predefinedTopics()).isCompletedExceptionally();
    }

    @Test
    void aDeviceHasThePredefinedTopicsThatItConnectedWith() {
        Shard shard = new Shard(1, "a");
        adopt(shard, "old");
        new TestDevice(shard.fixture, "a0", Peer.Udp.ofIpv4(0, 10 << 24, 5000)).sends(Messages.connect("a0", true));
        adopt(shard, "new");
        CompletableFuture<Optional<ClientDetail>> found = views(shard).client("a0");
        turnsUntilDone(shard);
        assertThat(found.join().orElseThrow().topics())
                .containsExactly(
                        new ClientDetail.Topic(7, "old", true, true), new ClientDetail.Topic(8, "more", true, true));
    }

    private static void adopt(Shard shard, String meaning) {
        shard.fixture.adopts(
                TestOptions.defaults(),
                new PredefinedTopics(
                        List.of(new PredefinedTopic(7, meaning, "*"), new PredefinedTopic(8, "more", "*"))));
    }
}

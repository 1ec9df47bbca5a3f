package org.sngateway.gateway.shard;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionDirectory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** Who owns what, and that only one does. */
class ClientDirectoryTest {
    private final ClientDirectory directory = new ClientDirectory(2, 3);
    private final List<String> displaced = new ArrayList<>();
    private final SessionDirectory first = directory.of(0, (shard, peer) -> displaced.add(shard + " " + peer.text()));
    private final SessionDirectory second = directory.of(1, (shard, peer) -> displaced.add(shard + " " + peer.text()));
    private final Peer peer = Peer.Udp.ofIpv4(0, 10 << 24 | 7, 5000);

    @Test
    void theFirstReservationOfAClientIdStands() {
        assertThat(directory.reserve("a", 1)).isEqualTo(1);
        assertThat(directory.reserve("a", 0)).isEqualTo(1);
        assertThat(second.claim("a")).isTrue();
        assertThat(directory.reserve("a", 0)).isEqualTo(1);
    }

    @Test
    void aReservationThatCameToNothingIsTakenBack() {
        directory.reserve("a", 1);
        directory.cancel("a", 1);
        assertThat(directory.shardOf("a")).isEqualTo(ClientDirectory.NOBODY);
        assertThat(directory.reservations()).isZero();
    }

    @Test
    void aClaimOutlivesItsReservation() {
        directory.reserve("a", 1);
        second.claim("a");
        directory.cancel("a", 1);
        assertThat(directory.shardOf("a")).isEqualTo(1);
        second.release("a");
        assertThat(directory.shardOf("a")).isEqualTo(ClientDirectory.NOBODY);
        assertThat(directory.sessions()).isZero();
    }

    @Test
    void whatAnotherShardOwnsCannotBeClaimed() {
        second.claim("a");
        assertThat(first.claim("a")).isFalse();
        first.release("a");
        assertThat(directory.shardOf("a")).isEqualTo(1);
        assertThat(directory.sessions()).isEqualTo(1);
    }

    @Test
    void theLimitOnSessionsHoldsForAllShardsTogether() {
        assertThat(first.claim("a")).isTrue();
        assertThat(second.claim("b")).isTrue();
        assertThat(first.claim("c")).isTrue();
        assertThat(second.claim("d")).isFalse();
        first.release("a");
        assertThat(second.claim("d")).isTrue();
    }

    @Test
    void aSingleShardIsLimitedToo() {
        ClientDirectory alone = new ClientDirectory(1, 1);
        SessionDirectory only = alone.of(0, (shard, lost) -> {
            throw new AssertionError("there is no other shard");
        });
        assertThat(only.claim("a")).isTrue();
        assertThat(only.claim("b")).isFalse();
        only.release("a");
        assertThat(only.claim("b")).isTrue();
    }

    @Test
    void theShardThatHadAPeerIsToldWhenAnotherBindsIt() {
        first.bind(peer);
        first.bind(peer);
        assertThat(displaced).isEmpty();
        second.bind(peer);
        assertThat(displaced).containsExactly("0 10.0.0.7:5000");
        first.unbind(peer);
        assertThat(directory.shardOf(peer)).isEqualTo(1);
        second.unbind(peer);
        assertThat(directory.boundPeers()).isZero();
    }

    @Test
    void ofShardsThatReserveAtOnceAllSeeTheSameOwner() throws Exception {
        int threads = 4;
        int rounds = 2_000;
        ClientDirectory contested = new ClientDirectory(threads, rounds);
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<int[]>> reservers = new ArrayList<>();
            for (int shard = 0; shard < threads; shard++) {
                int own = shard;
                reservers.add(() -> {
                    int[] owners = new int[rounds];
                    together.await();
                    for (int i = 0; i < rounds; i++) {
                        owners[i] = contested.reserve("client-" + i, own);
                    }
                    return owners;
                });
            }
            List<Future<int[]>> owners = pool.invokeAll(reservers);
            for (Future<int[]> seen : owners) {
                assertThat(seen.get()).isEqualTo(owners.get(0).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }
}

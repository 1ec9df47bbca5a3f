package org.sngateway.simulator.world;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.port.StoredWill;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a disk keeps. */
class VirtualStoreTest {
    private static final SwarmOptions.Store OPTIONS =
            new SwarmOptions.Store(1_000_000, 100_000_000, VirtualTime.SECOND, 2, 1000);

    private final VirtualTime time = new VirtualTime();
    private final List<StoreEvent> heard = new ArrayList<>();

    private VirtualStore store(long seed) {
        VirtualStore store = new VirtualStore(time, new RandomStream(seed), OPTIONS);
        store.open(heard::add);
        return store;
    }

    private void pass(long nanos) {
        long end = time.nowNanos() + nanos;
        while (time.nextNanos() <= end) {
            time.step();
        }
        time.moveTo(end);
    }

    private static List<StoreWrite> session(String clientId) {
        return List.of(new StoreWrite.PutSession(
                new StoredSession(clientId, false, StateName.ACTIVE, 0, 0, 60, null, 1024, 1, StoredWill.NONE, null)));
    }

    @Test
    void reportsWhatIsDurableAfterAWhile() {
        VirtualStore store = store(1);
        long first = store.append(session("a"), Urgency.PROMPT);
        assertThat(heard).isEmpty();
        pass(VirtualTime.SECOND / 2);
        assertThat(heard).containsExactly(new StoreEvent.Committed(first));
    }

    @Test
    void writesLazyChangesWithThePromptOnesOrAtTheFlushInterval() {
        VirtualStore store = store(1);
        long lazy = store.append(session("a"), Urgency.LAZY);
        pass(VirtualTime.SECOND / 2);
        assertThat(heard).isEmpty();
        pass(VirtualTime.SECOND);
        assertThat(heard).containsExactly(new StoreEvent.Committed(lazy));
    }

    @Test
    void keepsWhatWasReportedAndAPrefixOfTheRest() {
        boolean someLost = false;
        boolean someKept = false;
        for (int seed = 1; seed <= 30; seed++) {
            VirtualStore store = store(seed);
            store.append(session("a"), Urgency.PROMPT);
            pass(VirtualTime.SECOND);
            store.append(session("b"), Urgency.PROMPT);
            store.append(session("c"), Urgency.PROMPT);
            store.crash();
            List<String> kept = store.open(heard::add).stream()
                    .map(client -> client.session().clientId())
                    .toList();
            assertThat(List.of("a", "b", "c").subList(0, kept.size())).isEqualTo(kept);
            assertThat(kept).contains("a");
            someLost |= kept.size() < 3;
            someKept |= kept.size() > 1;
        }
        assertThat(someLost).isTrue();
        assertThat(someKept).isTrue();
    }

    @Test
    void saysNothingToAProcessThatIsGone() {
        VirtualStore store = store(1);
        store.append(session("a"), Urgency.PROMPT);
        store.crash();
        pass(VirtualTime.MINUTE);
        assertThat(heard).isEmpty();
    }

    @Test
    void limitsTheSpoolAndReadsItInOrder() {
        VirtualStore store = store(1);
        store.append(session("a"), Urgency.PROMPT);
        for (int i = 0; i < 2; i++) {
            OutgoingPublish publish = new OutgoingPublish("t", Octets.ofUtf8("k" + i), Qos.ONE, false);
            SpooledMessage message = new SpooledMessage(store.nextSpoolId(), publish, 0);
            assertThat(store.takeSpoolRoom(message.octets())).isTrue();
            store.append(List.of(new StoreWrite.PutSpooled("a", message)), Urgency.PROMPT);
        }
        assertThat(store.takeSpoolRoom(1)).isFalse();
        store.readSpool("a", 0, 10);
        pass(VirtualTime.SECOND);
        StoreEvent.SpoolRead read = (StoreEvent.SpoolRead) heard.stream()
                .filter(StoreEvent.SpoolRead.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(read.messages())
                .extracting(message -> message.publish().payload().utf8())
                .containsExactly("k0", "k1");
    }

    @Test
    void fullDiskTakesNothingUntilThereIsRoom_andShowsItWithTheFirstWrite() {
        VirtualStore store = store(1);
        store.fill(10 * VirtualTime.SECOND);
        assertThat(store.isHealthy()).isTrue();
        long first = store.append(session("a"), Urgency.PROMPT);
        assertThat(store.isHealthy()).isFalse();
        assertThat(store.takeSpoolRoom(1)).isFalse();
        pass(9 * VirtualTime.SECOND);
        assertThat(heard).isEmpty();
        pass(2 * VirtualTime.SECOND);
        assertThat(heard).containsExactly(new StoreEvent.Committed(first));
        assertThat(store.isHealthy()).isTrue();
        assertThat(store.takeSpoolRoom(1)).isTrue();
    }

    @Test
    void crashWithAFullDiskLeavesNothingOfWhatWaited() {
        for (long seed = 1; seed <= 20; seed++) {
            VirtualStore store = store(seed);
            store.fill(10 * VirtualTime.SECOND);
            store.append(session("a"), Urgency.PROMPT);
            store.append(session("b"), Urgency.PROMPT);
            store.crash();
            assertThat(store.open(heard::add)).isEmpty();
            store.heal();
        }
    }

    @Test
    void newProcessOnAFullDiskWritesWhenThereIsRoom() {
        VirtualStore store = store(1);
        store.fill(10 * VirtualTime.SECOND);
        store.append(session("a"), Urgency.PROMPT);
        store.crash();
        store.open(heard::add);
        long later = store.append(session("b"), Urgency.PROMPT);
        pass(11 * VirtualTime.SECOND);
        assertThat(heard).containsExactly(new StoreEvent.Committed(later));
    }
}

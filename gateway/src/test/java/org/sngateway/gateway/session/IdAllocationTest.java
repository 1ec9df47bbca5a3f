package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Which topic ids and message ids are given out, and in which order. */
class IdAllocationTest {

    @Test
    @Covers({"SN12-TID-02", "SN12-TID-03", "SN12-TID-04"})
    void topicIds_goOnceRound_printableOnesLast_andNeverBecomeAnothersWhileAlive() {
        TopicRegistry topics = new TopicRegistry(70_000, new PredefinedTopics(List.of()), journal(), 0x0400);
        Set<Integer> seen = new HashSet<>();
        int all = 0xFFFE - 0x0401 + 1;
        for (int i = 0; i < all; i++) {
            int id = Objects.requireNonNull(topics.register("t" + i)).id;
            assertThat(id).isBetween(0x0401, 0xFFFE);
            assertThat(seen.add(id)).isTrue();
            boolean readsAsShortName = id >= 0x2020 && id <= 0x7E7E;
            assertThat(readsAsShortName).isEqualTo(i >= all - (0x7E7E - 0x2020 + 1));
        }
    }

    @Test
    @Covers({"SN12-TID-03"})
    void clearedTopicIds_areReusedOnlyAfterAllOthers() {
        TopicRegistry topics = new TopicRegistry(1, new PredefinedTopics(List.of()), journal(), 0x0400);
        int last = 0;
        for (int i = 0; i < 0x1000; i++) {
            int id = Objects.requireNonNull(topics.register("t" + i)).id;
            assertThat(id).isGreaterThan(last);
            assertThat(topics.register("other")).isNull();
            last = id;
            topics.clear();
        }
    }

    @Test
    @Covers({"SN12-MID-02"})
    void messageIds_goFrom1To65535_skipThoseInUse_andBeginAgain() {
        MessageIds ids = new MessageIds(journal(), 0);
        for (int i = 1; i <= 0xFFFF; i++) {
            assertThat(ids.next(0)).isEqualTo(i);
        }
        assertThat(ids.next(1)).isEqualTo(2);
        assertThat(ids.next(3)).isEqualTo(4);
    }

    /** A journal that has nothing to do: nothing is stored. */
    private static SessionJournal journal() {
        EngineFixture gateway = new EngineFixture();
        gateway.connected("any", true, 60);
        return gateway.session("any").journal();
    }
}

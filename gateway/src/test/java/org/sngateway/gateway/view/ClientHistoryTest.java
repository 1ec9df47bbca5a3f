package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.port.StateName;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ClientHistoryTest {
    private static final long QUARTER = 15 * 60 * 1_000_000_000L;
    private static final long START = 1_000_000 * QUARTER;

    private final ClientHistory history = new ClientHistory(START);

    private List<String> last(int count, long nowNanos) {
        List<String> slots = history.slots(nowNanos);
        assertThat(slots).hasSize(96);
        return slots.subList(96 - count, 96);
    }

    @Test
    void tellsWhatHappenedInEachQuarterOfAnHour() {
        history.entered(StateName.ACTIVE, START);
        history.published(START + QUARTER + 1);
        history.entered(StateName.ASLEEP, START + QUARTER + 2);
        history.entered(StateName.AWAKE, START + 2 * QUARTER);
        history.retransmitted(START + 2 * QUARTER);
        history.entered(StateName.LOST, START + 3 * QUARTER);
        assertThat(last(5, START + 3 * QUARTER)).containsExactly("", "a", "asp", "swr", "wl");
    }

    @Test
    void repeatsTheStateWhileNothingHappens() {
        history.entered(StateName.ASLEEP, START);
        history.published(START);
        assertThat(last(4, START + 2 * QUARTER + 5)).containsExactly("", "sp", "s", "s");
        history.entered(StateName.DISCONNECTED, START + 4 * QUARTER);
        assertThat(last(5, START + 4 * QUARTER)).containsExactly("sp", "s", "s", "s", "sd");
    }

    @Test
    void forgetsWhatIsOlderThanADay() {
        history.entered(StateName.ACTIVE, START);
        history.published(START);
        assertThat(history.slots(START + 95 * QUARTER).get(0)).isEqualTo("ap");
        assertThat(history.slots(START + 96 * QUARTER)).hasSize(96).containsOnly("a");
        history.retransmitted(START + 500 * QUARTER);
        assertThat(last(2, START + 500 * QUARTER)).containsExactly("a", "ar");
        assertThat(history.slots(START + 500 * QUARTER).subList(0, 95)).containsOnly("a");
    }

    @Test
    void standsStillWhenTheClockGoesBack() {
        history.entered(StateName.ACTIVE, START + QUARTER);
        history.published(START);
        assertThat(last(2, START)).containsExactly("", "ap");
    }
}

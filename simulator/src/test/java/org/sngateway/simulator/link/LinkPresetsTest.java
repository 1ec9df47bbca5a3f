package org.sngateway.simulator.link;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.link.LinkSpec.Bursts;
import org.sngateway.simulator.link.LinkSpec.Nat;

import static org.assertj.core.api.Assertions.assertThat;

class LinkPresetsTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    @Test
    void namesEveryLinkAndItsReason() {
        assertThat(LinkPresets.byName().keySet())
                .containsExactly("ideal", "lan", "6lowpan", "thread", "nbiot", "ltem", "lora-like", "satellite");
        assertThat(LinkPresets.byName().values()).allSatisfy(preset -> {
            assertThat(preset.reason()).endsWith(".");
            assertThat(preset.spec().loss()).isBetween(0.0, 0.2);
            assertThat(preset.spec().jitterNanos())
                    .isLessThanOrEqualTo(preset.spec().delayNanos());
        });
    }

    /** The words are those of tc-netem(8): loss gemodel p r 1-h 1-k. */
    @Test
    void saysTheSameToNetem() {
        LinkSpec spec =
                new LinkSpec(400 * MILLI, 300 * MILLI, 0.02, new Bursts(0.01, 0.3, 1), 0.005, 0.1, 20_000, 50, null);
        assertThat(NetemLine.of(spec, "lo"))
                .isEqualTo("tc qdisc add dev lo root netem delay 400ms 300ms loss gemodel 1% 30% 100% 2%"
                        + " duplicate 0.5% reorder 10% rate 20000bit -14 limit 114");
    }

    @Test
    void keepsNetemFromOvertakingByJitter() {
        LinkSpec spec = new LinkSpec(2 * MILLI, MILLI / 2, 0.015, null, 0, 0, 0, 0, null);
        assertThat(NetemLine.of(spec, "eth0"))
                .isEqualTo("tc qdisc add dev eth0 root netem delay 2ms 0.5ms loss random 1.5% rate 10gbit");
        assertThat(NetemLine.remarks(spec)).anyMatch(remark -> remark.contains("keeps the order"));
    }

    @Test
    void saysThatNetemHasNoNat() {
        LinkSpec spec = new LinkSpec(0, 0, 0, null, 0, 0, 0, 0, new Nat(SECOND, false));
        assertThat(NetemLine.remarks(spec)).anyMatch(remark -> remark.contains("no NAT"));
        assertThat(NetemLine.remarks(LinkSpec.IDEAL)).noneMatch(remark -> remark.contains("NAT"));
    }

    @Test
    void natForgetsAfterSilenceOnly() {
        NatBox nat = new NatBox(new Nat(60 * SECOND, true));
        assertThat(nat.hasForgotten(1000 * SECOND)).isFalse();
        nat.used(1000 * SECOND);
        assertThat(nat.hasForgotten(1060 * SECOND - 1)).isFalse();
        assertThat(nat.hasForgotten(1060 * SECOND)).isTrue();
        nat.used(1060 * SECOND);
        assertThat(nat.hasForgotten(1119 * SECOND)).isFalse();
        assertThat(nat.changesAddress()).isTrue();
    }
}

package org.sngateway.simulator.site;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What one direction of a proxied connection does when things are bad. */
class ProxyLegTest {
    private static final long MILLI = 1_000_000L;

    private final Conditions conditions = new Conditions();
    private final EmbeddedChannel target = new EmbeddedChannel();

    private static final class Conditions implements ProxyLeg.Conditions {
        boolean isStalled;
        long delayNanos;
        long nowNanos = 5;
        int ended;
        final List<Long> waits = new ArrayList<>();

        @Override
        public boolean isStalled() {
            return isStalled;
        }

        @Override
        public long delayNanos() {
            return delayNanos;
        }

        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public void later(Runnable task, long nanos) {
            waits.add(nanos);
        }

        @Override
        public void onEnd(ProxyLeg leg) {
            ended++;
        }
    }

    private ProxyLeg leg(boolean isFromBroker) {
        return new ProxyLeg(conditions, isFromBroker);
    }

    private EmbeddedChannel source(ProxyLeg leg) {
        EmbeddedChannel source = new EmbeddedChannel(leg);
        leg.join(source, target);
        leg.resume();
        return source;
    }

    private static void say(EmbeddedChannel source, String words) {
        source.writeInbound(Unpooled.copiedBuffer(words, StandardCharsets.UTF_8));
    }

    private String heard() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf next = target.readOutbound(); next != null; next = target.readOutbound()) {
            all.append(next.toString(StandardCharsets.UTF_8));
            next.release();
        }
        return all.toString();
    }

    @AfterEach
    void close() {
        target.close();
        target.releaseOutbound();
    }

    @Test
    void handsOnAtOnce_whileAllIsWell() {
        EmbeddedChannel source = source(leg(false));
        say(source, "ab");
        say(source, "c");
        assertThat(heard()).isEqualTo("abc");
    }

    @Test
    void stalled_handsOnNothing_andEverythingAfterwards() {
        ProxyLeg leg = leg(true);
        EmbeddedChannel source = source(leg);
        conditions.isStalled = true;
        say(source, "kept");
        assertThat(heard()).isEmpty();
        conditions.isStalled = false;
        leg.resume();
        assertThat(heard()).isEqualTo("kept");
    }

    @Test
    void delaysWhatTheBrokerSays_inOrder() {
        conditions.delayNanos = 500 * MILLI;
        ProxyLeg leg = leg(true);
        EmbeddedChannel source = source(leg);
        say(source, "first");
        assertThat(heard()).isEmpty();
        assertThat(conditions.waits).containsExactly(500 * MILLI);
        conditions.nowNanos += 200 * MILLI;
        say(source, "second");
        conditions.nowNanos += 300 * MILLI;
        leg.resume();
        assertThat(heard()).isEqualTo("first");
        conditions.nowNanos += 200 * MILLI;
        leg.resume();
        assertThat(heard()).isEqualTo("second");
    }

    @Test
    void whatTheGatewaySays_isNotDelayed() {
        conditions.delayNanos = 500 * MILLI;
        say(source(leg(false)), "at once");
        assertThat(heard()).isEqualTo("at once");
    }

    @Test
    void end_isHandedOnAfterWhatWasSaidBefore() {
        conditions.delayNanos = MILLI;
        ProxyLeg leg = leg(true);
        EmbeddedChannel source = source(leg);
        say(source, "bye");
        source.close();
        assertThat(target.isOpen()).isTrue();
        conditions.nowNanos += MILLI;
        leg.resume();
        assertThat(heard()).isEqualTo("bye");
        assertThat(target.isOpen()).isFalse();
    }

    @Test
    void closed_losesWhatWasHeldBack() {
        conditions.delayNanos = MILLI;
        ProxyLeg leg = leg(true);
        EmbeddedChannel source = source(leg);
        say(source, "lost");
        leg.close();
        assertThat(heard()).isEmpty();
        assertThat(source.isOpen()).isFalse();
        assertThat(target.isOpen()).isFalse();
        assertThat(conditions.ended).isPositive();
    }
}

package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever holds connections open without using them keeps nobody else out. */
final class OpenConnectionsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> cutOff = new ArrayList<>();
    private final OpenConnections<String> connections = new OpenConnections<>(cutOff::add);

    @Test
    void theOneUnusedLongestMakesRoom() {
        for (int i = 0; i < 64; i++) {
            connections.opened("c" + i, i);
        }
        connections.used("c0", 100);
        connections.opened("new", 101);
        assertThat(cutOff).containsExactly("c1");
        assertThat(connections.count()).isEqualTo(64);
        connections.closed("c2");
        connections.opened("newer", 102);
        assertThat(cutOff).hasSize(1);
    }

    @Test
    void whoSendsNoWholeRequestForHalfAMinuteIsCutOff() {
        connections.opened("slow", 0);
        connections.opened("busy", 0);
        connections.used("busy", 20 * SECOND);
        connections.sweep(30 * SECOND - 1);
        assertThat(cutOff).isEmpty();
        connections.sweep(30 * SECOND);
        assertThat(cutOff).containsExactly("slow");
        connections.sweep(50 * SECOND);
        assertThat(cutOff).containsExactly("slow", "busy");
        assertThat(connections.count()).isZero();
    }
}

package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.world.WorldEvent;

import static org.assertj.core.api.Assertions.assertThat;

class InvariantsTest {

    @Test
    void haveNamesOfTheirOwnAndBeginWithTheLedger() {
        assertThat(Invariants.all())
                .extracting(Invariant::id)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo("R7");
        assertThat(Invariants.all()).extracting(Invariant::statement).doesNotHaveDuplicates();
    }

    @Test
    void areMadeAnewForEachRun() {
        assertThat(Invariants.all()).doesNotContainAnyElementsOf(Invariants.all());
    }

    @Test
    void catchAnEngineThatFails() {
        Invariant invariant = new EngineNeverFails();
        assertThat(invariant.on(new WorldEvent.Healed(), 0)).isNull();
        assertThat(invariant.on(new WorldEvent.EngineFailed("NullPointerException"), 0))
                .contains("NullPointer");
    }
}

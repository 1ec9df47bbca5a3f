package org.sngateway.gateway.view;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ViewChangesTest {
    private static final GatewayView BEFORE =
            Rows.view(Rows.sleeper("a", 0), Rows.sleeper("b", 0), Rows.sleeper("d", 0), Rows.sleeper("e", 0));
    private static final GatewayView NOW =
            Rows.view(Rows.sleeper("b", 0), Rows.sleeper("c", 0), Rows.sleeper("d", 1), Rows.sleeper("f", 0));

    private static List<String> ids(ViewChanges changes) {
        return changes.changed().stream().map(ClientRow::clientId).toList();
    }

    @Test
    void namesNewChangedAndVanishedClientsOnly() {
        ViewChanges changes = ViewChanges.between(BEFORE, NOW);
        assertThat(ids(changes)).containsExactly("c", "d", "f");
        assertThat(changes.gone()).containsExactly("a", "e");
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void equalViewsDoNotDiffer() {
        assertThat(ViewChanges.between(NOW, NOW).isEmpty()).isTrue();
        GatewayView other = Rows.view(NOW.clients().values().toArray(new ClientRow[0]));
        assertThat(ViewChanges.between(NOW, other).isEmpty()).isTrue();
    }

    @Test
    void emptyViewsHaveNothingOrEverything() {
        assertThat(ids(ViewChanges.between(Rows.view(), NOW))).containsExactly("b", "c", "d", "f");
        assertThat(ViewChanges.between(BEFORE, Rows.view()).gone()).containsExactly("a", "b", "d", "e");
    }

    @Test
    void oneClientIsComparedAlone() {
        assertThat(ids(ViewChanges.between(BEFORE, NOW, "d"))).containsExactly("d");
        assertThat(ids(ViewChanges.between(BEFORE, NOW, "f"))).containsExactly("f");
        assertThat(ViewChanges.between(BEFORE, NOW, "a").gone()).containsExactly("a");
        assertThat(ViewChanges.between(BEFORE, NOW, "b").isEmpty()).isTrue();
        assertThat(ViewChanges.between(BEFORE, NOW, "unknown").isEmpty()).isTrue();
    }
}

package org.sngateway.gateway.view;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;
import org.sngateway.gateway.session.view.LegState;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of devices: who is on them, in which order, and that pages fit together whatever happens between them. */
final class ClientQueryTest {
    private static final String HOSTILE = "a\nb/\u0000<script>\ud83d\ude00";

    private static final List<StateName> STATES = List.of(StateName.values());

    private static ClientRow row(String clientId, StateName state, long expectedNanos, int queued) {
        return new ClientRow(
                clientId,
                new ClientRow.Standing(
                        state,
                        1,
                        2,
                        expectedNanos,
                        ClientRow.NONE,
                        ClientRow.Every.NOTHING,
                        state == StateName.LOST ? 2 : 0),
                new ClientRow.Backlog(queued, 0, ClientRow.NONE, 0, 0),
                new ClientRow.Connection(
                        new Peer.Forwarded(Peer.Udp.ofIpv4(0, 10 << 24 | 7, 50011), Octets.ofUtf8("n1")),
                        true,
                        60,
                        0,
                        LegState.UP,
                        0,
                        0),
                new ClientTraffic(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static GatewayView view(List<ClientRow> rows) {
        return GatewayView.of(99, List.of(rows));
    }

    private static List<String> ids(ClientQuery query, GatewayView view) {
        return query.of(view).clients().stream().map(ClientRow::clientId).toList();
    }

    private static ClientQuery sorted(String order) {
        return new ClientQuery(Set.of(), null, "", Objects.requireNonNull(ClientOrder.of(order)), 100, null);
    }

    private static final GatewayView THREE = view(List.of(
            row("b", StateName.ASLEEP, 30, 2),
            row("c", StateName.LOST, ClientRow.NONE, 1),
            row("a", StateName.ACTIVE, 40, 2)));

    @Test
    void whatADeviceDoesNotHaveComesLastWhicheverWayItGoes() {
        assertThat(ids(sorted("next_expected"), THREE)).containsExactly("b", "a", "c");
        assertThat(ids(sorted("-next_expected"), THREE)).containsExactly("a", "b", "c");
    }

    @Test
    void equalOnesAreInTheOrderOfTheirClientIds() {
        assertThat(ids(sorted("queued"), THREE)).containsExactly("c", "a", "b");
        assertThat(ids(sorted("-queued"), THREE)).containsExactly("a", "b", "c");
        assertThat(ids(sorted("-client_id"), THREE)).containsExactly("c", "b", "a");
        assertThat(ids(sorted("state"), THREE)).containsExactly("a", "b", "c");
    }

    @Test
    void findsByStateByDelayAndByWhatIsInIdOrAddress() {
        ClientOrder order = ClientOrder.BY_CLIENT_ID;
        assertThat(ids(new ClientQuery(Set.of(StateName.LOST, StateName.ACTIVE), null, "", order, 9, null), THREE))
                .containsExactly("a", "c");
        assertThat(ids(new ClientQuery(Set.of(), true, "", order, 9, null), THREE))
                .containsExactly("c");
        assertThat(ids(new ClientQuery(Set.of(), false, "", order, 9, null), THREE))
                .containsExactly("a", "b");
        assertThat(ids(new ClientQuery(Set.of(), null, "B", order, 9, null), THREE))
                .containsExactly("b");
        assertThat(ids(new ClientQuery(Set.of(), null, "0.0.7:5", order, 9, null), THREE))
                .hasSize(3);
        assertThat(ids(new ClientQuery(Set.of(), null, "0.0.8", order, 9, null), THREE))
                .isEmpty();
    }

    @Test
    void aCursorComesBackAsItWasWhateverTheClientIdIs() {
        for (ClientOrder.Field field : ClientOrder.Field.values()) {
            ClientOrder order = new ClientOrder(field, true);
            ClientQuery.Cursor cursor =
                    new ClientQuery.Cursor(order, order.placeOf(row(HOSTILE, StateName.LOST, 5, 1)));
            assertThat(cursor.word()).matches("[A-Za-z0-9._-]+");
            assertThat(ClientQuery.Cursor.of(cursor.word())).isEqualTo(cursor);
        }
    }

    @Test
    void whatIsNoCursorIsNone() {
        for (String word : List.of(
                "x",
                "%%%",
                "a.0.b.c",
                "client_id.0.eA",
                "client_id.x.eA.eA",
                "client_id.0.eA._w",
                "client_id.0.%.eA")) {
            assertThat(ClientQuery.Cursor.of(word)).as(word).isNull();
        }
    }

    /** Between two pages some devices go and others come; those that stay are shown once each. */
    @Property(tries = 200)
    void pagesShowWhoStaysOnceEach(@ForAll Random random, @ForAll @IntRange(min = 1, max = 7) int limit) {
        Map<String, ClientRow> present = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            put(present, "d" + random.nextInt(60), random);
        }
        Set<String> stay = Set.copyOf(
                present.keySet().stream().filter(id -> random.nextBoolean()).toList());
        List<ClientOrder.Field> fields = List.of(ClientOrder.Field.values());
        ClientOrder order = new ClientOrder(fields.get(random.nextInt(fields.size())), random.nextBoolean());
        List<String> shown = new ArrayList<>();
        ClientQuery.Cursor cursor = null;
        do {
            ClientQuery query = new ClientQuery(Set.of(), null, "", order, limit, cursor);
            ClientQuery.Page page = query.of(view(List.copyOf(present.values())));
            assertThat(page.clients()).hasSizeLessThanOrEqualTo(limit);
            page.clients().forEach(row -> shown.add(row.clientId()));
            cursor = page.next() == null
                    ? null
                    : ClientQuery.Cursor.of(page.next().word());
            String other = "d" + random.nextInt(60);
            if (!stay.contains(other)) {
                present.remove(other);
            }
            put(present, "e" + random.nextInt(60), random);
        } while (cursor != null && shown.size() < 1_000);
        assertThat(shown).containsAll(stay);
        assertThat(shown.stream().filter(stay::contains)).doesNotHaveDuplicates();
    }

    private static void put(Map<String, ClientRow> present, String clientId, Random random) {
        present.computeIfAbsent(
                clientId,
                id -> row(
                        id,
                        STATES.get(random.nextInt(STATES.size())),
                        random.nextBoolean() ? ClientRow.NONE : random.nextInt(5),
                        random.nextInt(3)));
    }
}

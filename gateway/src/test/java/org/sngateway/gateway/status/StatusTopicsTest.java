package org.sngateway.gateway.status;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;
import org.sngateway.gateway.session.view.LegState;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.GatewayView;
import org.sngateway.gateway.view.Rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told when, over a broker that takes what it is told to. */
class StatusTopicsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private final List<Long> tokens = new ArrayList<>();
    private final StatusLosses losses = new StatusLosses();
    private long nowNanos = 5 * SECOND;
    private StatusTopics.FurtherTopics further = StatusTopics.FurtherTopics.NONE;

    private StatusTopics topics(int perSecond) {
        return new StatusTopics(
                new StatusTopics.Settings("b", true, perSecond, 60 * SECOND),
                (token, message) -> {
                    tokens.add(token);
                    told.add(message.topic() + (message.retain() ? " R " : " ") + message.text());
                },
                further,
                losses);
    }

    /** A second passes, and the broker answers for everything. */
    private List<String> after(StatusTopics topics, int seconds) {
        told.clear();
        for (int i = 0; i < 5 * seconds; i++) {
            nowNanos += SECOND / 5;
            topics.tick(nowNanos);
            List.copyOf(tokens).forEach(token -> topics.onAnswered(token, true));
            tokens.clear();
        }
        return List.copyOf(told);
    }

    private static ClientRow row(String clientId, StateName state, int missed, int everySeconds, long heard) {
        return new ClientRow(
                clientId,
                new ClientRow.Standing(
                        state, 0, heard, ClientRow.NONE, 0, new ClientRow.Every(everySeconds, ClientRow.NONE), missed),
                new ClientRow.Backlog(0, 0, ClientRow.NONE, 0, 0),
                new ClientRow.Connection(Peer.Udp.ofIpv4(0, 0x0A000001, 5_000), false, 60, 0, LegState.UP, 0, 0),
                new ClientTraffic(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void tellsADeviceOnTwoRetainedTopics() {
        StatusTopics topics = topics(100);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(Rows.sleeper("a/b", 2)));
        assertThat(after(topics, 1))
                .containsExactly(
                        "b/clients/a%2Fb/availability R online",
                        "b/clients/a%2Fb/status R {\"state\":\"asleep\",\"since\":\"1970-01-01T00:00:00.000Z\","
                                + "\"last_seen\":\"1970-01-01T00:00:00.000Z\",\"next_expected\":\"1970-01-01T00:00:00.000Z\","
                                + "\"queued\":2,\"address\":\"10.0.0.1:5000\",\"version\":\"1.2\"}");
        topics.onView(Rows.view(Rows.sleeper("a/b", 2)));
        assertThat(after(topics, 1)).as("nothing has changed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,0,0,online",
        "ASLEEP,1,0,online",
        "ASLEEP,2,0,offline",
        "AWAKE,0,0,online",
        "LOST,2,0,offline",
        "LOST,0,60,offline",
        "DISCONNECTED,0,0,offline",
        "DISCONNECTED,1,60,online",
        "DISCONNECTED,2,60,offline"
    })
    void aDeviceOnTimeIsOnline_andOneThatIsLateByTwoTimesIsNot(
            StateName state, int missed, int everySeconds, String availability) {
        StatusTopics topics = topics(100);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(row("d", state, missed, everySeconds, 1)));
        assertThat(after(topics, 1)).first().isEqualTo("b/clients/d/availability R " + availability);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a/b|a%2Fb", "a+b#|a%2Bb%23", "a%2Fb|a%252Fb", "\u00e4\u4e2d|\u00e4\u4e2d"})
    void anyClientIdIsOneLevel(String clientId, String level) {
        assertThat(TopicPath.level(clientId)).isEqualTo(level);
    }

    @Test
    void whatNoTopicShouldHaveIsEscaped() {
        assertThat(TopicPath.level("a\u0000b\n\u0085")).isEqualTo("a%00b%0A%C2%85");
        assertThat(TopicPath.level("\ufdd0\uffff"))
                .as("non-characters, which Home Assistant refuses in topics")
                .isEqualTo("%EF%B7%90%EF%BF%BF");
    }

    @Test
    void aForgottenDevicesTopicsAreCleared_alsoWhenTheConnectionBreaksMeanwhile() {
        StatusTopics topics = topics(100);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(Rows.sleeper("d", 0)));
        after(topics, 1);
        topics.onView(Rows.view());
        told.clear();
        nowNanos += SECOND;
        topics.tick(nowNanos);
        assertThat(told)
                .containsExactly(
                        "b/clients/d/availability offline", "b/clients/d/availability R ", "b/clients/d/status R ");
        tokens.clear();
        topics.onDown();
        topics.onUp(nowNanos);
        assertThat(after(topics, 1))
                .containsExactly(
                        "b/clients/d/availability offline", "b/clients/d/availability R ", "b/clients/d/status R ");
        topics.onDown();
        topics.onUp(nowNanos);
        assertThat(after(topics, 1)).as("the broker had taken it").isEmpty();
    }

    @Test
    void afterALoss_everythingIsToldAgain() {
        StatusTopics topics = topics(100);
        topics.tell("state", "on");
        assertThat(after(topics, 1)).as("while it is down").isEmpty();
        topics.onUp(nowNanos);
        topics.onView(Rows.view(Rows.sleeper("d", 0)));
        assertThat(after(topics, 1)).hasSize(3).first().isEqualTo("b/state R on");
        topics.onDown();
        topics.onUp(nowNanos);
        assertThat(after(topics, 1)).hasSize(3).first().isEqualTo("b/state R on");
    }

    /** However many devices there are, and however much happens to them. */
    @Test
    void noMoreThanSoManyASecond_andEachDeviceOnceWithWhatHoldsThen() {
        StatusTopics topics = topics(50);
        topics.onUp(nowNanos);
        ClientRow[] rows = new ClientRow[10_000];
        for (int queued = 0; queued < 3; queued++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Rows.sleeper("d" + i, queued);
            }
            topics.onView(Rows.view(rows));
        }
        int sum = 0;
        for (int second = 1; second <= 10; second++) {
            int count = after(topics, 1).size();
            assertThat(count).isLessThanOrEqualTo(50);
            assertThat(told).noneMatch(message -> message.contains("\"queued\":0") || message.contains("\"queued\":1"));
            sum += count;
        }
        assertThat(sum).isBetween(490, 500);
        assertThat(topics.waiting()).isEqualTo(10_000 - sum / 2);
        assertThat(after(topics, 400)).hasSize(20_000 - sum);
    }

    @Test
    void thatADeviceWasHeard_waitsForItsTime_andForThoseWhoseStateHasChanged() {
        StatusTopics topics = topics(2);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(row("heard", StateName.ACTIVE, 0, 0, 1), row("lost", StateName.ACTIVE, 0, 0, 1)));
        after(topics, 5);
        topics.onView(Rows.view(row("heard", StateName.ACTIVE, 0, 0, 2), row("lost", StateName.ACTIVE, 0, 0, 1)));
        assertThat(after(topics, 1)).isEmpty();
        topics.onView(late(row("heard", StateName.ACTIVE, 0, 0, 3), row("lost", StateName.LOST, 2, 0, 1)));
        assertThat(after(topics, 5))
                .hasSize(4)
                .startsWith("b/clients/lost/availability R offline")
                .element(2)
                .isEqualTo("b/clients/heard/availability R online");
    }

    /** A view of much later. */
    private static GatewayView late(ClientRow... rows) {
        GatewayView view = Rows.view(rows);
        return new GatewayView(100 * SECOND, view.clients(), view.sums());
    }

    private static GatewayEvent event(GatewayEvent.Level level, String name, String clientId) {
        return new GatewayEvent(7, 0, level, name, clientId, List.of(new GatewayEvent.Field("attempts", 2L)));
    }

    @Test
    void eventsComeFirst_areNotRetained_andAReceiptHasATopicOfItsOwn() {
        StatusTopics topics = topics(100);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(Rows.sleeper("d", 0)));
        topics.onEvent(event(GatewayEvent.Level.DEBUG, "client.awake", "d"));
        topics.onEvent(event(GatewayEvent.Level.INFO, "downlink.delivered", "d/1"));
        assertThat(after(topics, 1))
                .startsWith(
                        "b/event {\"id\":7,\"ts\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\","
                                + "\"event\":\"downlink.delivered\",\"client\":\"d/1\",\"attempts\":2}",
                        "b/receipt/d%2F1 {\"attempts\":2,\"ts\":\"1970-01-01T00:00:00.000Z\"}")
                .noneMatch(message -> message.contains("client.awake"));
    }

    @Test
    void eventsAndAnswersAreBounded_andThoseDroppedAreCounted() {
        StatusTopics topics = topics(1);
        topics.onEvent(event(GatewayEvent.Level.INFO, "client.lost", "d"));
        assertThat(losses.inAll()).as("nobody listens while there is no broker").isZero();
        topics.onUp(nowNanos);
        for (int i = 0; i < 3_000; i++) {
            topics.onEvent(event(GatewayEvent.Level.INFO, "client.lost", "d"));
        }
        topics.answer("client/kick", "{}");
        topics.answer("client/kick", "{}");
        assertThat(losses.of(StatusLosses.Kind.EVENT)).isEqualTo(3_000 - StatusTopics.EVENTS_MAX);
        assertThat(losses.of(StatusLosses.Kind.ANSWER)).isEqualTo(2);
        assertThat(losses.inAll()).isEqualTo(2_002);
        assertThat(after(topics, 2_000)).hasSize(StatusTopics.EVENTS_MAX);
    }

    @Test
    void aBrokerThatAnswersNothing_isGivenNoMoreThanSoMuch() {
        StatusTopics topics = topics(10_000);
        topics.onUp(nowNanos);
        for (int i = 0; i < 900; i++) {
            topics.onEvent(event(GatewayEvent.Level.INFO, "client.lost", "d"));
        }
        topics.tick(nowNanos + SECOND);
        assertThat(told).hasSize(StatusTopics.UNDER_WAY_MAX);
    }

    @Test
    void whatIsToldBesides_takesTurnsWithTheDevices() {
        Deque<StatusMessage> besides = new ArrayDeque<>();
        List<String> answered = new ArrayList<>();
        further = new StatusTopics.FurtherTopics() {
            @Override
            public @Nullable StatusMessage next() {
                return besides.poll();
            }

            @Override
            public void onAnswered(StatusMessage message, boolean taken) {
                answered.add(message.topic() + " " + taken);
            }
        };
        StatusTopics topics = topics(100);
        topics.onUp(nowNanos);
        topics.onView(Rows.view(Rows.sleeper("a", 0), Rows.sleeper("b", 0)));
        for (int i = 0; i < 3; i++) {
            besides.add(new StatusMessage("h/" + i, "x", true));
        }
        assertThat(after(topics, 1).stream().map(message -> message.split(" ", 2)[0]))
                .containsExactly(
                        "b/clients/a/availability",
                        "b/clients/a/status",
                        "h/0",
                        "b/clients/b/availability",
                        "b/clients/b/status",
                        "h/1",
                        "h/2");
        assertThat(answered).contains("h/0 true", "h/2 true");
    }
}

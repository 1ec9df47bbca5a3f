package org.sngateway.gateway.homeassistant;

import org.junit.jupiter.api.Test;
import org.sngateway.gateway.config.HomeAssistantConfig;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.status.StatusMessage;
import org.sngateway.gateway.view.Rows;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.RULES;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.config;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.row;
import static org.sngateway.gateway.homeassistant.DiscoveryFixture.topics;

/** What Home Assistant is told when. */
class DiscoveryTest {
    private static final String GATEWAY = "homeassistant/device/sn_gateway_gw1/config";

    private final List<String> leftOut = new ArrayList<>();

    private Discovery discovery(HomeAssistantConfig config) {
        return new Discovery(config, topics(false), (reason, topic) -> leftOut.add(reason + " " + topic));
    }

    private static String topic(String name) {
        return "homeassistant/device/sn_gateway_gw1_client_" + name + "/config";
    }

    /** What is told now; the broker takes all of it. */
    private static List<StatusMessage> told(Discovery discovery) {
        List<StatusMessage> all = new ArrayList<>();
        for (StatusMessage message = discovery.next(); message != null; message = discovery.next()) {
            assertThat(message.retain()).isTrue();
            discovery.onAnswered(message, true);
            all.add(message);
        }
        return all;
    }

    private static List<String> topicsOf(List<StatusMessage> messages) {
        return messages.stream()
                .map(message -> message.topic() + (message.text().isEmpty() ? " cleared" : ""))
                .toList();
    }

    private static List<String> toldTopics(Discovery discovery) {
        return topicsOf(told(discovery));
    }

    private static void see(Discovery discovery, ClientRow... rows) {
        discovery.onView(Rows.view(rows));
    }

    @Test
    void eachDeviceOnce_andAgainAfterALossAndWhenHomeAssistantHasStarted() {
        Discovery discovery = discovery(config());
        discovery.onUp();
        see(discovery, row("a"), row("b"));
        assertThat(toldTopics(discovery)).containsExactlyInAnyOrder(GATEWAY, topic("a"), topic("b"));
        see(discovery, row("a"), row("b", 0, 0, 99));
        assertThat(toldTopics(discovery)).as("nothing has changed").isEmpty();
        discovery.onHomeAssistantStarted();
        discovery.onHomeAssistantStarted();
        assertThat(toldTopics(discovery)).containsExactlyInAnyOrder(GATEWAY, topic("a"), topic("b"));
        discovery.onUp();
        assertThat(toldTopics(discovery)).hasSize(3);
    }

    @Test
    void theLongestSleepIsTold_andWhatIsConfiguredComesBeforeIt() {
        Discovery discovery = discovery(config(RULES));
        see(discovery, row("therm-1"));
        assertThat(told(discovery))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).doesNotContain("expire_after"));
        see(discovery, row("therm-1", 600, 0, 2));
        assertThat(told(discovery))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).contains("\"expire_after\":1320"));
        see(discovery, row("therm-1", 300, 0, 3));
        see(discovery, row("therm-1", 0, 0, 4));
        assertThat(told(discovery)).isEmpty();
        see(discovery, row("therm-1", 600, 900, 5));
        assertThat(told(discovery))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).contains("\"expire_after\":1980"));
    }

    @Test
    void aSessionThatEnds_removesNothing_andIsToldWithTheOthers() {
        Discovery discovery = discovery(config());
        see(discovery, row("a"));
        told(discovery);
        see(discovery);
        assertThat(told(discovery)).isEmpty();
        see(discovery, row("a"));
        assertThat(told(discovery)).as("it comes back as it was").isEmpty();
        see(discovery);
        discovery.onHomeAssistantStarted();
        assertThat(toldTopics(discovery)).containsExactly(GATEWAY, topic("a"));
    }

    @Test
    void aForgottenDeviceIsRemoved_whateverAnOlderViewSays_andComesBackWhenItIsHeard() {
        Discovery discovery = discovery(config());
        see(discovery, row("a", 0, 0, 100));
        told(discovery);
        discovery.forget("a", 150);
        see(discovery, row("a", 0, 0, 100));
        assertThat(toldTopics(discovery)).containsExactly(topic("a") + " cleared");
        see(discovery);
        see(discovery, row("a", 0, 0, 200));
        assertThat(toldTopics(discovery)).containsExactly(topic("a"));
        discovery.forget("a", 250);
        see(discovery, row("a", 0, 0, 300));
        assertThat(toldTopics(discovery)).containsExactly(topic("a") + " cleared", topic("a"));
        discovery.forget("nobody/knows", 400);
        assertThat(toldTopics(discovery)).containsExactly(topic("nobody_2Fknows") + " cleared");
    }

    @Test
    void whatTheBrokerHasNotCleared_isClearedAgain_andKeptInMindForSoMany() {
        Discovery discovery = discovery(config());
        discovery.forget("a", 1);
        assertThat(discovery.next()).isNotNull();
        discovery.onUp();
        assertThat(toldTopics(discovery)).containsExactly(topic("a") + " cleared", GATEWAY);
        discovery.onUp();
        assertThat(toldTopics(discovery)).containsExactly(GATEWAY);
        for (int i = 0; i < Discovery.CLEARED_MAX + 5; i++) {
            discovery.forget("d" + i, 1);
        }
        assertThat(toldTopics(discovery))
                .hasSize(Discovery.CLEARED_MAX)
                .doesNotContain(topic("d4") + " cleared")
                .contains(topic("d5") + " cleared");
    }

    @Test
    void noMoreThanMaxDevices_thoseThatAreGoneMakeRoom() {
        Discovery discovery = discovery(config("home_assistant.max_devices=2"));
        see(discovery, row("a"), row("b"), row("c"), row("d"));
        see(discovery, row("a"), row("b"), row("c"), row("d"));
        assertThat(toldTopics(discovery)).containsExactly(topic("a"), topic("b"));
        assertThat(leftOut).containsExactly("TOO_MANY " + topic("c"));
        see(discovery, row("b"), row("c"));
        assertThat(toldTopics(discovery)).containsExactly(topic("a") + " cleared", topic("c"));
        see(discovery, row("b"), row("c"), row("e"));
        assertThat(leftOut).as("it is full anew").hasSize(2);
    }

    @Test
    void aMessageThatIsTooLong_isLeftOut_andLoggedOnce() {
        String rules = "home_assistant.devices=[{client_id: big, entities: [{key: v, platform: sensor, state_topic: '"
                + "t".repeat(8192) + "'}]}]";
        Discovery discovery = discovery(config(rules, "home_assistant.max_bytes=8KiB"));
        see(discovery, row("big"), row("small"));
        discovery.onHomeAssistantStarted();
        assertThat(toldTopics(discovery)).containsExactly(GATEWAY, topic("small"));
        discovery.onHomeAssistantStarted();
        told(discovery);
        assertThat(leftOut).containsExactly("TOO_LARGE " + topic("big"));
    }

    @Test
    void whatTheBrokerRefuses_isLoggedOnceAConnection() {
        Discovery discovery = discovery(config());
        see(discovery, row("a"), row("b"));
        discovery.onAnswered(new StatusMessage("sn-gateway/gw1/state", "x", true), false);
        discovery.onAnswered(new StatusMessage(topic("a"), "{}", true), false);
        discovery.onAnswered(new StatusMessage(topic("b"), "{}", true), false);
        assertThat(leftOut).containsExactly("REFUSED " + topic("a"));
    }

    @Test
    void devicesWithoutAnEntry_areLeftToThemselves_whenThatIsWanted() {
        Discovery discovery = discovery(config(RULES, "home_assistant.unmapped=false"));
        see(discovery, row("therm-1"), row("mosqsub|1234"));
        assertThat(toldTopics(discovery)).containsExactly(topic("therm-1"));
        discovery.adopt(config("home_assistant.unmapped=false"));
        assertThat(toldTopics(discovery)).containsExactly(topic("therm-1") + " cleared");
        discovery.adopt(config());
        see(discovery, row("therm-1"));
        assertThat(toldTopics(discovery)).containsExactly(topic("therm-1"));
    }

    /** As documented by Home Assistant: a component with nothing but its platform is removed, then left out. */
    @Test
    void otherRulesCountAtOnce_andTakeEntitiesAwayThatAreNoMore() {
        Discovery discovery = discovery(config(RULES));
        see(discovery, row("therm-1"), row("other"));
        told(discovery);
        discovery.adopt(config(RULES.replace("key: temp, platform: sensor", "key: heat, platform: sensor")));
        List<StatusMessage> messages = told(discovery);
        assertThat(topicsOf(messages)).containsExactly(topic("therm-1"), topic("therm-1"));
        assertThat(messages.get(0).text())
                .contains("\"temp\":{\"platform\":\"sensor\"}", "\"heat\":{\"platform\":\"sensor\",");
        assertThat(messages.get(1).text()).doesNotContain("\"temp\"").contains("\"heat\"");
        discovery.adopt(config(RULES.replace("key: temp, platform: sensor", "key: heat, platform: sensor")));
        assertThat(told(discovery)).as("nothing has changed").isEmpty();
    }

    @Test
    void anEntityOfAnotherKind_isRemovedBeforeItIsMadeAnew() {
        Discovery discovery =
                discovery(config("home_assistant.devices=[{entities: [{key: v, platform: text, command_topic: c}]}]"));
        see(discovery, row("d"));
        told(discovery);
        discovery.adopt(config("home_assistant.devices=[{entities: [{key: v, platform: switch, command_topic: c}]}]"));
        List<StatusMessage> messages = told(discovery);
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).text())
                .contains("\"v\":{\"platform\":\"text\"}")
                .doesNotContain("switch");
        assertThat(messages.get(1).text())
                .contains("\"v\":{\"platform\":\"switch\",")
                .doesNotContain("\"text\"");
    }
}

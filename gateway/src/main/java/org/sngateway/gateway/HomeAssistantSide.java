package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.command.Version;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.homeassistant.Discovery;
import org.sngateway.gateway.homeassistant.DiscoveryTopics;

import java.util.Locale;

/**
 * What Home Assistant is told, and what it says.
 *
 * @param discovery confined to the announcer's thread
 * @param statusTopic where Home Assistant says that it has started
 */
record HomeAssistantSide(Discovery discovery, String statusTopic) {
    private static final String STARTED = "online";

    /** {@code null} when it is not to be told anything. */
    static @Nullable HomeAssistantSide of(GatewayConfig config, EventLog log) {
        if (!config.homeAssistant().enabled()) {
            return null;
        }
        DiscoveryTopics topics = new DiscoveryTopics(
                config.homeAssistant().discoveryPrefix(),
                config.statusTopics().base(),
                config.gateway().name(),
                config.broker().topicPrefix(),
                Version.text(),
                config.statusTopics().requests());
        Discovery discovery = new Discovery(
                config.homeAssistant(),
                topics,
                (reason, topic) -> log.write(Event.warn("status.left_out")
                        .with("reason", reason.name().toLowerCase(Locale.ROOT))
                        .with("topic", topic)));
        return new HomeAssistantSide(discovery, config.homeAssistant().statusTopic());
    }

    /** Whether Home Assistant says that it has started. Any thread. */
    boolean isStart(String topic, Octets payload) {
        return topic.equals(statusTopic) && STARTED.equals(payload.utf8());
    }
}

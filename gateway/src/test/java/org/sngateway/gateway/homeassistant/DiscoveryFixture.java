package org.sngateway.gateway.homeassistant;

import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.HomeAssistantConfig;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;
import org.sngateway.gateway.session.view.LegState;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Configurations and devices for the tests of what Home Assistant is told. */
final class DiscoveryFixture {
    static final String RULES =
            "home_assistant.devices=[{client_id: 'therm-*', name: 'Thermometer {client_id}', entities: ["
                    + "{key: temp, platform: sensor, device_class: temperature, unit_of_measurement: '\u00b0C',"
                    + " state_topic: 'sensors/{client_id}/temp', value_template: '{{ value_json.t }}'}]}]";

    private DiscoveryFixture() {}

    static HomeAssistantConfig config(String... assignments) {
        List<String> all = new ArrayList<>(List.of("home_assistant.enabled=true"));
        all.addAll(List.of(assignments));
        LoadResult result = ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), all));
        if (result instanceof LoadResult.Refused refused) {
            throw new AssertionError(refused.report().format());
        }
        return ((LoadResult.Loaded) result).config().homeAssistant();
    }

    static DiscoveryTopics topics(boolean requests) {
        return new DiscoveryTopics("homeassistant", "sn-gateway/gw1", "gw1", "site7/", "1.4.0", requests);
    }

    static ClientRow row(String clientId, int sleepSeconds, int everySeconds, long heardNanos) {
        return new ClientRow(
                clientId,
                new ClientRow.Standing(
                        sleepSeconds > 0 ? StateName.ASLEEP : StateName.ACTIVE,
                        0,
                        heardNanos,
                        ClientRow.NONE,
                        0,
                        new ClientRow.Every(everySeconds, ClientRow.NONE),
                        0),
                new ClientRow.Backlog(0, 0, ClientRow.NONE, 0, 0),
                new ClientRow.Connection(
                        Peer.Udp.ofIpv4(0, 0x0A000001, 5_000), false, 60, sleepSeconds, LegState.UP, 0, 0),
                new ClientTraffic(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    static ClientRow row(String clientId) {
        return row(clientId, 0, 0, 1);
    }
}

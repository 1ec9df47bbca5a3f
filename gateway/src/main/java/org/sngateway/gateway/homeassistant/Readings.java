package org.sngateway.gateway.homeassistant;

import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.view.GatewayStatus;
import org.sngateway.gateway.view.json.Fields;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What every device and the gateway show of themselves: values of their status topics. */
final class Readings {
    private static final Map<String, Object> TIME = Map.of("device_class", "timestamp");
    private static final Map<String, Object> COUNT = Map.of("state_class", "measurement");
    private static final Map<String, Object> TOTAL = Map.of("state_class", "total_increasing");
    private static final String HIDDEN = "enabled_by_default";
    private static final String SENSOR = "sensor";

    private Readings() {}

    /**
     * One value.
     *
     * @param key names it among those of its device
     * @param template finds it in the message
     * @param more fields, as Home Assistant names them
     */
    record Reading(String key, String platform, String name, String template, Map<String, Object> more) {
        static Reading sensor(String key, String name, String path, Map<String, Object> more) {
            return new Reading(key, SENSOR, name, "{{ value_json." + path + " }}", more);
        }
    }

    /** Of {@code .../clients/ID/status}. */
    static final List<Reading> DEVICE = List.of(
            Reading.sensor("last_seen", "Last seen", "last_seen", TIME),
            Reading.sensor(
                    "next_expected",
                    "Next expected",
                    "next_expected",
                    Map.of("device_class", "timestamp", HIDDEN, false)),
            Reading.sensor("state", "State", "state", oneOf(StateName.values())),
            Reading.sensor("queue", "Waiting messages", "queued", COUNT),
            Reading.sensor("address", "Address", "address", Map.of(HIDDEN, false)));

    /** Of {@code .../health}. */
    static final List<Reading> GATEWAY = List.of(
            Reading.sensor("started", "Started", "gateway.started", TIME),
            Reading.sensor("version", "Version", "gateway.version", Map.of()),
            Reading.sensor("broker", "Broker", "broker.state", oneOf(GatewayStatus.BrokerState.values())),
            Reading.sensor("broker_connections", "Broker connections", "broker.legs.up", COUNT),
            Reading.sensor("spooled", "Messages for the broker", "broker.spooled_messages", COUNT),
            Reading.sensor("clients", "Devices", "clients.total", COUNT),
            Reading.sensor("active", "Devices active", "clients.active", COUNT),
            Reading.sensor("asleep", "Devices asleep", "clients.asleep", COUNT),
            Reading.sensor("lost", "Devices lost", "clients.lost", COUNT),
            Reading.sensor("overdue", "Devices overdue", "clients.overdue", COUNT),
            Reading.sensor("queue", "Messages for devices", "queue.messages", COUNT),
            Reading.sensor("uplinks", "Messages from devices", "traffic.uplinks", TOTAL),
            Reading.sensor("downlinks", "Messages to devices", "traffic.downlinks", TOTAL),
            Reading.sensor(
                    "retransmissions",
                    "Retransmissions",
                    "traffic.retransmission_percent",
                    Map.of("state_class", "measurement", "unit_of_measurement", "%")),
            new Reading(
                    "storage",
                    "binary_sensor",
                    "Storage",
                    "{{ 'OFF' if value_json.storage.healthy else 'ON' }}",
                    Map.of("device_class", "problem")));

    private static Map<String, Object> oneOf(Enum<?>[] values) {
        return Map.of(
                "device_class",
                "enum",
                "options",
                Arrays.stream(values).map(Fields::word).toList());
    }
}

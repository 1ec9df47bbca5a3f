package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import org.sngateway.codec.v12.Qos;

/** The library's name of a QoS. */
final class MqttQosOf {
    private MqttQosOf() {}

    static MqttQos qos(Qos qos) {
        return switch (qos) {
            case ZERO, MINUS_ONE -> MqttQos.AT_MOST_ONCE;
            case ONE -> MqttQos.AT_LEAST_ONCE;
            case TWO -> MqttQos.EXACTLY_ONCE;
        };
    }
}

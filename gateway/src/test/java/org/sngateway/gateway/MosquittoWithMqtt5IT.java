package org.sngateway.gateway;

/** All scenarios with Mosquitto and MQTT 5. */
final class MosquittoWithMqtt5IT extends EndToEnd {
    MosquittoWithMqtt5IT() {
        super(BrokerKind.MOSQUITTO_5);
    }
}

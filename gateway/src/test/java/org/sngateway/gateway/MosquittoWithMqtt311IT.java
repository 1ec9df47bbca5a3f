package org.sngateway.gateway;

/** All scenarios with Mosquitto and MQTT 3.1.1. */
final class MosquittoWithMqtt311IT extends EndToEnd {
    MosquittoWithMqtt311IT() {
        super(BrokerKind.MOSQUITTO_3_1_1);
    }
}

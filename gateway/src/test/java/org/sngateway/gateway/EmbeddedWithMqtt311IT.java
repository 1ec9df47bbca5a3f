package org.sngateway.gateway;

/** All scenarios with the embedded broker and MQTT 3.1.1. */
final class EmbeddedWithMqtt311IT extends EndToEnd {
    EmbeddedWithMqtt311IT() {
        super(BrokerKind.EMBEDDED_3_1_1);
    }
}

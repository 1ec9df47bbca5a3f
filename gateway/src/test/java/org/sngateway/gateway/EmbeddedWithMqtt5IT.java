package org.sngateway.gateway;

/** All scenarios with the embedded broker and MQTT 5. */
final class EmbeddedWithMqtt5IT extends EndToEnd {
    EmbeddedWithMqtt5IT() {
        super(BrokerKind.EMBEDDED_5);
    }
}

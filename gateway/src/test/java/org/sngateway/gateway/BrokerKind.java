package org.sngateway.gateway;

/** Which broker the gateway speaks to, and how. */
enum BrokerKind {
    MOSQUITTO_5(false, "5.0", 1),
    MOSQUITTO_3_1_1(false, "3.1.1", 1),
    EMBEDDED_5(true, "5.0", 1),
    EMBEDDED_3_1_1(true, "3.1.1", 1),
    /** The same with two event loops, among which the devices are divided. */
    MOSQUITTO_5_TWO_SHARDS(false, "5.0", 2);

    private final boolean embedded;
    private final String version;
    private final int shards;

    BrokerKind(boolean embedded, String version, int shards) {
        this.embedded = embedded;
        this.version = version;
        this.shards = shards;
    }

    boolean isEmbedded() {
        return embedded;
    }

    String mqttVersion() {
        return version;
    }

    int shards() {
        return shards;
    }
}

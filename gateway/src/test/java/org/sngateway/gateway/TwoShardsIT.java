package org.sngateway.gateway;

/** All scenarios with the devices divided among two event loops. */
final class TwoShardsIT extends EndToEnd {
    TwoShardsIT() {
        super(BrokerKind.MOSQUITTO_5_TWO_SHARDS);
    }
}

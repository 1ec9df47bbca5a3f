package org.sngateway.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.WillTopic;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The whole gateway between real UDP sockets and a real broker: one gateway for all scenarios, which have devices and
 * topics of their own each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEnd implements UplinkScenarios, DownlinkScenarios, SleepScenarios, WillScenarios, SessionScenarios {
    private final BrokerKind kind;
    private Site site = Site.of(BrokerKind.MOSQUITTO_5, Path.of(""));

    EndToEnd(BrokerKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        site = Site.of(kind, folder)
                .set("protocol.publish_minus_one.enabled=true")
                .set("topics.predefined=[{id: 1, topic: \"sensors/{client_id}/temp\"}, "
                        + "{id: 2, topic: \"cmd/{client_id}\"}, {id: 3, topic: up/minus-one}]")
                .start();
    }

    @AfterAll
    void checkAndEnd() {
        try (Site ending = site) {
            ending.checkTheWireAndTheLog();
        }
    }

    @Override
    public Site site() {
        return site;
    }

    /** The short topic with this name of two characters. */
    static TopicRef shortName(String name) {
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        return new TopicRef.ShortName((octets[0] & 0xFF) << 8 | octets[1] & 0xFF);
    }

    static WillTopic will(String topic, Qos qos, boolean retain) {
        return new WillTopic(qos, retain, Octets.ofUtf8(topic));
    }
}

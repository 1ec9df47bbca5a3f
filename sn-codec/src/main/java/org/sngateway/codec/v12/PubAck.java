package org.sngateway.codec.v12;

/**
 * Acknowledges PUBLISH with QoS 1, or rejects one of any QoS (MQTT-SN 1.2 s.5.4.13).
 *
 * @param topicId the TopicId field of the PUBLISH, octet for octet
 */
public record PubAck(int topicId, int msgId, ReturnCode returnCode) implements SnMessage {
    public PubAck {
        Ranges.word("topicId", topicId);
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.PUBACK;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

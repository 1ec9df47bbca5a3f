package org.sngateway.codec.v12;

/**
 * The answer to SUBSCRIBE (MQTT-SN 1.2 s.5.4.16).
 *
 * @param qos granted level
 * @param topicId id to expect in PUBLISH; 0 for a wildcard filter or a rejection
 */
public record SubAck(Qos qos, int topicId, int msgId, ReturnCode returnCode) implements SnMessage {
    public SubAck {
        Ranges.word("topicId", topicId);
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.SUBACK;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

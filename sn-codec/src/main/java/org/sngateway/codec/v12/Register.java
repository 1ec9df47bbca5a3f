package org.sngateway.codec.v12;

/**
 * Asks for, or announces, the topic id of a name (MQTT-SN 1.2 s.5.4.10).
 *
 * @param topicId 0 from a device, the assigned id from a gateway
 * @param msgId 0..65535
 */
public record Register(int topicId, int msgId, Octets topicName) implements SnMessage {
    public Register {
        Ranges.word("topicId", topicId);
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

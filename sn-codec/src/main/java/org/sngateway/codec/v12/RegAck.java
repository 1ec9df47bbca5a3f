package org.sngateway.codec.v12;

/** The answer to REGISTER (MQTT-SN 1.2 s.5.4.11). */
public record RegAck(int topicId, int msgId, ReturnCode returnCode) implements SnMessage {
    public RegAck {
        Ranges.word("topicId", topicId);
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.REGACK;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/** The answer to UNSUBSCRIBE; it cannot refuse (MQTT-SN 1.2 s.5.4.18). */
public record UnsubAck(int msgId) implements SnMessage {
    public UnsubAck {
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.UNSUBACK;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/** First answer to a QoS 2 PUBLISH (MQTT-SN 1.2 s.5.4.14). */
public record PubRec(int msgId) implements SnMessage {
    public PubRec {
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.PUBREC;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

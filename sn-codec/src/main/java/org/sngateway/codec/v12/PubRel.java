package org.sngateway.codec.v12;

/** The sender's release of a QoS 2 message (MQTT-SN 1.2 s.5.4.14). */
public record PubRel(int msgId) implements SnMessage {
    public PubRel {
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.PUBREL;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/** The end of a QoS 2 exchange (MQTT-SN 1.2 s.5.4.14). */
public record PubComp(int msgId) implements SnMessage {
    public PubComp {
        Ranges.word("msgId", msgId);
    }

    @Override
    public MessageType type() {
        return MessageType.PUBCOMP;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

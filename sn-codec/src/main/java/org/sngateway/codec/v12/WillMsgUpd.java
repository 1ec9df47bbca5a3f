package org.sngateway.codec.v12;

/** Replaces the stored Will message (MQTT-SN 1.2 s.5.4.23). */
public record WillMsgUpd(Octets message) implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLMSGUPD;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/** The Will message, possibly empty (MQTT-SN 1.2 s.5.4.9). */
public record WillMsg(Octets message) implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLMSG;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

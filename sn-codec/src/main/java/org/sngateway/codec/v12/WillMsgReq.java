package org.sngateway.codec.v12;

/** The gateway asks for the Will message (MQTT-SN 1.2 s.5.4.8). */
public record WillMsgReq() implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLMSGREQ;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

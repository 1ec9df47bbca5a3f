package org.sngateway.codec.v12;

/** The answer to CONNECT (MQTT-SN 1.2 s.5.4.5). */
public record ConnAck(ReturnCode returnCode) implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.CONNACK;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/** The answer to PINGREQ (MQTT-SN 1.2 s.5.4.20). */
public record PingResp() implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.PINGRESP;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

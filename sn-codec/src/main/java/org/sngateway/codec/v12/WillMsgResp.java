package org.sngateway.codec.v12;

/** The answer to WILLMSGUPD (MQTT-SN 1.2 s.5.4.25). */
public record WillMsgResp(ReturnCode returnCode) implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLMSGRESP;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

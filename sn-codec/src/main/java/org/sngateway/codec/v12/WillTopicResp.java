package org.sngateway.codec.v12;

/** The answer to WILLTOPICUPD (MQTT-SN 1.2 s.5.4.24). */
public record WillTopicResp(ReturnCode returnCode) implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLTOPICRESP;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

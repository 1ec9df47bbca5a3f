package org.sngateway.codec.v12;

/** The gateway asks for the Will topic (MQTT-SN 1.2 s.5.4.6). */
public record WillTopicReq() implements SnMessage {
    @Override
    public MessageType type() {
        return MessageType.WILLTOPICREQ;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

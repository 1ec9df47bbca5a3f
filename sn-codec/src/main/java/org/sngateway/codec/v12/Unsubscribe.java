package org.sngateway.codec.v12;

/** Ends a subscription (MQTT-SN 1.2 s.5.4.17). */
public record Unsubscribe(int msgId, TopicRef topic) implements SnMessage {
    public Unsubscribe {
        Ranges.word("msgId", msgId);
        if (topic instanceof TopicRef.Normal) {
            throw new IllegalArgumentException("UNSUBSCRIBE carries no normal topic id");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.UNSUBSCRIBE;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

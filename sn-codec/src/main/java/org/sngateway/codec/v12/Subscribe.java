package org.sngateway.codec.v12;

/** A device's subscription (MQTT-SN 1.2 s.5.4.15). The topic is Named, Predefined, ShortName or Illegal. */
public record Subscribe(boolean dup, Qos qos, int msgId, TopicRef topic) implements SnMessage {
    public Subscribe {
        Ranges.word("msgId", msgId);
        if (topic instanceof TopicRef.Normal) {
            throw new IllegalArgumentException("SUBSCRIBE carries no normal topic id");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.SUBSCRIBE;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/**
 * An application message (MQTT-SN 1.2 s.5.4.12).
 *
 * @param dup whether this repeats an earlier transmission
 * @param qos any level; MINUS_ONE only from a device
 * @param topic Normal, Predefined, ShortName, or Illegal for the reserved type
 * @param msgId 0..65535; 0 unless QoS 1 or 2
 */
public record Publish(boolean dup, Qos qos, boolean retain, TopicRef topic, int msgId, Octets data)
        implements SnMessage {

    public Publish {
        Ranges.word("msgId", msgId);
        if (topic instanceof TopicRef.Named) {
            throw new IllegalArgumentException("PUBLISH carries no topic name in full");
        }
        if (topic instanceof TopicRef.Illegal illegal && illegal.field().length() != 2) {
            throw new IllegalArgumentException("the TopicId of PUBLISH is two octets");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.PUBLISH;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }

    /** The same message with its DUP flag set. */
    public Publish repeated() {
        return new Publish(true, qos, retain, topic, msgId, data);
    }
}

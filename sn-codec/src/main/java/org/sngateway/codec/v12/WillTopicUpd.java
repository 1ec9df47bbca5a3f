package org.sngateway.codec.v12;

/** Replaces the stored Will topic; an empty one deletes the Will (MQTT-SN 1.2 s.5.4.22). */
public record WillTopicUpd(Qos qos, boolean retain, Octets topic) implements SnMessage {
    /** Deletes the Will. */
    public static final WillTopicUpd EMPTY = new WillTopicUpd(Qos.ZERO, false, Octets.EMPTY);

    public WillTopicUpd {
        // The empty form has no Flags octet, so an empty topic has no flags (SN12-MSG-07, SN12-MSG-22).
        if (topic.isEmpty()) {
            qos = Qos.ZERO;
            retain = false;
        }
    }

    @Override
    public MessageType type() {
        return MessageType.WILLTOPICUPD;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

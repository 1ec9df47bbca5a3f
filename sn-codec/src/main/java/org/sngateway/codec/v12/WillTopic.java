package org.sngateway.codec.v12;

/** The Will topic (MQTT-SN 1.2 s.5.4.7). An empty topic, in either encoding, deletes the Will (SN12-AMB-33). */
public record WillTopic(Qos qos, boolean retain, Octets topic) implements SnMessage {
    /** Deletes the Will. */
    public static final WillTopic EMPTY = new WillTopic(Qos.ZERO, false, Octets.EMPTY);

    public WillTopic {
        // The empty form has no Flags octet, so an empty topic has no flags (SN12-MSG-07, SN12-MSG-22).
        if (topic.isEmpty()) {
            qos = Qos.ZERO;
            retain = false;
        }
    }

    @Override
    public MessageType type() {
        return MessageType.WILLTOPIC;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

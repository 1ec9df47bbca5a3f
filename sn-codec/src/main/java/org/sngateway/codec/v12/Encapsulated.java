package org.sngateway.codec.v12;

/**
 * A message on its way through a forwarder (MQTT-SN 1.2 s.5.5).
 *
 * @param radius broadcast radius in hops, 0..3; relevant only towards the forwarder
 * @param nodeId the wireless node behind the forwarder, 0..252 octets; empty for a broadcast (SN12-ENC-09)
 * @param message any message but another encapsulation (SN12-ENC-10)
 */
public record Encapsulated(int radius, Octets nodeId, SnMessage message) implements SnMessage {
    /** The longest node id that the one-octet Length leaves room for. */
    public static final int NODE_ID_OCTETS_MAX = 252;

    public Encapsulated {
        if (radius < 0 || radius > 3) {
            throw new IllegalArgumentException("radius " + radius + " does not fit two bits");
        }
        if (nodeId.length() > NODE_ID_OCTETS_MAX) {
            throw new IllegalArgumentException("node id of " + nodeId.length() + " octets");
        }
        if (message instanceof Encapsulated) {
            throw new IllegalArgumentException("nested encapsulation");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.ENCAPSULATED;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

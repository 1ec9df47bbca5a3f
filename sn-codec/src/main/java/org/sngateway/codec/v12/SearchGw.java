package org.sngateway.codec.v12;

/**
 * A device's search for gateways (MQTT-SN 1.2 s.5.4.2).
 *
 * @param radius broadcast radius in hops, 0..255; 0 is the whole network
 */
public record SearchGw(int radius) implements SnMessage {
    public SearchGw {
        Ranges.octet("radius", radius);
    }

    @Override
    public MessageType type() {
        return MessageType.SEARCHGW;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

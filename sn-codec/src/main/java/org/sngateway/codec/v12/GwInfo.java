package org.sngateway.codec.v12;

/**
 * The answer to SEARCHGW (MQTT-SN 1.2 s.5.4.3).
 *
 * @param gwId 0..255
 * @param gwAdd address of the gateway, only when a device answers; a gateway sends it empty
 */
public record GwInfo(int gwId, Octets gwAdd) implements SnMessage {
    public GwInfo {
        Ranges.octet("gwId", gwId);
    }

    @Override
    public MessageType type() {
        return MessageType.GWINFO;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

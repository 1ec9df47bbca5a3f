package org.sngateway.codec.v12;

/**
 * A gateway's periodic announcement (MQTT-SN 1.2 s.5.4.1).
 *
 * @param gwId 0..255
 * @param durationSeconds until the next one, 0..65535
 */
public record Advertise(int gwId, int durationSeconds) implements SnMessage {
    public Advertise {
        Ranges.octet("gwId", gwId);
        Ranges.word("durationSeconds", durationSeconds);
    }

    @Override
    public MessageType type() {
        return MessageType.ADVERTISE;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

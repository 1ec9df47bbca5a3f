package org.sngateway.codec.v12;

/**
 * "Are you alive", or with a client id: "I am awake, what have you for me" (MQTT-SN 1.2 s.5.4.19).
 *
 * @param clientId empty when absent
 */
public record PingReq(Octets clientId) implements SnMessage {
    /** Without a client id. */
    public static final PingReq EMPTY = new PingReq(Octets.EMPTY);

    @Override
    public MessageType type() {
        return MessageType.PINGREQ;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

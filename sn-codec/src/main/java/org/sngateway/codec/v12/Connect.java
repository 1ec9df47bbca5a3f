package org.sngateway.codec.v12;

/**
 * A device sets up its connection (MQTT-SN 1.2 s.5.4.4).
 *
 * @param will whether the gateway is to ask for a Will
 * @param cleanSession whether what is stored of this device is to be deleted
 * @param protocolId 0..255; MQTT-SN 1.2 is 0x01
 * @param durationSeconds keep-alive, 0..65535
 * @param clientId any octets; the session layer judges them
 */
public record Connect(boolean will, boolean cleanSession, int protocolId, int durationSeconds, Octets clientId)
        implements SnMessage {
    public Connect {
        Ranges.octet("protocolId", protocolId);
        Ranges.word("durationSeconds", durationSeconds);
    }

    @Override
    public MessageType type() {
        return MessageType.CONNECT;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.codec.v12;

/**
 * Ends the connection, or with a duration: goes to sleep (MQTT-SN 1.2 s.5.4.21). A duration that is present and zero
 * is kept apart from an absent one, so that the octets can be told; both mean a plain disconnect (SN12-AMB-10).
 *
 * @param durationSeconds 0..65535, or {@link #ABSENT}
 */
public record Disconnect(int durationSeconds) implements SnMessage {
    public static final int ABSENT = -1;

    /** Without a duration: the only form a gateway sends (SN12-MSG-21). */
    public static final Disconnect PLAIN = new Disconnect(ABSENT);

    public Disconnect {
        if (durationSeconds != ABSENT) {
            Ranges.word("durationSeconds", durationSeconds);
        }
    }

    public boolean hasDuration() {
        return durationSeconds != ABSENT;
    }

    @Override
    public MessageType type() {
        return MessageType.DISCONNECT;
    }

    @Override
    public void accept(SnMessageVisitor visitor) {
        visitor.visit(this);
    }
}

package org.sngateway.gateway.session.port;

/**
 * An uplink message that was acknowledged to its device and is not with the broker yet.
 *
 * @param id rises in the order in which the device sent; unique within this gateway's store
 * @param storedNanos when it was taken, nanoseconds since 1970
 */
public record SpooledMessage(long id, OutgoingPublish publish, long storedNanos) {
    /** What a message costs beside its payload and topic, about. */
    public static final int OVERHEAD_OCTETS = 64;

    /** What counts against the limit on octets. */
    public int octets() {
        return octetsOf(publish);
    }

    public static int octetsOf(OutgoingPublish publish) {
        return publish.payload().length() + publish.topic().length() + OVERHEAD_OCTETS;
    }
}

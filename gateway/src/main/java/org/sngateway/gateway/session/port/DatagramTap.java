package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;

/**
 * Looks at each datagram of one shard as it is on the wire. Called on the shard's thread, and only while {@link #isOn}; must
 * return at once.
 */
public interface DatagramTap {
    /** Looks at nothing. */
    DatagramTap NONE = new DatagramTap() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void received(Peer.Udp source, byte[] octets, int length, @Nullable SnMessage message) {}

        @Override
        public void sent(Peer.Udp target, byte[] octets, int length, @Nullable SnMessage message) {}

        @Override
        public void dropped(Peer peer, DropReason reason) {}

        @Override
        public void batchEnded() {}
    };

    /** Whether anybody wants to see them. */
    boolean isOn();

    /**
     * A datagram arrived. What becomes of it is told next.
     *
     * @param octets to be copied; {@code length} of them, from the first
     * @param message what they say; {@code null} when they say nothing
     */
    void received(Peer.Udp source, byte[] octets, int length, @Nullable SnMessage message);

    /** A datagram is about to be sent. The parameters are as above. */
    void sent(Peer.Udp target, byte[] octets, int length, @Nullable SnMessage message);

    /** The datagram told of last came to nothing; or another one of this peer, which was told of elsewhere or never. */
    void dropped(Peer peer, DropReason reason);

    /** What was told of is decided. */
    void batchEnded();
}

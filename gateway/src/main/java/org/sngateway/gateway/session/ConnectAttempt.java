package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Connect;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StoredWill;

/** One CONNECT on its way to CONNACK. Nothing stored is touched before it succeeds (SN12-CONN-09). */
final class ConnectAttempt {

    /** What the attempt is waiting for. */
    enum Step {
        WILL_TOPIC,
        WILL_MESSAGE,
        BROKER
    }

    final Connect connect;
    final Peer peer;
    final long startedNanos;

    ClientProfile profile;

    Step step = Step.WILL_TOPIC;
    /** The Will that is in force if the attempt succeeds. */
    StoredWill will;
    /** Whether stored data is deleted if the attempt succeeds. */
    boolean cleans;
    /** Whether the leg was opened for this attempt, or for one that it overtook, and is not what it was before. */
    boolean brokerAsked;
    /** The broker is to forget the session, but it has messages under way that were acknowledged to the device. */
    boolean waitsForSpool;

    ConnectAttempt(Connect connect, Peer peer, ClientProfile profile, StoredWill will, long startedNanos) {
        this.connect = connect;
        this.peer = peer;
        this.profile = profile;
        this.will = will;
        this.startedNanos = startedNanos;
    }

    boolean isRepeatedBy(Connect other, Peer from) {
        return connect.equals(other) && peer.equals(from);
    }
}

package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.StoredReceived;

/** One QoS 1 or 2 message on its way up. */
final class UplinkExchange {

    /** How far it has come. */
    enum Stage {
        /** Waits for the leg to come up: it is being reopened, or lost this message with its session. */
        HELD,
        /** With the broker, who has not answered yet. */
        AT_BROKER,
        /** QoS 2: the broker has it; the message id is remembered until PUBREL. */
        RECEIVED
    }

    final int msgId;
    final Qos qos;
    /** Tells a repetition from another message under the same id. */
    final long fingerprint;
    /** The message; {@code null} when it was received by an earlier process, which kept only its fingerprint. */
    final @Nullable Publish publish;

    final String topic;
    Stage stage = Stage.HELD;
    long token;
    /** The device has gone to sleep since: the answer waits until it asks again (SN12-SLP-18). */
    boolean muted;

    /** Whether it was aborted since the leg was last up. */
    boolean aborted;

    /** When it arrived; only of messages that this process received. */
    final long arrivedNanos;

    UplinkExchange(Publish publish, String topic, long nowNanos) {
        this.arrivedNanos = nowNanos;
        this.msgId = publish.msgId();
        this.qos = publish.qos();
        this.fingerprint = fingerprint(publish);
        this.publish = publish;
        this.topic = topic;
    }

    /** A QoS 2 message that an earlier process received. */
    UplinkExchange(StoredReceived received) {
        this.msgId = received.msgId();
        this.qos = Qos.TWO;
        this.fingerprint = received.fingerprint();
        this.publish = null;
        this.arrivedNanos = 0;
        this.topic = "";
        this.stage = Stage.RECEIVED;
    }

    boolean isRepeatedBy(Publish other) {
        return msgId == other.msgId() && fingerprint == fingerprint(other);
    }

    /** The message as the broker is to have it; only before it is received. */
    OutgoingPublish outgoing() {
        return new OutgoingPublish(topic, original().data(), qos, original().retain());
    }

    /** The device's message; only while it has not been answered. */
    Publish original() {
        Publish known = publish;
        if (known == null) {
            throw new IllegalStateException("message " + msgId + " was received by an earlier process");
        }
        return known;
    }

    /** Everything that a repetition has in common with the original: all but DUP (SN12-TMR-03). */
    static long fingerprint(Publish publish) {
        long hash = publish.msgId();
        hash = hash * 31 + publish.qos().bits() * 4L + publish.topic().typeBits();
        hash = hash * 65_599 + publish.topic().wireId();
        hash = hash * 31 + (publish.retain() ? 1 : 0);
        for (int i = 0; i < publish.data().length(); i++) {
            hash = (hash ^ publish.data().at(i)) * 0x0000_0100_0000_01B3L;
        }
        return hash;
    }
}

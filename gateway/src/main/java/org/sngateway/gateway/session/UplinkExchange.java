package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Publish;

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

    final Publish publish;
    final String topic;
    Stage stage = Stage.HELD;
    long token;
    /** The device has gone to sleep since: the answer waits until it asks again (SN12-SLP-18). */
    boolean muted;

    /** Whether it was aborted since the leg was last up. */
    boolean aborted;

    UplinkExchange(Publish publish, String topic) {
        this.publish = publish;
        this.topic = topic;
    }

    boolean isRepeatedBy(Publish other) {
        return publish.msgId() == other.msgId()
                && publish.qos() == other.qos()
                && publish.retain() == other.retain()
                && publish.topic().equals(other.topic())
                && publish.data().equals(other.data());
    }
}

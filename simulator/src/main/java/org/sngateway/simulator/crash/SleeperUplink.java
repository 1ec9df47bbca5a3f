package org.sngateway.simulator.crash;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceLink;

/**
 * One QoS 1 PUBLISH at a time of a device that does not end its sleep for it, as devices in the field do (SN12-STA-30).
 * Repeats it until it is answered. Its message ids are above those of the device's own requests.
 */
final class SleeperUplink {
    private static final int FIRST_ID = 0xC000;
    private static final int LAST_ID = 0xFFFF;

    // configuration
    private final DeviceLink link;
    private final long retryNanos;

    // lives as long as the device
    private int latestId = FIRST_ID - 1;

    // lives as long as the message
    private @Nullable Publish outstanding;
    private long token;
    private long deadlineNanos;

    SleeperUplink(DeviceLink link, long retryNanos) {
        this.link = link;
        this.retryNanos = retryNanos;
    }

    boolean isIdle() {
        return outstanding == null;
    }

    long token() {
        return token;
    }

    void publish(TopicRef topic, Octets data, long newToken, long nowNanos) {
        latestId = latestId == LAST_ID ? FIRST_ID : latestId + 1;
        Publish publish = new Publish(false, Qos.ONE, false, topic, latestId, data);
        outstanding = publish;
        token = newToken;
        deadlineNanos = nowNanos + retryNanos;
        link.send(publish);
    }

    void onTime(long nowNanos) {
        Publish publish = outstanding;
        if (publish != null && deadlineNanos - nowNanos <= 0) {
            deadlineNanos = nowNanos + retryNanos;
            link.send(publish.repeated());
        }
    }

    /** The answer to the outstanding message, which is outstanding no more; {@code null} when this is not one. */
    @Nullable
    ReturnCode answer(SnMessage message) {
        Publish publish = outstanding;
        if (publish == null || !(message instanceof PubAck ack) || ack.msgId() != publish.msgId()) {
            return null;
        }
        outstanding = null;
        return ack.returnCode();
    }

    /** The connection is gone, and with it the topic id. */
    void abandon() {
        outstanding = null;
    }
}

package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicUpd;

/**
 * The Will that a device has, as far as it knows: the one it began with, and what was confirmed of its updates since
 * (MQTT-SN 1.2 s.6.4). It offers this one with its next CONNECT.
 */
final class CurrentWill {
    private @Nullable DeviceWill will;
    /** What a WILLMSGUPD left that no WILLTOPICUPD has made a Will of yet (SN12-WILL-03). */
    private Octets data = Octets.EMPTY;

    CurrentWill(@Nullable DeviceWill will) {
        this.will = will;
        data = will == null ? Octets.EMPTY : will.data();
    }

    @Nullable
    DeviceWill get() {
        return will;
    }

    /** An empty topic deletes the Will, its message included (SN12-WILL-02). */
    void change(WillTopicUpd update) {
        String topic = update.topic().utf8();
        if (topic == null || topic.isEmpty()) {
            will = null;
            data = Octets.EMPTY;
        } else {
            will = new DeviceWill(topic, data, update.qos(), update.retain());
        }
    }

    void change(WillMsgUpd update) {
        data = update.message();
        DeviceWill known = will;
        if (known != null) {
            will = new DeviceWill(known.topic(), data, known.qos(), known.retain());
        }
    }
}

package org.sngateway.simulator.device;

import org.sngateway.codec.v12.SnMessage;

/** The one way out of a device; remembers when it last spoke, which is what the keep-alive counts from. */
final class Outbox {
    private final DeviceLink link;
    private final DeviceApplication application;
    private long lastSentNanos;

    Outbox(DeviceLink link, DeviceApplication application) {
        this.link = link;
        this.application = application;
    }

    void send(SnMessage message, long nowNanos) {
        lastSentNanos = nowNanos;
        link.send(message);
    }

    void repeat(SnMessage message, long nowNanos) {
        send(message, nowNanos);
        application.onRetransmitted(message, nowNanos);
    }

    long lastSentNanos() {
        return lastSentNanos;
    }
}

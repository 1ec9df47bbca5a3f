package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.VirtualDevice;

/**
 * Drives one device in the time of its wire: hands it what arrives and that time has passed, sends what it sends, and
 * lets the task act. One thread, except for {@link #requestStop}.
 */
final class DeviceLoop {
    // configuration
    private final Wire wire;
    private final @Nullable Octets nodeId;
    private final PacketLog log;

    private volatile boolean stopRequested;

    /** @param nodeId encapsulates everything as a forwarder does, or {@code null} */
    DeviceLoop(Wire wire, @Nullable Octets nodeId, PacketLog log) {
        this.wire = wire;
        this.nodeId = nodeId;
        this.log = log;
    }

    /** Has the task end in order. Any thread. */
    void requestStop() {
        stopRequested = true;
        wire.wakeUp();
    }

    Outcome run(DeviceOptions options, DeviceTask task) {
        VirtualDevice device = new VirtualDevice(options, this::send, task);
        boolean stopped = false;
        task.begin(device, wire.nowNanos());
        task.proceed(wire.nowNanos());
        Outcome outcome = task.outcome();
        while (outcome == null) {
            byte[] datagram = wire.receive(Math.min(device.nextDeadlineNanos(), task.deadlineNanos()));
            long nowNanos = wire.nowNanos();
            if (datagram != null) {
                receive(datagram, device, nowNanos);
            }
            if (wire.wasUnreachable()) {
                log.note("the network says that nothing listens there");
                task.onUnreachable();
            }
            if (stopRequested && !stopped) {
                stopped = true;
                task.stop(nowNanos);
            }
            if (device.nextDeadlineNanos() <= nowNanos) {
                device.onTime(nowNanos);
            }
            task.proceed(nowNanos);
            outcome = task.outcome();
        }
        return outcome;
    }

    private void send(SnMessage message) {
        SnMessage outer = nodeId == null ? message : new Encapsulated(0, nodeId, message);
        byte[] datagram = SnEncoder.encode(outer);
        log.sent(outer, datagram);
        wire.send(datagram);
    }

    private void receive(byte[] datagram, VirtualDevice device, long nowNanos) {
        DecodeResult result = SnDecoder.decode(datagram);
        if (result instanceof DecodeResult.Decoded decoded) {
            log.received(decoded.message(), datagram);
            SnMessage message = unwrapped(decoded.message());
            if (message != null) {
                device.onMessage(message, nowNanos);
            }
        } else if (result instanceof DecodeResult.Malformed malformed) {
            log.malformed(malformed.reason().toString(), datagram);
        }
    }

    /** What is in it for this node, or {@code null}: others may be behind the same forwarder's address. */
    private @Nullable SnMessage unwrapped(SnMessage message) {
        if (nodeId == null) {
            return message;
        }
        if (message instanceof Encapsulated encapsulated
                && (encapsulated.nodeId().isEmpty() || encapsulated.nodeId().equals(nodeId))) {
            return encapsulated.message();
        }
        log.note("that is not for this node");
        return null;
    }
}
